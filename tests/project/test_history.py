"""Undo, redo, the audit trail in words, verification, copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import JournalError
from review.project import Project, restore
from tests.project.sharing.copies import a_copy, bring
from tests.reviews import SMALL_MAP, TWO_REVIEWERS, a_document, a_review, add_record, new_review


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets", document=a_document())


def test_undo_and_redo_say_where_the_passage_is_and_quote_its_first_words(
    project: Project, record: str
) -> None:
    text = a_document().text
    start, end = text.index("The council"), text.index("The council") + 51
    coding = project.coding.code(record, ["T1"], start, end)
    quoted = "“The council has a duty to shape the market of …”"
    project.coding.recode(coding.id, ["T2"])
    project.annotations.memo(coding.id, "why")
    project.coding.reject(record, "RA", start, end)
    project.coding.done(record, start, end)
    for _ in range(5):
        undone = project.history.undo()
        assert (undone.record, undone.start) == (record, start)
        assert undone.message.endswith((quoted, f"memo on {quoted} (Rahman, 2016, p. 346): “why”"))
    again = project.history.redo()
    assert (again.record, again.start) == (record, start)
    assert again.message == f"Redone: coding (T1 Market logic, bears on) on Rahman, 2016: {quoted}"


def test_an_act_that_is_about_no_passage_has_no_place(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "theory-map")
    project.annotations.memo(record, "rich")
    project.theory.refine("T1", "clearer", name="Markets")
    for _ in range(3):
        undone = project.history.undo()
        assert (undone.record, undone.start) == ("", None)
        assert "“" not in undone.message


def test_undo_says_what_was_undone_and_what_rests_on_it(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "theory-map")
    with project.acting_as("bob"):
        coding = project.coding.code(record, ["T1"], 0, 10)
        project.coding.code(record, ["T2"], 0, 10)
    assert project.history.undo().message == (
        "Undone: decision (include, theory map) on Rahman, 2016 (kept, although it depends on it: 2 codings in that record)"
    )
    assert project.screening.outcome(record, "theory-map") == "none"
    assert project.history.redo().message == "Redone: decision (include, theory map) on Rahman, 2016"
    project.annotations.memo(coding.id, "a thought")
    project.coding.recode(coding.id, ["T2"])
    with project.acting_as("bob"):
        project.history.undo()
        assert project.history.undo().message == (
            "Undone: coding (T1 Market logic, bears on) on Rahman, 2016: “Many provi” (kept, although it depends on it: 1 later change to the same thing, 1 memo on it)"
        )
    assert [c.codes for c in project.coding.codings()] == []


def test_a_change_of_another_theory_does_not_rest_on_a_rewording(project: Project) -> None:
    project.theory.refine("T2", "clearer", name="Limits")
    with project.acting_as("bob"):
        project.theory.refine("T1", "clearer", name="Markets")
    assert project.history.undo().message == "Undone: change of wording (T2 Market limitations)"
    project.history.redo()
    with project.acting_as("bob"):
        project.theory.refine("T2", "clearer still", name="Limits of it")
        project.theory.add_subtheme("T2", "T2.a", "it keeps coming up", name="Cost")
    assert "2 later changes to the same thing" in project.history.undo().message


def test_a_change_of_a_theory_rests_on_an_applied_file_that_changed_it(project: Project) -> None:
    path = project.map_file.path
    path.write_text(path.read_text("utf-8").replace("Market logic", "Markets"), "utf-8")
    project.map_file.adopt("clearer")
    with project.acting_as("bob"):
        project.theory.refine("T2", "clearer", name="Limits")
    assert "kept" not in project.history.undo().message
    project.history.redo()
    with project.acting_as("bob"):
        project.theory.refine("T1", "clearer", name="Market")
    assert "1 later change to the same thing" in project.history.undo().message


def test_only_a_coding_to_a_code_that_was_changed_or_to_one_below_it_rests_on_the_change(
    project: Project, record: str
) -> None:
    project.structure.move_subtheme("T1.a", "T2", "it belongs there")
    with project.acting_as("bob"):
        project.coding.code(record, ["T2"], 0, 10)
    assert "kept" not in project.history.undo().message
    project.history.redo()
    with project.acting_as("bob"):
        project.theory.refine("RA", "clearer", name="Councils cannot")
        project.coding.code(record, ["T1.a"], 0, 10)
    assert "depends on it: 1 coding made under it)" in project.history.undo().message


def test_a_coding_to_a_sub_theme_rests_on_a_change_of_its_theory(project: Project, record: str) -> None:
    project.coding.code(record, ["T1.a"], 20, 30)
    project.theory.refine("T1", "clearer", name="Markets")
    with project.acting_as("bob"):
        project.coding.code(record, ["T1.a"], 0, 10)
    assert "depends on it: 1 coding made under it)" in project.history.undo().message


def test_everyone_undoes_their_own_acts(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "title-abstract")
    with project.acting_as("bob"), pytest.raises(JournalError, match="Nothing to undo for bob"):
        project.history.undo()
    project.history.undo()
    with pytest.raises(JournalError, match="Nothing to undo for ann"):
        project.history.undo()
    assert project.records.get(record).title == "Markets"


def test_what_is_undone_is_named_as_people_name_it(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10)
    project.annotations.memo(coding.id, "a thought")
    found = project.history.undoable()
    assert found is not None
    assert found[1] == f"memo on “Many provi” (Rahman, 2016, {coding.cited_page})"
    project.history.undo()
    for each in (record, add_record(project, "Advocacy")):
        project.records.set_source_type(each, "policy", batch="0f" * 16)
    assert project.history.undo().message == "Undone: 2 source types (Policy analysis)"
    assert {one.source_type for one in project.records.all()} == {""}


def test_undoing_a_memo_on_a_passage_quotes_the_memo(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10)
    project.annotations.memo(coding.id, "see also Mind")
    assert project.history.undo().message == (
        f"Undone: memo on “Many provi” (Rahman, 2016, {coding.cited_page}): “see also Mind”"
    )


def test_a_new_act_cuts_off_the_redo(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "title-abstract")
    project.history.undo()
    project.annotations.memo("T1", "a thought")
    with pytest.raises(JournalError, match="Nothing to redo for ann"):
        project.history.redo()
    project.history.undo()
    assert project.history.redo().message == "Redone: memo on T1 Market logic"


def test_every_kind_of_event_is_described_in_words(project: Project, record: str) -> None:
    coding = project.coding.code(record, ["T1", "RA"], 0, 10)
    project.coding.recode(coding.id, ["T2"])
    project.coding.recode(coding.id, stance="supports")
    project.coding.reject(record, "RA", 0, 10)
    project.coding.done(record)
    project.screening.decide(record, "exclude", "theory-map", criteria=["E9"])
    project.records.set_source_type(record, "policy")
    project.records.edit(record, title="Markets of care")
    project.records.confirm(record)
    project.annotations.memo("T1", "a thought")
    project.annotations.memo(record, "another")
    project.theory.refine("T1", "why", name="Logic")
    project.theory.add_subtheme("T1", "T1.b", "why", name="Networks")
    project.theory.reject("T2", "why")
    project.theory.reinstate("T2", "why")
    project.coding.uncode(coding.id)
    project.history.undo()
    project.history.redo()
    assert [project.history.describe(event) for event in project.history.events()] == [
        "review begun",
        "theory map applied",
        "document read of Rahman, 2016",
        "coding (T1, RA, bears on) on Rahman, 2016",
        "change of a coding (T2 Market limitations bears on) on Rahman, 2016",
        "change of a coding (T2 Market limitations supports) on Rahman, 2016",
        "rejected suggestion (RA Councils cannot shape the market) on Rahman, 2016",
        "done mark on Rahman, 2016",
        "decision (exclude, theory map, E9) on Rahman, 2016",
        "source type (Policy analysis) on Rahman, 2016",
        "correction of the reference (title) on Rahman, 2016",
        "confirmation (authors, year) on Rahman, 2016",
        "memo on T1 Logic",
        "memo on Rahman, 2016",
        "change of wording (T1 Logic)",
        "addition to the theory map (T1.b Networks)",
        "rejection of a theory (T2 Market limitations)",
        "reinstatement of a theory (T2 Market limitations)",
        "removal of a coding on Rahman, 2016",
        "undo of removal of a coding on Rahman, 2016",
        "redo of removal of a coding on Rahman, 2016",
    ]


def test_the_log_names_the_records_of_a_merge_also_when_both_are_gone_from_the_list(
    project: Project, record: str
) -> None:
    other, third = add_record(project, "Advocacy"), add_record(project, "Third")
    project.records.edit(other, short_author="Smith")
    project.records.edit(third, short_author="Légaré")
    project.references.merge(record, other, "same DOI")
    project.references.merge(third, record, "same DOI")
    first, second = (
        "merge of records: Rahman, 2016 ← Smith, 2016",
        "merge of records: Légaré, 2016 ← Rahman, 2016",
    )
    merges = project.history.events()[-2:]
    assert [project.history.describe(event) for event in merges] == [first, second]
    assert f"Smith, 2016 ({other[:12]}): same DOI" in project.history.line(merges[0])
    assert project.history.undo().message == f"Undone: {second}"
    assert project.history.describe(project.history.events()[-1]) == f"undo of {second}"


def test_the_history_is_that_of_a_record_or_the_last_so_many(project: Project, record: str) -> None:
    other = add_record(project, "Advocacy")
    project.screening.decide(record, "include", "title-abstract")
    project.screening.decide(other, "include", "title-abstract")
    project.history.undo()
    assert [event.kind for event in project.history.events(record)] == ["ingest", "decide"]
    assert [(event.kind, event.undone) for event in project.history.events(limit=2)] == [
        ("decide", True),
        ("undo", False),
    ]
    assert len(project.history.events()) == 7


def test_the_last_so_many_are_those_that_may_be_seen(tmp_path: Path) -> None:
    project = a_review(tmp_path / "review", "Ann", map_text=TWO_REVIEWERS)
    records = [add_record(project, title) for title in ("Advice", "Advocacy", "Debts")]
    project.screening.decide(records[0], "include", "title-abstract")
    with project.acting_as("Ben"):
        for record in records[1:]:
            project.screening.decide(record, "include", "title-abstract")

    assert [event.kind for event in project.history.events(limit=2)] == ["ingest", "decide"]
    assert project.history.events(limit=2) == project.history.events()[-2:]
    assert len(project.history.events(limit=100)) == len(project.history.events())
    project.close()


def test_the_history_of_a_record_has_the_memos_on_it_and_on_its_codings(
    project: Project, record: str
) -> None:
    coding = project.coding.code(record, ["T1"], 0, 10).id
    project.annotations.memo(record, "read again")
    project.annotations.memo(coding, "a strong case")
    project.annotations.memo("T1", "about a theory")
    project.history.undo()

    kinds = [event.kind for event in project.history.events(record)]
    assert kinds.count("memo") == 2
    assert "undo" not in kinds
    project.history.undo()
    assert [event.kind for event in project.history.events(record)].count("undo") == 1


def test_verify_finds_what_was_changed_behind_its_back(project: Project, record: str) -> None:
    file_is_gone = ["Markets: the file is gone; its record, text and codings are kept"]
    assert project.history.verify() == file_is_gone
    project.coding.code(record, ["T1"], 0, 10)
    project.journal.rows("UPDATE coding_code SET stance = 'supports'")
    assert project.history.verify()[0].startswith("table coding_code, coding ")
    assert project.history.verify()[0].endswith(
        ": its column `stance` holds 'supports' instead of 'bears-on'; `review verify --rebuild` rebuilds it"
    )
    project.history.rebuild()
    assert project.history.verify() == file_is_gone


def test_a_copy_leads_back(project: Project, record: str, tmp_path: Path) -> None:
    copy = project.history.backup(tmp_path / "copies" / "monday.db")
    project.screening.decide(record, "include", "title-abstract")
    folder = project.folder
    project.close()
    kept = restore(folder, copy)
    assert kept is not None
    before = Project.open(folder, "ann")
    assert before.screening.outcome(record, "title-abstract") == "none"
    before.close()
    restore(folder, kept)
    after = Project.open(folder, "ann")
    assert after.screening.outcome(record, "title-abstract") == "include"
    after.close()


def test_the_acts_on_a_record_have_the_merge_and_what_was_done_on_the_merged_one(tmp_path: Path) -> None:
    ann = new_review(tmp_path / "ann", map_text=SMALL_MAP)
    kept, merged = add_record(ann, "A study"), add_record(ann, "A study again")
    bob = a_copy(ann, tmp_path / "bob", "bob")
    bob.screening.decide(merged, "exclude", "title-abstract", criteria=["E1"])
    bob.annotations.memo(merged, "Too early.")
    ann.references.merge(kept, merged, "looks alike")
    ann.screening.decide(kept, "include", "title-abstract")
    bring(ann, bob)
    lines = {f"{event.reviewer}: {ann.history.line(event)}" for event in ann.history.events(kept)}

    assert "bob: decision (exclude, title abstract, E1) on Rahman, 2016 (merged)" in lines
    assert "bob: memo on Rahman, 2016 (merged): Too early." in lines
    assert "ann: decision (include, title abstract) on Rahman, 2016" in lines
    assert any(line.startswith("ann: merge of records: Rahman, 2016 ") for line in lines)
    assert ann.records.find(merged) == kept
    assert [event.kind for event in ann.history.events(kept)].count("ingest") == 2
    ann.close()
    bob.close()
