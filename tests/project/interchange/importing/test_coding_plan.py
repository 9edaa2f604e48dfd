"""Whose coding a note is on, where several coded a passage."""

from __future__ import annotations

from review.exchange.refi.values import QdaCoding, QdaNote
from review.project.interchange.importing.coding_plan import Notes, PlannedCoding, planned_codings
from review.project.interchange.importing.placing import Selected

ANN, BO, CAT = "ann", "bo", "cat"
CODINGS = (QdaCoding(guid="1", code="trust", user=ANN), QdaCoding(guid="2", code="trust", user=BO))


def planned(*notes: QdaNote, codings: tuple[QdaCoding, ...] = CODINGS, **more: str) -> list[PlannedCoding]:
    passage = Selected(guid="p", codings=codings, notes=tuple(note.guid for note in notes), **more)  # type: ignore[arg-type]
    return planned_codings(passage, {"trust": "T1"}.get, Notes(notes, is_own=False))


def memos(found: list[PlannedCoding]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(one.user, one.memo, [(memo.user, memo.text) for memo in one.memos]) for one in found]


def test_a_note_is_the_memo_of_its_authors_coding_and_one_without_author_that_of_the_first() -> None:
    of_bo = QdaNote(guid="n", name="Memo 1", text="Both saw this.", user=BO)
    nobodys = QdaNote(guid="m", text="Look.")
    assert memos(planned(of_bo, nobodys)) == [(ANN, "Look.", []), (BO, "Memo 1: Both saw this.", [])]


def test_a_note_of_somebody_who_did_not_code_it_is_a_memo_of_theirs_on_the_first_coding() -> None:
    assert memos(planned(QdaNote(guid="n", name="Why", text="So?", user=CAT))) == [
        (ANN, "", [(CAT, "Why: So?")]),
        (BO, "", []),
    ]
    on_coding = QdaCoding(guid="3", code="trust", user=ANN, notes=("n",))
    note = QdaNote(guid="n", text="Mine.", user=BO)
    passage = Selected(guid="p", codings=(on_coding,))
    found = planned_codings(passage, {"trust": "T1"}.get, Notes([note], is_own=False))
    assert memos(found) == [(ANN, "", [(BO, "Mine.")])]


def test_a_description_is_that_of_who_selected_the_passage() -> None:
    assert memos(planned(description="Hm.", user=BO)) == [(ANN, "", []), (BO, "Hm.", [])]
    assert memos(planned(description="Hm.", user=CAT)) == [(ANN, "Hm.", []), (BO, "", [])]
