"""One act on each of many records: in short steps, so that others can write meanwhile, and a stop keeps what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from threading import Event as StopEvent

from review.errors import ReviewError
from review.journal.journal import Journal
from review.journal.steps import in_steps


def on_many(
    journal: Journal,
    records: Sequence[str],
    act: Callable[[str], object],
    progress: Callable[[int], None],
    stop: StopEvent,
) -> int:
    """Do an act on each record; on how many it was done, fewer if it was stopped. `progress` gets that number, too.

    Raises:
        ReviewError: one record was refused, or nothing can be stored; the text says on how many it was done before.
    """
    done = stored = 0

    def do(record: str) -> None:
        nonlocal done
        act(record)
        done += 1
        progress(done)

    def end_step() -> None:
        nonlocal stored
        stored = done

    try:
        in_steps(journal, takewhile(lambda _: not stop.is_set(), records), do, end_step)
    except ReviewError as error:
        raise type(error)(f"{error}; it was done on {stored:,} of {len(records):,} records before") from error
    return done
