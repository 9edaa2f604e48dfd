"""Messages between a limited child process and its parent: each is one type, written as JSON on a line.

Requests are objects whose ``task`` names the task. Answers are arrays whose first value names the kind, because there may be
many. The parent trusts nothing: a line that is not a message of the task is a `ProtocolError`.
"""

from __future__ import annotations

import json
import math
from typing import ClassVar, Generic, NoReturn, Protocol, TypeVar, Union

import msgspec
from msgspec import Struct

MOST_BYTES = 256 * 1024 * 1024
"""The most bytes that a child may send about one file."""


class ProtocolError(ValueError):
    """A child broke the protocol."""


class CannotReadError(Exception):
    """A child cannot read a file; the text is the reason."""


class Request(Struct, frozen=True, kw_only=True, tag_field="task"):
    """A task for the file at `path`."""

    path: str


class Message(Struct, frozen=True, array_like=True):
    """An answer of a child."""

    allows: ClassVar[float | None] = None
    """Extra seconds for the child until its next message; None: no new time."""


class Step(Message, frozen=True, array_like=True):
    """A message that renews the child's processor time."""

    allows: ClassVar[float | None] = 0.0


class Done(Message, frozen=True, array_like=True, tag="done"):
    """The last message about a file."""


class Failed(Message, frozen=True, array_like=True, tag="failed"):
    """The file cannot be read; `reason` says why."""

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
        # pdfium returns surrogates for characters beyond 16 bits, and file names may contain invalid UTF-8.
        return json.dumps(msgspec.to_builtins(message, str_keys=True)).encode("ascii") + b"\n"


class Decoder(Generic[T]):
    """Decodes lines as messages of the given kinds."""

    def __init__(self, *kinds: type[T]) -> None:
        self._kinds = Union[kinds]  # noqa: UP007 - built at run time
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(self._kinds)

    def __call__(self, line: bytes | str) -> T:
        """The message on a line.

        Raises:
            ProtocolError: the line is not such a message.
        """
        try:
            try:
                return self._decoder.decode(line)
            except msgspec.ValidationError:
                raise
            except (msgspec.DecodeError, UnicodeError):
                # Only json accepts lone surrogates.
                plain = json.loads(line, parse_constant=_refused, parse_float=_finite)
                converted: T = msgspec.convert(plain, self._kinds, str_keys=True)
                return converted
        except (ValueError, RecursionError, OverflowError) as error:
            raise ProtocolError("not a message of this task") from error


def _refused(constant: str) -> NoReturn:
    raise ProtocolError(f"{constant} is not a number")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ProtocolError("not a finite number")
    return value
