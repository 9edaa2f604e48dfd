"""Reads the rows of a spreadsheet, CSV or XLSX, as they are: in a child process with limits, like references."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from review.domain.reference import Refusal
from review.errors import ReadingError
from review.references.messages import ParsedRefusal
from review.references.rows.messages import KINDS, MOST_BYTES, ParsedRow, ReadRows, checked
from review.references.source import head_of
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, ProtocolError

__all__ = ["LIMITS", "ParsedRow", "stream_rows"]

LIMITS = Limits(timeout=30.0, memory_mb=1024)
"""The limits of the child process: memory, and the seconds without a finished row."""

_TASKS = "review.references.rows.task"
_REASONS = {
    "timeout": "reading it took too much time; copy the table into a new file",
    "memory": "reading it took too much memory; copy the table into a new file",
    "output": "it contains too much text; split the file",
}
_BROKE = "the reader crashed on it; save it again in its own program"


@contextmanager
def stream_rows(path: Path, limits: Limits = LIMITS) -> Iterator[Iterator[ParsedRow | Refusal]]:
    """The rows of all sheets of a file, and what could not be read of it; the child process ends with the context.

    Raises:
        ReadingError: the file cannot be opened, or here or from the rows: reading stopped; the text says why and what to do.
    """
    head_of(path)
    request = ReadRows(path=str(path.absolute()))
    with closing(answers(_TASKS, request, KINDS, limits, MOST_BYTES)) as messages:
        yield _items(messages)


def _items(messages: Iterator[Message]) -> Iterator[ParsedRow | Refusal]:
    try:
        for message in messages:
            one = checked(message)
            yield one.refusal if isinstance(one, ParsedRefusal) else one
    except NoAnswerError as error:
        raise ReadingError(_REASONS.get(str(error), _BROKE)) from error
    except ProtocolError as error:
        raise ReadingError(_BROKE) from error
