"""What a limited child and its parent say to each other: each message is one type, written as JSON on a line.

Requests are objects whose ``task`` names the task. Answers are arrays whose first value names the kind, since there may be
many. The parent believes nothing: a line that is no message of the task is a `ProtocolError`.
"""

from __future__ import annotations

import json
import math
from typing import ClassVar, Generic, NoReturn, Protocol, TypeVar, Union

import msgspec
from msgspec import Struct

MOST_BYTES = 256 * 1024 * 1024
"""The most that a child may say about one file."""


class ProtocolError(ValueError):
    """A child said something that it cannot mean."""


class CannotReadError(Exception):
    """A child cannot read a file; the text names the reason."""


class Request(Struct, frozen=True, kw_only=True, tag_field="task"):
    """Something to be done with the file at `path`."""

    path: str


class Message(Struct, frozen=True, array_like=True):
    """Something that a child says."""

    allows: ClassVar[float | None] = None
    """Seconds beyond the time limit that the child may use until its next message; None: what it had left."""


class Step(Message, frozen=True, array_like=True):
    """A message after which a child may use as much processor time again."""

    allows: ClassVar[float | None] = 0.0


class Done(Message, frozen=True, array_like=True, tag="done"):
    """Nothing more will be said about the file."""


class Failed(Message, frozen=True, array_like=True, tag="failed"):
    """The file cannot be read; `reason` names why."""

    reason: str


class Say(Protocol):
    """Sends a message to the parent."""

    def __call__(self, message: Message, /) -> None:
        """Sends it."""


T = TypeVar("T")


def encode(message: Request | Message) -> bytes:
    """A message as a line."""
    try:
        return msgspec.json.encode(message) + b"\n"
    except UnicodeEncodeError:
        # pdfium gives characters beyond 16 bits in halves, and names of files may hold bytes that are no UTF-8.
        return json.dumps(msgspec.to_builtins(message, str_keys=True)).encode("ascii") + b"\n"


class Decoder(Generic[T]):
    """Reads lines as messages of some kinds."""

    def __init__(self, *kinds: type[T]) -> None:
        self._kinds = Union[kinds]  # noqa: UP007 - made at run time
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(self._kinds)

    def __call__(self, line: bytes | str) -> T:
        """The message on a line.

        Raises:
            ProtocolError: it is none.
        """
        try:
            try:
                return self._decoder.decode(line)
            except msgspec.ValidationError:
                raise
            except (msgspec.DecodeError, UnicodeError):
                # Only json reads halves of characters.
                plain = json.loads(line, parse_constant=_refused, parse_float=_finite)
                converted: T = msgspec.convert(plain, self._kinds, str_keys=True)
                return converted
        except (ValueError, RecursionError, OverflowError) as error:
            raise ProtocolError("not a message of this task") from error


def _refused(constant: str) -> NoReturn:
    raise ProtocolError(f"{constant} is no number")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ProtocolError("not a finite number")
    return value
