"""What a child says about a file of references, and what the parent checks in it beyond its types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain
from operator import attrgetter

from msgspec import field

from review.domain.reference import Reference, Refusal
from review.references.text import is_writable, one_line
from review.sandbox.messages import Message, ProtocolError, Request, Step

_texts_of = attrgetter(*(one.name for one in fields(Reference) if one.type == "str"))
_lists_of = attrgetter(*(one.name for one in fields(Reference) if one.type == "tuple[str, ...]"))


class ParseReferences(Request, frozen=True, kw_only=True, tag="references"):
    """Say the references in the file. `columns` says what columns of a table hold, by their names."""

    columns: dict[str, str] = field(default_factory=dict)


class FileFormat(Message, frozen=True, array_like=True, tag="format"):
    """A file's format, and for each column of a table the field that it was taken for."""

    name: str
    mapping: dict[str, str]


class SaidReference(Step, frozen=True, array_like=True, tag="reference"):
    """One reference."""

    reference: Reference


class SaidRefusal(Step, frozen=True, array_like=True, tag="refusal"):
    """Something that cannot be taken, and why."""

    refusal: Refusal


KINDS: Sequence[type[Message]] = (FileFormat, SaidReference, SaidRefusal)


def checked_format(said: Message | None) -> FileFormat:
    """The format, with which a child begins.

    Raises:
        ProtocolError: it began with something else, or said nothing.
    """
    if not isinstance(said, FileFormat):
        raise ProtocolError("no format")
    mapping = {one_line(column): one_line(field) for column, field in said.mapping.items()}
    return FileFormat(one_line(said.name), mapping)


def checked_item(said: Message) -> Reference | Refusal:
    """The reference or refusal in a message.

    Raises:
        ProtocolError: it holds neither, or texts with characters that references never have.
    """
    if isinstance(said, SaidRefusal):
        if said.refusal.line < 0:
            raise ProtocolError("not a line")
        return Refusal(said.refusal.line, one_line(said.refusal.message))
    if not isinstance(said, SaidReference):
        raise ProtocolError("neither reference nor refusal")
    reference = said.reference
    if reference.line < 0 or (reference.year or 0) < 0:
        raise ProtocolError("not a number from 0")
    # Joined, since a reference has some thirty texts.
    if not is_writable("".join(_texts(reference))):
        raise ProtocolError("no clean text")
    return reference


def _texts(reference: Reference) -> Iterator[str]:
    for decision in reference.decisions:
        yield from (decision.stage, decision.reviewer, decision.note, *decision.reasons)
    for name, values in reference.other.items():
        yield name
        yield from values
    yield from _texts_of(reference)
    yield from chain.from_iterable(_lists_of(reference))
