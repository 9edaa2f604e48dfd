"""References as a reading child says them and its parent takes them in: plain JSON values, all of them checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from review.ingest.protocol import Json, ProtocolError
from review.model import DecisionKind
from review.model.reference import Reference, ReferenceDecision, Refusal
from review.model.reference_text import is_writable, one_line

_NAMES = tuple(field.name for field in fields(Reference))
_LISTS = ("authors", "editors", "keywords", "urls", "issn", "isbn", "notes", "labels", "codes")
_TEXTS = tuple(field.name for field in fields(Reference) if field.type == "str")
_DECISIONS = _NAMES.index("decisions")
_values_of = attrgetter(*_NAMES)


def reference_to_plain(reference: Reference) -> list[object]:
    """A reference as the list of its fields' values."""
    values = list(_values_of(reference))
    values[_DECISIONS] = [[d.decision, d.stage, d.reviewer, d.reasons, d.note] for d in reference.decisions]
    return values


def head_from_plain(kind: str, values: list[Any]) -> tuple[str, Mapping[str, str]]:
    """A file's format, and what each of its columns was taken for, in a ``format`` message.

    Raises:
        ProtocolError: it does not hold them.
    """
    try:
        name, mapping = values
        if kind != "format":
            raise ProtocolError("no format")
        return one_line(name), {one_line(column): one_line(field) for column, field in mapping.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise ProtocolError("not a format") from error


def item_from_plain(kind: str, values: list[Any]) -> Reference | Refusal:
    """What a ``reference`` or ``refusal`` message holds.

    Raises:
        ProtocolError: it holds neither, or texts with characters that references never have.
    """
    try:
        if kind == "refusal":
            line, message = values
            return Refusal(_number(line), one_line(message))
        if kind == "reference":
            return _reference(*values)
    except (TypeError, ValueError, AttributeError) as error:
        raise ProtocolError("not a reference") from error
    raise ProtocolError("neither reference nor refusal")


def _reference(plain: Json) -> Reference:
    values = dict(zip(_NAMES, plain, strict=True))
    texts = [values[name] for name in _TEXTS]
    for name in _LISTS:
        values[name] = _taken(values[name], texts)
    values["other"] = {name: _taken(other, texts) for name, other in values["other"].items()}
    texts += values["other"]
    values["decisions"] = tuple(_decision(decision, texts) for decision in values["decisions"])
    values["line"] = _number(values["line"])
    values["year"] = None if values["year"] is None else _number(values["year"])
    # Joined, since a reference has some thirty texts; what is no text cannot be joined.
    if not is_writable("".join(texts)):
        raise ProtocolError("no clean text")
    return Reference(**values)


def _decision(plain: Json, texts: list[Any]) -> ReferenceDecision:
    kind, stage, reviewer, reasons, note = plain
    texts += [stage, reviewer, note]
    return ReferenceDecision(DecisionKind(kind), stage, reviewer, _taken(reasons, texts), note)


def _taken(plain: Json, texts: list[Any]) -> tuple[Any, ...]:
    """The values of a list, which go to the `texts` that are to be checked."""
    if not isinstance(plain, list):
        raise ProtocolError("not a list")
    texts += plain
    return tuple(plain)


def _number(plain: Json) -> int:
    if not isinstance(plain, int) or plain < 0:
        raise ProtocolError("not a number from 0")
    return plain
