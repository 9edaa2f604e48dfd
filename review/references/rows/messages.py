"""Messages of a child that reads rows, and the parent's checks beyond their types."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.reference import Refusal
from review.references.messages import ParsedRefusal
from review.references.text import is_writable, one_line
from review.sandbox.messages import Message, ProtocolError, Request, Step

MOST_BYTES = 128 * 1024 * 1024
"""The most bytes that a child may send about one file."""

MOST_ROWS = 100_000
"""The most rows that are read of a file; those after them are refused."""

MOST_COLUMNS = 200
"""The most columns that are read; cells after them are left out."""


class ReadRows(Request, frozen=True, kw_only=True, tag="rows"):
    """Send the rows of all sheets of the file."""


class ParsedRow(Step, frozen=True, array_like=True, tag="row"):
    """A row that is not empty: its sheet and its line, both from 1, and its cells.

    `formulas` are places of formulas, `merged` those with the text of a merged cell that begins in a row above.
    """

    sheet: int
    line: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()


KINDS: Sequence[type[Message]] = (ParsedRow, ParsedRefusal)


def checked(message: Message) -> ParsedRow | ParsedRefusal:
    """The row or refusal in a message.

    Raises:
        ProtocolError: it is another message, or has numbers or text that rows never have.
    """
    if isinstance(message, ParsedRefusal):
        if message.refusal.line < 0:
            raise ProtocolError("not a line")
        return ParsedRefusal(Refusal(message.refusal.line, one_line(message.refusal.message)))
    if not isinstance(message, ParsedRow):
        raise ProtocolError("neither row nor refusal")
    if message.sheet < 1 or message.line < 1 or len(message.cells) > MOST_COLUMNS:
        raise ProtocolError("not a row")
    if not is_writable("".join(message.cells)):
        raise ProtocolError("not clean text")
    return message
