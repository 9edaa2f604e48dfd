"""Reads files of references: RIS, BibTeX, PubMed, Web of Science, EndNote XML, CSL-JSON, CSV, TSV and XLSX.

A child with limits parses the file (`review.references.parsing`) and says one reference or refusal after
another; here they are checked and given on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from review.domain.reference import Reference, Refusal
from review.errors import ReadingError
from review.references.columns import check_fields
from review.references.parsing import ReferenceStream
from review.references.said import KINDS, ParseReferences, checked_format, checked_item
from review.references.source import head_of
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, ProtocolError

__all__ = ["LIMITS", "GivenUpError", "ReferenceStream", "stream_references"]

LIMITS = Limits(timeout=60.0, memory_mb=1024)
"""What a child may need: memory, and the seconds that may pass without a reference.

In a workbook all strings come before the first one: a sixth of that time, where it is as large as it may be.
"""

_MOST_BYTES = 1 << 30
"""The most that a child may say about one file, which is five times what the largest file holds."""

_TASKS = "review.references.task"

_REASONS = {
    "timeout": "reading it took too much time; split the file",
    "memory": "reading it took too much memory; split the file",
    "output": "it holds too much text to be taken in at once; split the file",
}
_BROKE = "it broke the reader; open it in the program that it came from, and export it again"


class GivenUpError(ReadingError):
    """Reading was ended in the middle of a file, of which nothing counts: it took too much, or broke the reader."""


@contextmanager
def stream_references(
    path: Path, columns: Mapping[str, str] | None = None, limits: Limits = LIMITS
) -> Iterator[ReferenceStream]:
    """The references and refusals in a file, one after another; the child that reads it ends with the context.

    Args:
        path: the file; its format is recognised by its content.
        columns: what columns of a table hold, by their names, where the guess is wrong: a key of `COLUMN_NAMES`, or
            nothing for one that is kept as it is.
        limits: what the child may need.

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names a field that there is not.
        GivenUpError: here or from the stream: reading was ended; the text says why and what to do.
    """
    said = dict(columns or {})
    check_fields(said)
    head_of(path)
    request = ParseReferences(path=str(path.absolute()), columns=said)
    with closing(answers(_TASKS, request, KINDS, limits, _MOST_BYTES)) as messages:
        with _giving_up():
            head = checked_format(next(messages, None))
        yield ReferenceStream(head.name, _items(messages), head.mapping)


def _items(messages: Iterator[Message]) -> Iterator[Reference | Refusal]:
    with _giving_up():
        yield from map(checked_item, messages)


@contextmanager
def _giving_up() -> Iterator[None]:
    """Says to people why a child did not answer."""
    try:
        yield
    except NoAnswerError as error:
        raise GivenUpError(_REASONS.get(str(error), _BROKE)) from error
    except ProtocolError as error:
        raise GivenUpError(_BROKE) from error
