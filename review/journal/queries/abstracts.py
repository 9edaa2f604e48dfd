"""Records' abstracts: long, so that they are stored only in the events that brought them."""

from __future__ import annotations

import msgspec

ABSTRACT_ACT = "(SELECT act FROM event WHERE hash = record.abstract_event)"
"""For a row of ``record`` the act that holds its abstract, as stored: `abstract_in` reads it."""


class _Abstract(msgspec.Struct):
    abstract: str = ""


class _Reference(msgspec.Struct):
    abstract: str = ""
    kind: str = ""


class _Value(msgspec.Struct):
    value: str = ""


class _Metadata(msgspec.Struct):
    abstract: _Value | None = None


class _Holding(msgspec.Struct):
    """The parts of an act in which an abstract may be; all others are skipped, which is quick."""

    reference: _Reference | None = None
    fields: _Abstract | None = None
    metadata: _Metadata | None = None


_HOLDING = msgspec.json.Decoder(_Holding)


def abstract_in(stored: object) -> str:
    """The abstract in a stored act; empty if there is none, or the act is damaged."""
    return abstract_and_kind_in(stored)[0]


def abstract_and_kind_in(stored: object) -> tuple[str, str]:
    """The same, and the kind of work, which only an import has."""
    if not isinstance(stored, str):
        return "", ""
    try:
        act = _HOLDING.decode(stored)
    except (msgspec.MsgspecError, UnicodeError):
        return "", ""
    if act.reference:
        return act.reference.abstract, act.reference.kind
    if act.fields:
        return act.fields.abstract, ""
    return act.metadata.abstract.value if act.metadata and act.metadata.abstract else "", ""
