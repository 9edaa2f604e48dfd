from review.acts import Memo, Redo, Undo
from review.journal.projections.events import TypedEvent, effective


def a_memo(name: str) -> TypedEvent:
    return TypedEvent(name, 1, "", "ann", Memo(target="T1", text="x"))


def a_reversal(name: str, kind: type[Undo | Redo], of: str) -> TypedEvent:
    return TypedEvent(name, 1, "", "ann", kind(event=of, subject=f"memo:{of}"))


def test_what_was_undone_does_not_stand_until_it_is_redone() -> None:
    first, second = a_memo("1"), a_memo("2")
    undo, redo = a_reversal("3", Undo, "2"), a_reversal("4", Redo, "2")
    assert effective([first, second, undo]) == ([first], {"2": undo})
    assert effective([first, second, undo, redo]) == ([first, second], {})


def test_a_reversal_of_what_is_not_among_the_events_has_no_effect() -> None:
    only = a_memo("1")
    assert effective([only, a_reversal("2", Undo, "elsewhere")]) == ([only], {})
