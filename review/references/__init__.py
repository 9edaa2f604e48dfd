"""Reads reference files: RIS, BibTeX, PubMed, Web of Science, EndNote XML, CSL-JSON, CSV, TSV and XLSX.

A child process with limits parses the file (`review.references.parsing`) and sends references and refusals one by one;
this package checks them and passes them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from review.domain.reference import Item
from review.errors import ReadingError
from review.references.column_names import check_fields
from review.references.encodings import check_encoding
from review.references.messages import KINDS, ParseReferences, checked_format, checked_item
from review.references.source import ReferenceStream, head_of
from review.sandbox.limited_process import NoAnswerError, answers
from review.sandbox.limits import Limits
from review.sandbox.messages import Message, ProtocolError

__all__ = ["LIMITS", "ReadingStoppedError", "ReferenceStream", "stream_references"]

LIMITS = Limits(timeout=60.0, memory_mb=1024)
"""The limits of the child process: memory, and the seconds without a finished reference.

In a workbook all strings come before the first reference, which takes a sixth of that time in the largest allowed file.
"""

_MOST_BYTES = 2 << 30
"""The most bytes that a child may send about one file: twice the largest file."""

_TASKS = "review.references.task"

_REASONS = {
    "timeout": "reading it took too much time; split the file",
    "memory": "reading it took too much memory; split the file",
    "output": "it contains too much text; split the file",
}
_BROKE = "the reader crashed on it; open it in its own program and export it again"


class ReadingStoppedError(ReadingError):
    """Reading stopped within a file and nothing of it was kept: it took too much, or the reader crashed."""


@contextmanager
def stream_references(
    path: Path, columns: Mapping[str, str] | None = None, limits: Limits = LIMITS, encoding: str = ""
) -> Iterator[ReferenceStream]:
    """The references and refusals in a file, one by one; the child process ends with the context.

    Args:
        path: the file; its format is recognised by its content.
        columns: the fields of a table's columns, by column name, where the guess is wrong: a key of `COLUMN_NAMES`, or
            nothing to keep the column as it is.
        limits: the limits of the child process.
        encoding: the file's encoding, where the guess is wrong.

    Raises:
        ReadingError: the file cannot be opened.
        UnknownNameError: `columns` names an unknown field, or `encoding` is unknown.
        ReadingStoppedError: here or from the stream: reading stopped; the text says why and what to do.
    """
    chosen = dict(columns or {})
    check_fields(chosen)
    check_encoding(encoding)
    head_of(path)
    request = ParseReferences(path=str(path.absolute()), columns=chosen, encoding=encoding)
    with closing(answers(_TASKS, request, KINDS, limits, _MOST_BYTES)) as messages:
        with _giving_up():
            head = checked_format(next(messages, None))
        yield ReferenceStream(head.name, _items(messages), head.mapping)


def _items(messages: Iterator[Message]) -> Iterator[Item]:
    with _giving_up():
        yield from map(checked_item, messages)


@contextmanager
def _giving_up() -> Iterator[None]:
    """Turn a child's failure into a message for people."""
    try:
        yield
    except NoAnswerError as error:
        raise ReadingStoppedError(_REASONS.get(str(error), _BROKE)) from error
    except ProtocolError as error:
        raise ReadingStoppedError(_BROKE) from error
