"""What acts on configurations of other programs and copies come to."""

from __future__ import annotations

import re
from typing import Any

import pytest

from review.acts import AddElement, MergeTheories, NewCmoc, PutFragment, TieCmoc, Undo
from review.domain import Stance
from review.domain.theories import MAP_SUBJECT
from review.domain.theories.configuration import Relation
from review.errors import UnknownNameError
from review.journal.verification import projection_problems
from review.project import Project
from tests.reviews import a_document, add_record

TEXT = a_document()
PUT: dict[str, Any] = {
    "text_sha256": TEXT.text_sha256,
    "start": 0,
    "end": 4,
    "quote": "Many",
    "before": "",
    "after": "",
    "page": 1,
    "page_label": "345",
    "element": "",
    "role": "context",
    "relation": "shows",
}


@pytest.fixture
def cmoc(project: Project) -> str:
    return project.configurations.new({"context": "one"}).cmoc


def put(project: Project, **changed: Any) -> str:
    record = add_record(project, "A study", document=TEXT)
    return project.journal.append("bob", {"kind": "put-fragment", "record": record} | PUT | changed).hash


def unread(project: Project) -> list[str]:
    return [one.reason for one in project.history.unread_events()]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ({"kind": "new-cmoc", "label": "[red]", "theory_event": ""}, "whose `label` is not C and a number"),
        ({"kind": "new-cmoc", "label": "C1", "theory_event": "", "theories": {"T1": "likes"}}, "Invalid enum"),
        ({"kind": "cmoc-theory", "cmoc": "x", "code": "T1", "stance": "likes", "theory_event": ""}, "whose `stance`"),
        ({"kind": "cmoc-status", "cmoc": "x", "status": "adored"}, "nvalid enum value"),
        ({"kind": "add-element", "cmoc": "x", "role": " ", "wording": "w"}, "whose `role` is empty"),
        ({"kind": "add-element", "cmoc": "", "role": "context", "wording": "w"}, "that names no configuration"),
        ({"kind": "link-cmocs", "cmoc": "x", "to": "x", "link": "variant"}, "links a configuration to itself"),
        ({"kind": "link-cmocs", "cmoc": "x", "to": "y:z", "link": "variant"}, "has a colon"),
        ({"kind": "link-cmocs", "cmoc": "x", "to": "y", "link": "aunt"}, "nvalid enum value"),
        ({"kind": "unlink-cmocs", "cmoc": "x", "to": "x"}, "links a configuration to itself"),
        ({"kind": "merge-cmocs", "cmoc": "x", "merged": "x"}, "merges a configuration into itself"),
        ({"kind": "merge-cmocs", "cmoc": "x", "merged": ""}, "merges a configuration into itself or none"),
        ({"kind": "put-fragment", "cmoc": "x", "record": "r"} | PUT | {"start": 9}, "whose passage 9-4 is not valid"),
        ({"kind": "put-fragment", "cmoc": "x", "record": "r"} | PUT | {"relation": "loves"}, "nvalid enum value"),
        ({"kind": "put-fragment", "cmoc": "x", "record": "r"} | PUT | {"status": "sure"}, "whose `status`"),
        ({"kind": "word-element", "cmoc": "x", "element": "", "wording": "w"}, "whose `element` is empty"),
    ],
)  # fmt: skip
def test_an_act_that_makes_no_sense_is_kept_without_effect(
    project: Project, act: dict[str, Any], reason: str
) -> None:
    project.journal.append("bob", act)
    (said,) = unread(project)
    assert reason.lower() in said.lower()
    assert project.configurations.all() == []


def test_unknown_roles_codes_and_enormous_texts_are_shown_as_they_are(project: Project, cmoc: str) -> None:
    long = "word " * 200_000
    project.journal.append("bob", AddElement(cmoc=cmoc, role="intervention", wording=long))
    project.journal.append("bob", TieCmoc(cmoc=cmoc, code="T99", stance="supports", theory_event="gone"))
    put(project, cmoc=cmoc, role="[red]mood", quote="Many", element="nothing")
    one = project.configurations.find(cmoc)
    assert [element.role for element in one.elements] == ["context", "intervention", "[red]mood"]
    assert one.theories == {"T99": Stance.SUPPORTS}
    assert len(one.statement) > len(long) - 10
    lines = [project.history.line(event) for event in project.history.events()]
    assert any(line.startswith("intervention in C1: word word") for line in lines)


def test_parts_of_unknown_configurations_wait_for_them(project: Project) -> None:
    put(project, cmoc="f" * 64)
    project.journal.append("bob", AddElement(cmoc="f" * 64, role="context", wording="w"))
    project.journal.append("bob", {"kind": "link-cmocs", "cmoc": "f" * 64, "to": "e" * 64, "link": "rival"})
    project.journal.append("bob", {"kind": "merge-cmocs", "cmoc": "f" * 64, "merged": "e" * 64})
    assert project.configurations.all() == []
    assert list(projection_problems(project.journal)) == []


def test_a_fragment_of_an_element_of_another_configuration_stays_in_its_own(
    project: Project, cmoc: str
) -> None:
    other = project.configurations.new({"outcome": "two"})
    (element,) = project.configurations.find("C2").elements
    put(project, cmoc=cmoc, element=element.id, role="outcome")
    assert [one.role for one in project.configurations.find(cmoc).elements] == ["context", "outcome"]
    assert project.configurations.find(other.cmoc).fragments == ()


def test_when_the_one_that_was_kept_is_undone_the_oldest_that_is_left_shows_the_others(
    project: Project, cmoc: str
) -> None:
    for _ in range(2):
        project.configurations.new({"context": "more"})
    project.configurations.merge("C1", "C2")
    project.configurations.merge("C1", "C3")
    project.journal.append("ann", {"kind": "undo", "event": cmoc, "subject": f"cmoc:{cmoc}"})
    (one,) = project.configurations.all()
    assert (one.label, one.merged, len(one.elements)) == ("C2", ("C3",), 2)


def test_a_label_too_high_to_count_on_is_passed_over(project: Project) -> None:
    for label in ("C7", "C999999999999"):
        project.journal.append("bob", NewCmoc(label=label, theory_event=""))
    assert project.configurations.new().label == "C8"


def test_passages_of_one_element_in_relations_of_their_own_keep_them(project: Project, cmoc: str) -> None:
    record = add_record(project, "A study", document=TEXT)
    (element,) = project.configurations.find(cmoc).elements
    for relation in Relation:
        act = PutFragment(
            **(PUT | {"relation": relation, "cmoc": cmoc, "element": element.id, "record": record})
        )
        project.journal.append("bob", act)
    assert [one.relation for one in project.configurations.find(cmoc).fragments] == list(Relation)


def test_an_element_worded_after_it_was_taken_out_is_back_with_that_wording(
    project: Project, cmoc: str
) -> None:
    (element,) = project.configurations.find(cmoc).elements
    project.configurations.word(cmoc, "context", "two")
    project.configurations.take(cmoc, "context")
    assert project.configurations.find(cmoc).elements == ()
    word = {"kind": "word-element", "cmoc": cmoc, "element": element.id, "wording": "three", "follows": []}
    project.journal.append("bob", word)
    (back,) = project.configurations.find(cmoc).elements
    assert (back.id, back.wording, back.others) == (element.id, "three", ())


def test_a_label_that_nobody_has_means_nothing_even_if_an_id_begins_so(project: Project) -> None:
    likely = (project.journal.append("bob", NewCmoc(label="C100", theory_event="")).hash for _ in range(3000))
    cmoc = next(one for one in likely if re.match("c[0-9]{2}", one) and not one.startswith("c100"))
    for typed in (cmoc[:2], cmoc[:3]):
        with pytest.raises(UnknownNameError, match="Unknown configuration"):
            project.configurations.find(typed)
    assert project.configurations.find(cmoc[:12]).id == cmoc


def test_a_code_untied_under_the_id_that_a_merge_gave_it_is_tied_again_when_the_merge_is_undone(
    project: Project,
) -> None:
    cmoc = project.configurations.new({}, {"T2": "refines"}).cmoc
    project.structure.merge(["T1", "T2"], "T1", "they are one")
    with project.acting_as("bob"):
        project.configurations.tie(cmoc, "T1", "off")
    assert project.configurations.find(cmoc).theories == {}
    project.history.undo()
    assert project.configurations.find(cmoc).theories == {"T2": "refines"}
    assert list(projection_problems(project.journal)) == []


def test_a_tie_is_read_by_the_codes_of_its_version_also_where_those_alone_change(project: Project) -> None:
    cmoc = project.configurations.new({}, {"T1": "supports", "T2": "challenges"}).cmoc
    project.structure.merge(["T1"], "T2", "they are one")
    merged = project.theory.event
    project.theory.refine("RA", "why", proposition="Another claim")
    project.configurations.tie(cmoc, "T2", "refines")
    again = MergeTheories(code="T2", codes=("T1",), reason="made apart, without effect at first")
    project.journal.append("bob", again)
    project.journal.append("ann", Undo(event=merged, subject=MAP_SUBJECT))
    assert project.theory.map.former_codes == {"T1": "T2"}
    assert list(projection_problems(project.journal)) == []
