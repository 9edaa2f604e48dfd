"""One event as one line of a file: JSON with the fields of docs/reference/journal.md, and the id of its review.

A line comes from anybody: its length, its depth and the types of its values are checked here, and that its content gives
its hash. Whether it has its place in a chain, and whether its act has an effect, is for the journal to say.
"""

from __future__ import annotations

import json
import re

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from review.domain.canonical import canonical, canonical_without_floats, finite, identity
from review.domain.team.exchange import SharedEvent

LONGEST = 32 * 2**20
"""The most bytes of a line; the longest act of ours is a theory map or a text of the desk."""

DEEPEST = 64
"""How deep an act may be nested: ours are less than ten deep, and folds walk through acts."""

GIT_MARK = "a mark of a merge conflict of git; delete the line, keep the others"
CUT_SHORT = "is cut short; the file is damaged or still being written"

_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(rb"[\[\]{}]")
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


class LineError(Exception):
    """A line is not an event; the text says why."""


class _Line(Struct, frozen=True):
    """The fields of a line; others, of a newer version, are passed over."""

    hash: str
    previous: str
    replica: str
    clock: int
    time: str
    reviewer: str
    act: msgspec.Raw
    review: str


_DECODER = msgspec.json.Decoder(_Line)


def encode(event: SharedEvent) -> bytes:
    """The line of an event, without a line end: keys sorted, ASCII only, so that equal events are equal lines."""
    rest = {
        "clock": event.clock,
        "hash": event.hash,
        "previous": event.previous,
        "replica": event.replica,
        "review": event.review,
        "reviewer": event.reviewer,
        "time": event.time,
    }
    # Keys are sorted and "act" comes first: what the journal stores is not spelled again.
    return f'{{"act":{event.act},{canonical_without_floats(rest)[1:]}'.encode("ascii")


def decode(line: bytes) -> SharedEvent:
    """The event in a line; white space around it, a carriage return included, has no meaning.

    Raises:
        LineError: it is not one, or its content does not give its hash.
    """
    read = _read(line)
    act = bytes(read.act).strip()
    if not act.startswith(b"{"):
        raise LineError("its `act` is not an object")
    if _is_too_deep(act):
        raise LineError(f"its `act` is nested more than {DEEPEST} deep")
    rest = (read.previous, read.replica, read.clock, read.time, read.reviewer)
    # As the journal spells acts, nearly always; others write JSON in their own way.
    for spelled in (_as_it_is(act), _spelled_again(act)):
        try:
            if spelled and identity(*rest, spelled) == read.hash:
                return SharedEvent(read.review, read.hash, *rest, spelled)
        except UnicodeEncodeError:
            break
    raise LineError("was changed after it was written")


def _read(line: bytes) -> _Line:
    """The fields of a line.

    Raises:
        LineError: it has not all of them, or is not JSON.
    """
    try:
        try:
            return _DECODER.decode(line)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            # Half a pair of surrogates, as in the name of a file that is not UTF-8, which msgspec refuses.
            if b"\\ud" not in line.lower() or _is_too_deep(line):
                raise
            return _convert(json.loads(line, parse_float=finite, parse_constant=finite))
    except msgspec.ValidationError as error:
        raise LineError(_in_words(str(error))) from None
    except (msgspec.DecodeError, ValueError, RecursionError, OverflowError):
        raise LineError(_why_not_json(line)) from None


def _convert(plain: object) -> _Line:
    """The same from JSON that was decoded.

    Raises:
        LineError, msgspec.ValidationError, ValueError: a field is missing, is not text, or has another type.
    """
    if not isinstance(plain, dict) or not isinstance(plain.get("act"), dict):
        raise LineError("is not an event")
    # Only acts may hold what is not text.
    read = _DECODER.decode(json.dumps({**plain, "act": {}}, ensure_ascii=False).encode("utf-8"))
    return replace(read, act=msgspec.Raw(canonical(plain["act"]).encode("ascii")))


def _as_it_is(act: bytes) -> str:
    return act.decode("ascii") if act.isascii() else ""


def _spelled_again(act: bytes) -> str:
    try:
        return canonical(json.loads(act, parse_float=finite, parse_constant=finite))
    except (ValueError, RecursionError):
        return ""


def _is_too_deep(act: bytes) -> bool:
    """Whether brackets outside of texts are nested too deep."""
    if act.count(b"{") + act.count(b"[") <= DEEPEST:
        return False
    depth = 0
    for bracket in _BRACKET.findall(_TEXT.sub(b"", act)):
        depth += 1 if bracket in b"{[" else -1
        if depth > DEEPEST:
            return True
    return False


def _why_not_json(line: bytes) -> str:
    if line.startswith(_MARKERS):
        return GIT_MARK
    if b"\0" in line:
        return "holds bytes that are not text; the file is damaged or half written"
    if line.lstrip()[:1] == b"{" and not line.rstrip().endswith(b"}"):
        return CUT_SHORT
    return "is not JSON; the file is damaged"


def _in_words(said: str) -> str:
    """The message of msgspec about a line that is JSON and not an event."""
    if "missing required field" in said:
        return f"is not an event: it lacks {said.split('`')[1]}"
    where = said.rpartition("$.")[2].rstrip("`") if "$." in said else ""
    return f"is not an event: its `{where}` has a value of another type" if where else "is not an event"
