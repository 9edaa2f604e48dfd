"""An appraisal as it is being made, without a screen."""

import pytest

from review.domain.theories.appraisal import Level
from review.errors import ReviewError
from review.project import Project
from review.tui.dialogs.appraisal.appraising import Appraising, Passage


def coded(project: Project, code: str) -> str:
    """A record that is coded to a theory."""
    return project.coding.codings(code=code)[0].record


def passage_in(project: Project, record: str) -> Passage:
    document = project.documents.get(record)
    assert document is not None
    span = document.passages[1].start, document.passages[1].end
    return Passage(span, document.text_sha256, document.cited_pages(*span), document.text[slice(*span)])


def choose(appraising: Appraising, *levels: Level) -> None:
    for level in levels:
        appraising.choose(level)


def given(project: Project, record: str, target: str = "") -> list[tuple[str, dict[str, Level]]]:
    return [(one.reviewer, dict(one.levels)) for one in project.appraisals.all(record=record, target=target)]


def test_each_level_is_for_the_next_dimension(worked: Project):
    record = coded(worked, "T1")
    appraising = Appraising(worked, record, "T1")
    assert [one.id for one in appraising.dimensions] == ["relevance", "richness", "rigour"]
    choose(appraising, Level.HIGH, Level.MODERATE)
    assert (appraising.dimension.id, appraising.is_complete) == ("rigour", False)
    appraising.choose(Level.NOT_ASSESSED)
    assert appraising.is_complete
    assert "relevance high" in appraising.store("it says how").message
    levels = {"relevance": "high", "richness": "moderate", "rigour": "not-assessed"}
    assert given(worked, record, "T1") == [("Ana", levels)]


def test_a_dimension_can_be_gone_back_to(worked: Project):
    appraising = Appraising(worked, coded(worked, "T1"))
    choose(appraising, Level.HIGH, Level.HIGH, Level.HIGH)
    appraising.move(-2)
    appraising.choose(Level.LOW)
    assert list(appraising.levels.values()) == [Level.HIGH, Level.LOW, Level.HIGH]
    appraising.move(-9)
    assert appraising.at == 0
    appraising.move(9)
    assert appraising.dimension.id == "rigour"


def test_what_the_reviewer_gave_before_is_there_and_only_what_is_chosen_changes(worked: Project):
    record = coded(worked, "T1")
    worked.appraisals.appraise(record, {"relevance": "high", "rigour": "low"}, "a survey", target="T1")
    appraising = Appraising(worked, record, "T1")
    assert (dict(appraising.levels), appraising.reason) == (
        {"relevance": "high", "rigour": "low"},
        "a survey",
    )
    assert not appraising.is_changed
    appraising.move(2)
    appraising.choose(Level.LOW)
    assert not appraising.is_changed
    appraising.move(2)
    appraising.choose(Level.MODERATE)
    assert appraising.is_changed
    appraising.store("methods are reported")
    (now,) = worked.appraisals.all(record=record)
    assert dict(now.levels) == {"relevance": "high", "rigour": "moderate"}
    assert now.because == ("methods are reported", "a survey")


def test_another_reason_alone_is_that_for_all_levels(worked: Project):
    record = coded(worked, "T1")
    worked.appraisals.appraise(record, {"relevance": "high", "rigour": "low"}, "a survey")
    Appraising(worked, record).store("a survey of one town")
    (now,) = worked.appraisals.all(record=record)
    assert now.because == ("a survey of one town",)


def test_it_is_for_the_theory_of_the_code_in_focus_else_for_the_review(worked: Project):
    record = coded(worked, "T2.a")
    assert Appraising(worked, record, "T2.a").target.id == "T2"
    assert Appraising(worked, record, "no longer there").target.id == ""
    assert Appraising(worked, record).target.name == "the review"


def test_keys_go_round_the_theories_that_the_record_is_coded_to(worked: Project):
    record = coded(worked, "T1")
    appraising = Appraising(worked, record)
    visited = []
    for _ in range(3):
        assert not appraising.for_theory()
        visited.append(appraising.target.id)
    assert visited == ["T1", "RA", "T1"]
    appraising.for_review()
    assert appraising.target.id == ""


def test_keys_go_round_the_configurations_with_a_passage_of_the_record(worked: Project):
    record = coded(worked, "T1")
    assert "No configuration" in Appraising(worked, record).for_configuration()
    span = passage_in(worked, record).span
    made = [worked.configurations.new({"context": f"place {number}"}) for number in range(3)]
    for one in made[:2]:
        worked.configurations.put(one.cmoc, "context", record, span)
    appraising = Appraising(worked, record, made[2].cmoc)
    assert appraising.target.name.startswith("C3 If place 2")
    visited = []
    for _ in range(3):
        assert not appraising.for_configuration()
        visited.append(appraising.target.name.split()[0])
    assert visited == ["C1", "C2", "C1"]
    appraising.choose(Level.HIGH)
    appraising.store("it is the place")
    assert [one.target for one in worked.appraisals.all()] == [made[0].cmoc]


def test_a_record_that_is_coded_to_nothing_can_be_for_any_theory(project: Project):
    appraising = Appraising(project, project.records.all()[0].id)
    visited = []
    for _ in range(4):
        appraising.for_theory()
        visited.append(appraising.target.id)
    assert visited == ["T1", "T2", "T3", "RA"]


def test_levels_that_were_chosen_stay_when_it_is_for_something_else(worked: Project):
    record = coded(worked, "T1")
    worked.appraisals.appraise(record, {"relevance": "low", "rigour": "low"}, "thin", target="T1")
    appraising = Appraising(worked, record)
    appraising.choose(Level.HIGH)
    appraising.for_theory()
    assert dict(appraising.levels) == {"relevance": "high", "rigour": "low"}
    assert appraising.reason == "thin"


def test_others_stand_beside_the_own_levels(worked: Project):
    record = coded(worked, "T1")
    with worked.acting_as("Ben"):
        worked.appraisals.appraise(record, {"relevance": "low"}, "in passing", target="T1")
    appraising = Appraising(worked, record, "T1")
    assert (appraising.own, [one.reviewer for one in appraising.others]) == (None, ["Ben"])
    appraising.for_review()
    assert appraising.others == []


def test_a_passage_is_appraised_apart_from_its_record(worked: Project):
    record = coded(worked, "T1")
    worked.appraisals.appraise(record, {"relevance": "low"}, "thin", target="T1")
    passage = passage_in(worked, record)
    appraising = Appraising(worked, record, "T1", passage, of_passage=True)
    assert appraising.levels == {}
    appraising.choose(Level.HIGH)
    appraising.store("a nugget")
    of_passage = next(one for one in worked.appraisals.all(record=record) if one.span)
    assert (of_passage.span, dict(of_passage.levels)) == (passage.span, {"relevance": "high"})
    again = Appraising(worked, record, "T1", passage, of_passage=True)
    assert again.reason == "a nugget"
    assert not again.passage_or_record()
    assert again.reason == "thin"


def test_without_a_passage_the_record_is_appraised(worked: Project):
    appraising = Appraising(worked, coded(worked, "T1"), of_passage=True)
    assert not appraising.of_passage
    appraising.passage_or_record()
    assert not appraising.of_passage


def test_a_passage_of_an_older_text_is_not_appraised(worked: Project):
    record = coded(worked, "T1")
    old = passage_in(worked, record)
    appraising = Appraising(worked, record, "T1", Passage(old.span, "0" * 64, "p. 1", ""), of_passage=True)
    appraising.choose(Level.HIGH)
    with pytest.raises(ReviewError, match="read again meanwhile"):
        appraising.store("a nugget")
    assert worked.appraisals.all() == []


def test_a_map_may_have_other_dimensions(worked: Project):
    file = worked.map_file.path
    text = file.read_text("utf-8")
    file.write_text(f"{text}\nappraisal: {{dimensions: {{trust: {{name: Trust}}}}}}\n", "utf-8")
    worked.map_file.adopt("another way to appraise")
    record = coded(worked, "T1")
    appraising = Appraising(worked, record)
    appraising.choose(Level.LOW)
    assert appraising.is_complete
    appraising.store("nobody signs it")
    assert given(worked, record) == [("Ana", {"trust": "low"})]
