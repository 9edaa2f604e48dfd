"""Records as commands list and show them."""

from __future__ import annotations

from review.domain import Decision, DecisionKind, Record
from review.project import Project
from review.views.records import ListedRecord, RecordList
from tests.reviews import a_document, add_record

OUTCOMES = {"title-abstract": "conflict", "theory-map": "none"}


def decision(reviewer: str, kind: DecisionKind, stage: str = "title-abstract", record: str = "r") -> Decision:
    return Decision(event="", record=record, stage=stage, reviewer=reviewer, decision=kind)


def test_a_record_without_a_source_type_is_unclassified() -> None:
    assert ListedRecord.of(Record("r", "Title"), {}, [], [], []).source_type == "unclassified"


def test_each_reviewers_decision_is_at_its_stage() -> None:
    decisions = [decision("ann", DecisionKind.INCLUDE), decision("ben", DecisionKind.EXCLUDE)]
    listed = ListedRecord.of(Record("r", "Title"), OUTCOMES, decisions, [], [])
    assert listed.stages["title-abstract"].decision == "conflict"
    assert listed.stages["title-abstract"].by == {"ann": "include", "ben": "exclude"}
    assert listed.stages["theory-map"].by == {}


def test_a_list_gives_each_record_its_own_decisions() -> None:
    found = [(Record(name, name), {"title-abstract": "include"}) for name in ("a", "b")]
    decisions = [decision("ann", DecisionKind.INCLUDE, record="b")]
    first, second = RecordList.of(found, decisions, [], []).records
    assert (first.stages["title-abstract"].by, second.stages["title-abstract"].by) == ({}, {"ann": "include"})


def test_codes_come_in_the_maps_order_and_others_after_them(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    for code in ("RA", "T1"):
        project.coding.code(record, [code], 0, 10)
    codings = project.coding.codings(record)
    for order, codes in ((["T1", "RA"], ("T1", "RA")), (["RA", "T1"], ("RA", "T1")), (["RA"], ("RA", "T1"))):
        assert ListedRecord.of(project.records.get(record), {}, [], codings, order).codes == codes
