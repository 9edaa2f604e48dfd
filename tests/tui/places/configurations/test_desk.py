"""Configurations without a screen: which are listed, which is chosen, what it is linked with."""

import pytest

from review.domain.theories.chain import as_text
from review.errors import UnknownNameError
from review.project import Project
from review.tui.places.configurations.desk import MARK, STATUS, THEORY, ConfigurationsDesk
from review.tui.places.configurations.marks import AGAINST, LOOK_AGAIN, OUTDATED, PARTIAL, marks, missing
from tests.tui.places.configurations.composed import records_of, span_in


@pytest.fixture
def desk(composed: Project) -> ConfigurationsDesk:
    return ConfigurationsDesk(composed)


def labels(desk: ConfigurationsDesk) -> list[str]:
    return [one.label for one in desk.listed]


def chosen(desk: ConfigurationsDesk) -> str:
    return desk.chosen.label if desk.chosen else ""


def test_all_are_listed_and_the_first_is_chosen(desk: ConfigurationsDesk):
    assert labels(desk) == ["C1", "C2", "C3"]
    assert (chosen(desk), desk.position, desk.total) == ("C1", 0, 3)
    assert not desk.is_narrowed


def test_an_empty_review_has_none(project: Project):
    desk = ConfigurationsDesk(project)
    assert (labels(desk), chosen(desk), desk.detail, desk.chain()) == ([], "", None, ())


def test_filters_are_by_theory_with_sub_themes_status_and_mark(desk: ConfigurationsDesk):
    desk.toggle(THEORY, "T2")
    assert labels(desk) == ["C2"]
    desk.toggle(THEORY, "T3")  # instead of T2
    assert labels(desk) == ["C3"]
    desk.toggle(STATUS, "kept")
    assert (labels(desk), chosen(desk)) == ([], "")
    desk.toggle(THEORY, "T3")
    assert labels(desk) == ["C2"]
    desk.clear()
    desk.toggle(MARK, PARTIAL)
    assert labels(desk) == ["C2", "C3"]
    assert desk.is_narrowed


def test_every_filter_that_is_offered_can_be_set(desk: ConfigurationsDesk):
    offered = desk.conditions()
    assert len({label for _, label in offered}) == len(offered)
    for (field, value), _ in offered:
        desk.toggle(field, value)
        assert desk.where == {field: value}
        desk.toggle(field, value)
    assert labels(desk) == ["C1", "C2", "C3"]


def test_a_search_finds_words_anywhere_in_a_configuration(desk: ConfigurationsDesk):
    for words, found in {
        "adviser": ["C1"],
        "must be true": ["C1"],
        "retendering": ["C1"],  # in a passage
        "CONTEXT": ["C2"],
        "nobody leave": ["C3"],
        "zebra": [],
        " ": ["C1", "C2", "C3"],
    }.items():
        desk.search(words)
        assert labels(desk) == found


def test_the_cursor_stays_on_its_configuration_or_goes_to_the_next(
    desk: ConfigurationsDesk, composed: Project
):
    desk.choose(1)
    composed.configurations.new({"context": "another"})
    desk.reload()
    assert (chosen(desk), labels(desk)) == ("C2", ["C1", "C2", "C3", "C4"])
    composed.configurations.merge("C1", "C2")
    desk.reload()
    assert (chosen(desk), labels(desk)) == ("C3", ["C1", "C3", "C4"])
    desk.choose(2)
    desk.search("adviser")
    assert chosen(desk) == "C1"


def test_marks_say_what_stands_out(desk: ConfigurationsDesk, composed: Project):
    first, second, third = desk.listed
    assert marks(first) == (AGAINST, LOOK_AGAIN)
    assert marks(second) == (PARTIAL,)
    assert (missing(second), missing(third)) == (["mechanism", "outcome"], ["mechanism"])
    composed.configurations.state("C1", "If advised, they stay.")
    composed.configurations.word("C1", "outcome", "they stay")
    desk.reload()
    assert marks(desk.listed[0]) == (AGAINST, LOOK_AGAIN, OUTDATED)


def test_the_detail_has_what_stands_about_it_elsewhere(desk: ConfigurationsDesk, composed: Project):
    composed.annotations.memo(desk.listed[0].id, "look at C3")
    desk.reload()
    detail = desk.detail
    assert detail is not None
    assert detail.written == [("Ana", "look at C3")]
    assert "".join(word.text for word in detail.rewordings["T1"]).count("compete") == 1
    assert detail.roles["resource"] == "Resource"


def test_the_detail_has_appraisals_for_it(desk: ConfigurationsDesk, composed: Project):
    record = records_of(composed)[0]
    composed.appraisals.appraise(record, {"relevance": "high"}, "it is about this", target="C1")
    desk.reload()
    assert desk.detail
    ((citation, one),) = desk.detail.appraised
    assert (citation, one.levels) == (composed.records.cited(record), {"relevance": "high"})


def test_a_passage_over_two_pages_has_both(desk: ConfigurationsDesk, composed: Project):
    record = records_of(composed)[0]
    start, _ = span_in(composed, record)
    document = composed.documents.get(record)
    assert document
    composed.configurations.put("C2", "context", record, (start, document.passages[-1].end))
    desk.reload()
    desk.choose(1)
    assert desk.chosen
    assert desk.chosen.fragments[0].cited_page == "pp. 11–12"


def test_one_can_be_gone_to_even_if_a_filter_hides_it_or_it_was_merged(
    desk: ConfigurationsDesk, composed: Project
):
    desk.toggle(STATUS, "kept")
    desk.go_to(composed.configurations.find("C3").id)
    assert (chosen(desk), desk.where) == ("C3", {})
    composed.configurations.merge("C2", "C1")
    desk.go_to("c1")
    assert chosen(desk) == "C2"
    with pytest.raises(UnknownNameError, match="C9"):
        desk.go_to("C9")


def test_one_that_is_new_is_gone_to(desk: ConfigurationsDesk, composed: Project):
    made = composed.configurations.new({"context": "another"})
    desk.go_to(made.cmoc)
    assert chosen(desk) == "C4"


def test_what_is_read_later_is_listed_once_it_is_taken(composed: Project):
    desk = ConfigurationsDesk(composed, reads_later=True)
    assert (labels(desk), desk.is_read) == ([], False)
    desk.go_to("C3")
    asked = desk.unread()
    assert asked
    desk.take(asked, desk.read(asked))
    assert (labels(desk), chosen(desk), desk.unread()) == (["C1", "C2", "C3"], "C3", None)
    desk.toggle(STATUS, "kept")
    desk.search("adviser")
    desk.go_to(composed.configurations.new({"context": "another"}).cmoc)
    assert labels(desk) == ["C2"]  # until the new one is read
    asked = desk.unread()
    assert asked
    desk.take(asked, desk.read(asked))
    assert (labels(desk), chosen(desk), desk.where, desk.searched) == (["C1", "C2", "C3", "C4"], "C4", {}, "")


def test_the_chain_has_what_the_chosen_one_is_linked_with(desk: ConfigurationsDesk, composed: Project):
    assert as_text(desk.chain()) == ["C1 ┬─ leads to ─▶ C2", "   └╌ counter-case ╌▷ C3"]
    assert [one.label for one in desk.chained()] == ["C1", "C2", "C3"]
    composed.configurations.new({"context": "alone"})
    desk.reload()
    desk.choose(3)
    assert desk.chain() == ()


def test_parts_are_found_by_id(desk: ConfigurationsDesk):
    one = desk.chosen
    assert one
    assert desk.part(one.elements[0].id) == one.elements[0]
    assert desk.part(one.fragments[0].id) == one.fragments[0]
    assert desk.part("nothing") is None
