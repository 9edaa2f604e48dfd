"""The one list of acts, made from their types, and the reading of stored JSON as an act."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Union

import msgspec

from review.acts.act import Act
from review.acts.decisions import Decide
from review.acts.passages import Code
from review.acts.records import RecordAct
from review.acts.reversals import Reversal
from review.acts.theory import TheoryAct

_MODULES = (Decide, Code, RecordAct, Reversal, TheoryAct)  # `KINDS` lists the acts of their modules


def _kinds(base: type[Act]) -> Iterator[tuple[str, type[Act]]]:
    for act in base.__subclasses__():
        # A class that others derive from (RecordAct) only holds what they share and is no kind itself.
        if not act.__subclasses__():
            yield str(act.__struct_config__.tag), act
        yield from _kinds(act)


KINDS: Mapping[str, type[Act]] = dict(_kinds(Act))
"""Every kind of act that this version knows, by the name that the journal stores."""


def kinds_of(*bases: type[Act]) -> frozenset[str]:
    """The kinds whose types are, or derive from, one of these."""
    return frozenset(kind for kind, act in KINDS.items() if issubclass(act, bases))


_DECODER: msgspec.json.Decoder[Act] = msgspec.json.Decoder(Union[tuple(KINDS.values())])  # noqa: UP007 - made at run time


class Unread(msgspec.Struct, frozen=True):
    """An act that this version cannot read: the journal keeps it as it is, and it changes no row.

    `reason` says what is wrong with it; it is empty where the kind is unknown (a newer version wrote it).
    """

    kind: str
    reason: str = ""


def read(stored: str) -> Act | Unread:
    """The act that a stored JSON text is, or why it is none that this version can read."""
    try:
        return _DECODER.decode(stored)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        # What json reads and msgspec does not (lone surrogates in a file's name) is no fault.
        return _read_slowly(stored)


def _read_slowly(stored: str) -> Act | Unread:
    try:
        plain: Any = json.loads(stored)
    except (ValueError, RecursionError):
        return Unread("", "is not JSON")
    return read_plain(plain)


def read_plain(plain: Any) -> Act | Unread:  # noqa: ANN401 - any JSON value
    """The act that a JSON value is, or why it is none that this version can read."""
    if not isinstance(plain, Mapping):
        return Unread("", "is not a JSON object")
    kind = plain.get("kind")
    if not isinstance(kind, str):
        return Unread("", "names no kind")
    if kind not in KINDS:
        return Unread(kind)
    try:
        return msgspec.convert(plain, KINDS[kind])
    except (msgspec.ValidationError, RecursionError) as error:
        return Unread(kind, str(error))
