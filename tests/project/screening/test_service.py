"""Decisions, criteria, blinding, and the reference that reviewers correct and confirm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain import Role, Selection
from review.errors import ReviewError, UnknownNameError
from review.project import Project
from tests.examples import examples
from tests.reviews import TWO_REVIEWERS, a_document, add_record, new_review


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document())


def test_a_later_decision_replaces_ones_own(project: Project, record: str) -> None:
    first = project.screening.decide(record, "maybe", "title-abstract", note="abstract is vague")
    assert first.message == "Maybe: Rahman, 2016"
    project.screening.decide(record, "include", "title-abstract")
    (decision,) = project.screening.decisions(record)
    assert (decision.decision, decision.note, decision.reviewer) == ("include", "", "ann")
    assert project.screening.outcome(record, "title-abstract") == "include"


def test_an_exclusion_names_its_criterion_where_the_stage_asks_for_one(project: Project, record: str) -> None:
    with pytest.raises(ReviewError, match="an exclusion at theory map needs a criterion"):
        project.screening.decide(record, "exclude", "theory-map")
    done = project.screening.decide(record, "exclude", "theory-map", criteria=["E9"])
    assert done.message == "Excluded Rahman, 2016 by E9"
    project.screening.decide(record, "exclude", "title-abstract")
    assert [d.criteria for d in project.screening.decisions(record, "theory-map")] == [("E9",)]


@pytest.mark.parametrize(
    ("decision", "stage", "criterion", "message"),
    [
        (
            "exclude",
            "theory-map",
            "E1",
            "E1 is not an exclusion criterion of the stage theory map. Exclusion criteria: E9",
        ),
        (
            "exclude",
            "title-abstract",
            "I1",
            "I1 is not an exclusion criterion of the stage title abstract. Exclusion criteria: E1",
        ),
        (
            "include",
            "title-abstract",
            "E1",
            "E1 is not an inclusion criterion of the stage title abstract. Inclusion criteria: I1",
        ),
        (
            "include",
            "theory-map",
            "I1",
            "I1 is not an inclusion criterion of the stage theory map. Inclusion criteria: none",
        ),
        (
            "maybe",
            "title-abstract",
            "E9",
            "E9 is not a criterion of the stage title abstract. Criteria: I1, E1",
        ),
        ("park", "theory-map", "I1", "I1 is not a criterion of the stage theory map. Criteria: E9"),
    ],
)
def test_a_decision_names_criteria_of_its_stage_and_kind(
    project: Project, record: str, decision: str, stage: str, criterion: str, message: str
) -> None:
    with pytest.raises(UnknownNameError, match=f"^{message}$"):
        project.screening.decide(record, decision, stage, criteria=[criterion])
    assert project.screening.decisions(record) == []


def test_a_record_that_waits_may_name_either_kind(project: Project, record: str) -> None:
    project.screening.decide(record, "maybe", "title-abstract", criteria=["I1", "E1"])
    assert project.screening.decisions(record)[0].criteria == ("I1", "E1")


def test_a_criterion_is_overridden_with_a_reason(project: Project, record: str) -> None:
    with pytest.raises(ReviewError, match="overriding criterion E1 needs a reason"):
        project.screening.decide(record, "include", "title-abstract", overrides={"E1": " "})
    project.screening.decide(record, "include", "title-abstract", overrides={"E1": "reprinted in 2015"})
    assert project.screening.decisions(record)[0].overrides == {"E1": "reprinted in 2015"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("include", "full-text"),
            "Unknown stage 'full-text'. Stages: title-abstract, theory-map",
        ),
        (("exclude", "theory-map", ["Q8"]), "Unknown criterion 'Q8'. Criteria: E9$"),
        (("include", "title-abstract", ["Q8"]), "Unknown criterion 'Q8'. Criteria: I1$"),
        (("maybe", "title-abstract", ["Q8"]), "Unknown criterion 'Q8'. Criteria: I1, E1$"),
    ],
)
def test_names_that_are_not_there_are_reported_with_those_that_are(
    project: Project, record: str, arguments: tuple, message: str
) -> None:
    with pytest.raises(UnknownNameError, match=message):
        project.screening.decide(
            record, arguments[0], arguments[1], criteria=arguments[2] if arguments[2:] else ()
        )


def test_two_reviewers_are_blind_until_both_have_decided(doubled: Project) -> None:
    record = add_record(doubled, "Markets for care")
    with doubled.acting_as("bob"):
        doubled.screening.decide(record, "exclude", "title-abstract", note="bob's reason")
    assert doubled.screening.decisions(record) == doubled.screening.all_decisions() == []
    assert doubled.screening.outcome(record, "title-abstract") == "none"
    assert doubled.screening.counts().waiting["title-abstract"] == 1
    assert not [event for event in doubled.history.events() if "bob" in event.reviewer]
    with doubled.acting_as("bob"):
        assert doubled.screening.candidates("title-abstract") == []
        assert doubled.screening.counts().waiting["title-abstract"] == 0
        assert [d.decision for d in doubled.screening.decisions(record)] == ["exclude"]
    doubled.screening.decide(record, "include", "title-abstract")
    assert {d.reviewer: str(d.decision) for d in doubled.screening.decisions(record)} == {
        "ann": "include",
        "bob": "exclude",
    }
    assert doubled.screening.outcome(record, "title-abstract") == "conflict"
    assert [event.reviewer for event in doubled.history.events(record)][-2:] == ["bob", "ann"]
    assert doubled.screening.counts().next_step == "Discuss 1 conflict at title abstract"
    assert doubled.screening.candidates("theory-map") == []


def test_taking_a_decision_back_blinds_the_two_again(doubled: Project) -> None:
    record = add_record(doubled, "Markets for care")
    doubled.screening.decide(record, "include", "title-abstract")
    with doubled.acting_as("bob"):
        doubled.screening.decide(record, "include", "title-abstract")
    assert doubled.screening.candidates("theory-map") == [record]
    doubled.history.undo()
    assert doubled.screening.decisions(record) == []
    assert doubled.screening.candidates("title-abstract") == [record]
    assert doubled.screening.candidates("theory-map") == []


def test_one_stage_hands_on_what_it_included_or_left_open(project: Project) -> None:
    made = [add_record(project, f"Study {number}") for number in range(4)]
    for record, decision in zip(made, ("include", "maybe", "exclude"), strict=False):
        project.screening.decide(record, decision, "title-abstract")
    assert project.screening.candidates("title-abstract") == [made[3]]
    assert project.screening.candidates("theory-map") == made[:2]
    project.screening.decide(made[0], "park", "theory-map")
    assert project.screening.candidates("theory-map") == [made[1]]
    with pytest.raises(UnknownNameError, match="Unknown stage"):
        project.screening.candidates("full-text")


@settings(max_examples=examples(10), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.integers(0, 3), st.sampled_from(["title-abstract", "theory-map"]), st.sampled_from(["include", "maybe", "exclude"])), max_size=12))  # fmt: skip
def test_the_number_that_waits_is_the_length_of_the_list_and_every_order_holds_every_record(
    tmp_path_factory: pytest.TempPathFactory, decided: list[tuple]
) -> None:
    project = new_review(tmp_path_factory.mktemp("review") / "review", map_text=TWO_REVIEWERS)
    made = [add_record(project, f"Study {number}") for number in range(4)]
    criterion_of = {"title-abstract": "E1", "theory-map": "E9"}
    for reviewer, number, stage, decision in decided:
        with project.acting_as(reviewer):
            criteria = [criterion_of[stage]] if decision == "exclude" else []
            project.screening.decide(made[number], decision, stage, criteria=criteria)
    for reviewer in ("ann", "bob"):
        with project.acting_as(reviewer):
            waiting = {stage: len(project.screening.candidates(stage)) for stage in project.theory.stages}
            assert project.screening.counts().waiting == waiting
    for sort in ("added", "author_year", "title", "year", "source_type", "codings", *project.theory.stages):
        ordered = list(project.records.listing(Selection(sort=sort)))
        assert sorted(ordered) == list(project.records.listing())
        assert list(project.records.listing(Selection(sort=sort, descending=True))) == ordered[::-1]
    for stage in project.theory.stages:
        words = [
            row.stages[stage] for row in project.records.rows(project.records.listing(Selection(sort=stage)))
        ]
        assert words == sorted(words)
        for word in set(words):
            assert len(project.records.listing(Selection(where=((stage, word),)))) == words.count(word)
    project.close()


def test_a_reference_is_corrected_field_by_field(project: Project, record: str) -> None:
    done = project.records.edit(record, title="  Markets\n for care ", authors="Rahman, Sadia; Okoro, Chidi", year="2017", role="background")  # fmt: skip
    assert done.message == "Rahman, 2016, now Rahman and Okoro, 2017: title, authors, year, role changed"
    changed = project.records.get(record)
    assert (changed.title, changed.authors, changed.year) == ("Markets for care", ("Rahman, Sadia", "Okoro, Chidi"), 2017)  # fmt: skip
    assert changed.role is Role.BACKGROUND
    assert changed.author_year == "Rahman and Okoro, 2017"
    assert changed.origins["year"].source == "ann"
    project.records.edit(record, year="")
    assert project.records.get(record).author_year == "Rahman and Okoro, n.d."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"year": "soon"}, "'soon' is not a year"),
        ({"year": "20155"}, "is not a year"),
        ({"role": "villain"}, "Unknown role 'villain'. Roles: evidence, theory-source, background"),
        ({"colour": "red"}, "Unknown field 'colour'"),
        ({}, "nothing to change"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(
    project: Project, record: str, fields: dict, message: str
) -> None:
    before = project.revision
    with pytest.raises(ReviewError, match=message):
        project.records.edit(record, **fields)
    assert project.revision == before


def test_values_found_in_a_file_wait_to_be_confirmed(project: Project, record: str) -> None:
    assert project.screening.counts().unconfirmed == 1
    assert project.records.confirm(record, "year").message == "Rahman, 2016: year confirmed"
    assert project.records.get(record).origins["year"].confirmed
    project.records.confirm(record)
    assert project.screening.counts().unconfirmed == 0
    with pytest.raises(ReviewError, match="nothing to confirm"):
        project.records.confirm(record)


def test_a_source_type_is_set_and_cleared(project: Project, record: str) -> None:
    assert project.records.set_source_type(record, "policy").message == "Rahman, 2016: Policy analysis"
    assert project.records.get(record).source_type == "policy"
    with pytest.raises(UnknownNameError, match=r"Unknown source type 'polcy'\. Did you mean 'policy'"):
        project.records.set_source_type(record, "polcy")
    assert project.records.set_source_type(record, "").message == "Rahman, 2016: unclassified"


def test_the_next_step_follows_the_work(project: Project) -> None:
    assert project.screening.counts().next_step.startswith("Put PDFs or texts into corpus/")
    record = add_record(project, "Markets for care", document=a_document())
    assert (
        project.screening.counts().next_step
        == "Screen: 1 record is waiting for your decision at title abstract"
    )
    project.screening.decide(record, "include", "title-abstract")
    assert (
        project.screening.counts().next_step == "Screen: 1 record is waiting for your decision at theory map"
    )
    project.screening.decide(record, "include", "theory-map")
    assert project.screening.counts().next_step == "Code: 1 included record has no coding yet"
    project.coding.code(record, ["T1"], 0, 10)
    assert project.screening.counts().next_step.startswith("Write up")


def test_conflicts_are_listed_as_far_as_blinding_allows(doubled: Project) -> None:
    disputed, agreed = add_record(doubled, "Markets for care"), add_record(doubled, "Choice and advice")
    for record in (disputed, agreed):
        doubled.screening.decide(record, "include", "title-abstract")
    with doubled.acting_as("bob"):
        doubled.screening.decide(agreed, "include", "title-abstract")
        assert doubled.screening.conflicts() == []
        doubled.screening.decide(disputed, "exclude", "title-abstract", criteria=["E1"])
    (conflict,) = doubled.screening.conflicts()
    assert {(made.record, made.reviewer, made.decision) for made in conflict} == {
        (disputed, "ann", "include"),
        (disputed, "bob", "exclude"),
    }


def test_a_reviewer_who_goes_on_sees_what_that_one_may_see(doubled: Project) -> None:
    record = add_record(doubled, "Markets for care")
    doubled.screening.decide(record, "include", "title-abstract")
    doubled.switch_reviewer("bob")
    assert doubled.screening.decisions(record) == []
    doubled.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    assert [made.reviewer for made in doubled.screening.decisions(record)] == ["ann", "bob"]
