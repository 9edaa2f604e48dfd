"""Facets and comments: set, removed, found, undone, and exchanged between copies."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from review.domain import NOT_SET, Selection
from review.errors import ReviewError, UnknownNameError
from review.journal.queries import references
from review.project import Project
from tests.copies import receive
from tests.reviews import a_document, a_review, add_record, new_review


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return a_review(tmp_path / "review")


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document())


def coded(project: Project, record: str) -> str:
    return project.coding.code(record, ["T1"], 0, 14).id


def found(project: Project, *conditions: str) -> list[str]:
    where = tuple(map(project.records.condition, conditions))
    keys = project.records.listing(Selection(where))
    return [row.record for row in project.records.rows(keys)]


def test_a_facet_has_all_values_of_the_last_act_in_the_maps_order_and_spelling(
    project: Project, record: str
) -> None:
    project.annotations.set_facet(record, "population", ["women"])
    done = project.annotations.set_facet(record, "population", ["Women", "OLDER people", "women"])
    assert project.annotations.facets_of(record) == {"population": ("older people", "women")}
    assert done.message == "Rahman, 2016: Population group: older people; women"


def test_a_facet_without_values_in_the_map_takes_any(project: Project, record: str) -> None:
    project.annotations.set_facet(record, "country", ["England  and Wales"])
    assert project.annotations.facets_of(record) == {"country": ("England and Wales",)}


def test_no_value_removes_a_facet_and_undo_brings_it_back(project: Project, record: str) -> None:
    project.annotations.set_facet(record, "population", ["women"])
    project.annotations.set_facet(record, "population", [])
    assert project.annotations.facets_of(record) == {}
    project.history.undo()
    assert project.annotations.facets_of(record) == {"population": ("women",)}
    project.history.redo()
    assert project.annotations.facets_of(record) == {}
    with pytest.raises(ReviewError, match="Population group is not set there; nothing to remove"):
        project.annotations.set_facet(record, "population", [])


@pytest.mark.parametrize(
    ("facet", "value", "line"),
    [
        ("populaton", "women", "Unknown facet 'populaton'. Did you mean 'population'?"),
        ("age", "women", "Unknown facet 'age'. Facets: population, country"),
        ("population", "cats", "Unknown population value 'cats'. Population values: older people; women"),
        ("population", " ", "a value of population is empty; give no value to remove the facet"),
    ],
)
def test_an_unknown_facet_or_value_is_refused_with_the_choices(
    project: Project, record: str, facet: str, value: str, line: str
) -> None:
    with pytest.raises(ReviewError) as refused:
        project.annotations.set_facet(record, facet, [value])
    assert str(refused.value) == line


def test_a_coding_has_facets_of_its_own_as_long_as_it_stands(project: Project, record: str) -> None:
    coding = coded(project, record)
    project.annotations.set_facet(record, "population", ["women"])
    project.annotations.set_facet(coding[:12], "population", ["older people"])
    assert [(one.target, one.record, one.values) for one in project.annotations.facets(record)] == [
        (record, record, ("women",)),
        (coding, record, ("older people",)),
    ]
    project.coding.uncode(coding)
    assert [one.target for one in project.annotations.facets()] == [record]


def test_records_are_found_by_their_facets_and_those_of_their_codings(project: Project, record: str) -> None:
    other = add_record(project, "Advocacy")
    coding = coded(project, record)
    project.annotations.set_facet(coding, "population", ["older people"])
    project.annotations.set_facet(other, "population", ["women"])
    assert found(project, "facet.population=older people") == [record]
    assert found(project, "population=Women") == [other]
    assert found(project, "population=women", "facet.country=not set") == [other]
    assert found(project, "population=not set") == []
    project.history.undo()
    assert found(project, f"population={NOT_SET}") == [other]


@pytest.mark.parametrize("condition", ["facet.population=cats", "population=cats", "facet.age=old"])
def test_a_condition_that_no_record_can_meet_is_refused(
    project: Project, record: str, condition: str
) -> None:
    with pytest.raises(UnknownNameError):
        project.records.condition(condition)


def test_a_field_keeps_its_meaning_beside_a_facet_of_the_same_name(tmp_path: Path) -> None:
    from tests.reviews import SMALL_MAP

    project = new_review(
        tmp_path / "r",
        map_text=SMALL_MAP.replace("facets: {", "facets: {role: {name: R, values: [evidence]}, "),
    )
    record = add_record(project, "A study")
    assert found(project, "role=evidence") == [record]
    assert found(project, "facet.role=evidence") == []


def test_two_people_who_set_one_facet_apart_get_the_later_values(
    tmp_path: Path, project: Project, record: str
) -> None:
    project.history.backup(tmp_path / "bob" / "review.db")
    bob = Project.open(tmp_path / "bob", "bob")
    project.annotations.set_facet(record, "population", ["women"])
    bob.annotations.comment("one more event", "team")
    bob.annotations.set_facet(record, "population", ["older people"])
    receive(project.journal, bob.journal.events())
    assert project.annotations.facets_of(record) == {"population": ("older people",)}
    assert "facet (population: women) on Rahman, 2016" in [
        project.history.describe(event) for event in project.history.events(record)
    ]
    bob.close()


def test_a_comment_says_who_and_when_or_that_it_is_not_reported(project: Project, record: str) -> None:
    project.annotations.comment(
        " We were\nnever asked ", "stakeholder", who="a panel", when="2026-11", on=record[:12]
    )
    project.annotations.comment("Add a theory on trust", "team")
    first, second = project.annotations.comments()
    assert (first.text, first.source, first.who, first.date, first.on) == (
        "We were\nnever asked", "stakeholder", "a panel", "2026-11", record,
    )  # fmt: skip
    assert (second.who, second.date, second.on, second.reviewer) == (None, None, "", "ann")
    assert project.annotations.comments(on=record) == [first]
    assert [project.history.line(event) for event in project.history.events(record)][-1] == (
        "comment (stakeholder, a panel, 2026-11) on Rahman, 2016: We were never asked"
    )


def test_a_comment_is_undone_and_redone(project: Project) -> None:
    project.annotations.comment("so", "expert", on="T1.a")
    project.history.undo()
    assert project.annotations.comments() == []
    project.history.redo()
    assert [comment.on for comment in project.annotations.comments()] == ["T1.a"]


@pytest.mark.parametrize("when", ["yesterday", "2026-13", "2026-02-30", "28.11.2026", "2026-1", "0000"])
def test_what_is_no_date_is_refused(project: Project, when: str) -> None:
    with pytest.raises(ReviewError, match="is not a date; write it like 2026-11-28, 2026-11 or 2026"):
        project.annotations.comment("so", "team", when=when)
    assert project.annotations.comments() == []


def test_an_empty_comment_and_an_unknown_target_are_refused(project: Project) -> None:
    with pytest.raises(ReviewError, match="the comment is empty"):
        project.annotations.comment(" \n", "team")
    with pytest.raises(UnknownNameError, match="Unknown record, coding, configuration or code 'T9'"):
        project.annotations.comment("so", "team", on="T9")
    with pytest.raises(UnknownNameError, match="Unknown kind 'friend'"):
        project.annotations.comment("so", "friend")


def test_a_label_in_any_case_goes_before_the_beginning_of_an_id(project: Project) -> None:
    titles = (f"Study {number}" for number in count())
    title = next(one for one in titles if sha256(one.encode()).hexdigest().startswith("c1"))
    record = add_record(project, title)
    assert project.records.find("c1") == record
    cmoc = project.configurations.new().cmoc
    project.annotations.memo("c1", "on the configuration")
    assert [memo.target for memo in project.annotations.memos()] == [cmoc]


def test_who_names_a_former_id_is_told_the_present_one(project: Project) -> None:
    project.structure.merge(["T1", "T2"], "T2", "one idea")
    with pytest.raises(UnknownNameError, match="'T1' is now 'T2'"):
        project.annotations.comment("so", "team", on="T1")
    with pytest.raises(UnknownNameError, match="'T1' is now 'T2'"):
        project.annotations.memo("T1", "so")


def test_a_comment_can_be_what_led_to_a_change_of_a_theory(project: Project) -> None:
    said = project.annotations.comment("We were never asked", "stakeholder", on="T1").event
    project.theory.refine("T1", "they said so", name="Markets of care", triggers=[said[:12]])
    assert project.theory.versions()[-1].triggers == (said,)
    with pytest.raises(UnknownNameError):
        project.theory.refine("T1", "so", name="Markets", triggers=["zz"])


def test_undo_says_what_depends_on_a_coding_and_which_passage_a_facet_was_about(
    project: Project, record: str
) -> None:
    coding = coded(project, record)
    project.annotations.set_facet(coding, "population", ["women"])
    undone = project.history.undo()
    assert undone.message == (
        f"Undone: facet (population: women) on Rahman, 2016, coding {coding[:12]}: “Many providers”"
    )
    assert (undone.record, undone.start) == (record, 0)
    with project.acting_as("bob"):
        project.annotations.set_facet(coding, "population", ["women"])
        project.annotations.comment("so", "team", on=coding)
    assert "1 comment on it, 1 facet of it" in project.history.undo().message


def test_a_record_with_facets_or_comments_is_not_merged_into_another(project: Project, record: str) -> None:
    assert references.untouched(project.journal, record)
    project.annotations.set_facet(record, "population", ["women"])
    assert not references.untouched(project.journal, record)
    project.history.undo()
    project.annotations.comment("so", "team", on=record)
    assert not references.untouched(project.journal, record)
