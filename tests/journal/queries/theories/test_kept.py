"""What is read of a journal is read again when something arrives that could change it, and only then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from review.acts import Memo, NewCmoc
from review.journal.journal import Journal
from review.journal.queries.theories.kept import Kept


@pytest.fixture
def journal() -> Iterator[Journal]:
    journal = Journal.in_memory()
    yield journal
    journal.close()


def texts(journal: Journal) -> list[str]:
    return [
        text
        for (text,) in journal.rows("SELECT text FROM memo JOIN event ON event.hash = memo ORDER BY sequence")
    ]


def test_it_is_read_again_only_for_what_it_is_read_from(journal: Journal) -> None:
    reads: list[list[str]] = []

    def read() -> list[str]:
        reads.append(texts(journal))
        return reads[-1]

    kept = Kept(journal, read, "subject GLOB 'memo:*'")
    journal.append("ann", Memo(target="T1", text="one"))
    assert kept.now() == kept.now() == ["one"]
    journal.append("ann", NewCmoc(label="C1", theory_event=""))
    assert kept.now() == ["one"]
    assert reads == [["one"]]
    journal.append("ann", Memo(target="T1", text="two"))
    assert kept.now() == ["one", "two"]


def test_what_was_rolled_back_is_read_again(journal: Journal) -> None:
    kept = Kept(journal, lambda: texts(journal))

    def append_and_fail() -> None:
        with journal.transaction():
            journal.append("ann", Memo(target="T1", text="never stored"))
            assert kept.now() == ["never stored"]
            raise KeyError

    with pytest.raises(KeyError):
        append_and_fail()
    # The next event has the sequence number of the one that is gone.
    journal.append("ann", Memo(target="T1", text="stored"))
    assert kept.now() == ["stored"]
