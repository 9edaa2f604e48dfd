"""The list of all acts, built from their types, and the decoding of stored JSON into acts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Union

import msgspec

from review.acts.act import Act
from review.acts.annotations import SetFacet
from review.acts.appraisals import Appraise
from review.acts.configurations import NewCmoc
from review.acts.conflicts import TieConflict
from review.acts.decisions import Decide
from review.acts.flow import StateFlow
from review.acts.passages import Code
from review.acts.plan import FreezePlan
from review.acts.records import RecordAct
from review.acts.reversals import Reversal
from review.acts.searches import LogSearch
from review.acts.sharing import BeginReview
from review.acts.team import SampleAct
from review.acts.theory import TheoryAct
from review.acts.writing import WriteProse

_MODULES = (
    SetFacet,
    Appraise,
    BeginReview,
    NewCmoc,
    TieConflict,
    Decide,
    StateFlow,
    Code,
    FreezePlan,
    RecordAct,
    Reversal,
    LogSearch,
    SampleAct,
    TheoryAct,
    WriteProse,
)  # importing them registers the acts of their modules in `KINDS`


def _kinds(base: type[Act]) -> Iterator[tuple[str, type[Act]]]:
    for act in base.__subclasses__():
        # A class with subclasses (RecordAct) only holds shared parts and is not a kind itself.
        if not act.__subclasses__():
            yield str(act.__struct_config__.tag), act
        yield from _kinds(act)


KINDS: Mapping[str, type[Act]] = dict(_kinds(Act))
"""All kinds of acts that this version knows, by their names in the journal."""


def kinds_of(*bases: type[Act]) -> frozenset[str]:
    """The kinds whose types are, or derive from, one of the bases."""
    return frozenset(kind for kind, act in KINDS.items() if issubclass(act, bases))


@cache
def _decoder() -> msgspec.json.Decoder[Act]:
    """Decodes any act; made with the first one that is read, since a start does not need it."""
    return msgspec.json.Decoder(Union[tuple(KINDS.values())])  # noqa: UP007 - built at run time


class Unread(msgspec.Struct, frozen=True):
    """An act that this version cannot read: the journal keeps it as it is, and it changes no row.

    `reason` says what is wrong with it; it is empty if the kind is unknown (written by a newer version).
    """

    kind: str
    reason: str = ""


def read(stored: str) -> Act | Unread:
    """The act in a stored JSON text, or why this version cannot read it."""
    try:
        return _decoder().decode(stored)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        # Text that json accepts and msgspec does not (lone surrogates in a file's name) is valid.
        return _read_slowly(stored)


def _read_slowly(stored: str) -> Act | Unread:
    try:
        plain: Any = json.loads(stored)
    except (ValueError, RecursionError):
        return Unread("", "is not JSON")
    return read_plain(plain)


def read_plain(plain: Any) -> Act | Unread:  # noqa: ANN401 - any JSON value
    """The act in a JSON value, or why this version cannot read it."""
    if not isinstance(plain, Mapping):
        return Unread("", "is not a JSON object")
    kind = plain.get("kind")
    if not isinstance(kind, str):
        return Unread("", "has no kind")
    if kind not in KINDS:
        return Unread(kind)
    try:
        return msgspec.convert(plain, KINDS[kind])
    except (msgspec.ValidationError, RecursionError) as error:
        return Unread(kind, str(error))
