"""Canonical JSON, and the identity that it gives an event: the same on every copy of a review."""

from __future__ import annotations

import hashlib
import json
import re
from math import isfinite
from typing import Any

import msgspec

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def canonical(value: object) -> str:
    """The canonical JSON of a value: keys sorted, no white space, ASCII only, no NaN."""
    return _ENCODER.encode(value)


_FAST_ENCODER = msgspec.json.Encoder(order="sorted")
_ESCAPED = re.compile("[^\x00-\x7e]")
"""What msgspec leaves as it is and json writes as an escape: everything but ASCII, and this one sign of it."""


def canonical_without_floats(value: object) -> str:
    """As `canonical`, in a fraction of the time, for a value made of texts and whole numbers, in lists, objects or structs.

    Floats are excluded, because their spelling differs, and so is NaN, which would become ``null``.
    """
    try:
        text = _FAST_ENCODER.encode(value).decode()
    except (UnicodeEncodeError, OverflowError):
        return canonical(msgspec.to_builtins(value))
    return text if text.isascii() and "\x7f" not in text else _ESCAPED.sub(_escape, text)


def _escape(sign: re.Match[str]) -> str:
    return _ENCODER.encode(sign[0])[1:-1]


def from_canonical(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value whose canonical JSON this is."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        # Lone surrogates, as in a file's name that is not UTF-8, which msgspec refuses.
        return json.loads(text)


def finite(number: str) -> float:
    """A number of JSON, for what reads it.

    Raises:
        ValueError: it is ``NaN``, or beyond what a float can hold.
    """
    value = float(number)
    if not isfinite(value):
        raise ValueError(number)
    return value


_HASH = re.compile(r"[0-9a-f]{64}")


def is_hash(value: object) -> bool:
    """Whether a value is a SHA-256 in hexadecimal: the id of an event, or what a text or a file is known by."""
    return isinstance(value, str) and bool(_HASH.fullmatch(value))


def identity(previous: str, replica: str, clock: int, time: str, reviewer: str, act: str) -> str:
    """The SHA-256, in hexadecimal, of an event's canonical JSON; `act` is the act's."""
    rest = {"clock": clock, "previous": previous, "replica": replica, "reviewer": reviewer, "time": time}
    # Keys are sorted and "act" comes first: so its JSON, which may be long, is made once.
    return hashlib.sha256(f'{{"act":{act},{canonical_without_floats(rest)[1:]}'.encode("ascii")).hexdigest()
