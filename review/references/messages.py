"""Messages of a child that parses references, and the parent's checks beyond their types."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from msgspec import field

from review.domain.reference import Item, Notice, Reference, Refusal
from review.references.text import is_writable, one_line
from review.sandbox.messages import Message, ProtocolError, Request, Step

_texts_of = attrgetter(*(name for name, kind in Reference.__annotations__.items() if kind == "str"))
_lists_of = attrgetter(
    *(name for name, kind in Reference.__annotations__.items() if kind == "tuple[str, ...]")
)


class ParseReferences(Request, frozen=True, kw_only=True, tag="references"):
    """Send the references in the file.

    `columns` has the fields of a table's columns, by column name; `encoding` is empty where it is to be recognised.
    """

    columns: dict[str, str] = field(default_factory=dict)
    encoding: str = ""


class FileFormat(Message, frozen=True, array_like=True, tag="format"):
    """A file's format, and the field assumed for each column of a table."""

    name: str
    mapping: dict[str, str]


class ParsedReference(Step, frozen=True, array_like=True, tag="reference"):
    """A reference."""

    reference: Reference


class ParsedRefusal(Step, frozen=True, array_like=True, tag="refusal"):
    """Something that cannot be read, and why."""

    refusal: Refusal


class ParsedNotice(Step, frozen=True, array_like=True, tag="notice"):
    """Lines that were passed over."""

    notice: Notice


KINDS: Sequence[type[Message]] = (FileFormat, ParsedReference, ParsedRefusal, ParsedNotice)


def checked_format(message: Message | None) -> FileFormat:
    """The format, which is a child's first message.

    Raises:
        ProtocolError: the first message is another one, or missing.
    """
    if not isinstance(message, FileFormat):
        raise ProtocolError("no format")
    mapping = {one_line(column): one_line(field) for column, field in message.mapping.items()}
    return FileFormat(one_line(message.name), mapping)


def checked_item(message: Message) -> Item:
    """The reference, refusal or notice in a message.

    Raises:
        ProtocolError: it is another message, or has text with characters that references never contain.
    """
    if isinstance(message, ParsedNotice):
        if message.notice.line < 0:
            raise ProtocolError("not a line")
        return Notice(message.notice.line, one_line(message.notice.message))
    if isinstance(message, ParsedRefusal):
        if message.refusal.line < 0:
            raise ProtocolError("not a line")
        return Refusal(message.refusal.line, one_line(message.refusal.message))
    if not isinstance(message, ParsedReference):
        raise ProtocolError("neither reference nor refusal")
    reference = message.reference
    if reference.line < 0 or (reference.year or 0) < 0:
        raise ProtocolError("not a number from 0")
    # Joined, because a reference has about thirty texts.
    if not is_writable("".join(_texts(reference))):
        raise ProtocolError("not clean text")
    return reference


def _texts(reference: Reference) -> list[str]:
    """Every text in a reference."""
    texts = [*_texts_of(reference), *chain.from_iterable(_lists_of(reference))]
    for decision in reference.decisions:
        texts += (decision.stage, decision.reviewer, decision.note, *decision.reasons)
    for name, values in reference.other.items():
        texts += (name, *values)
    return texts
