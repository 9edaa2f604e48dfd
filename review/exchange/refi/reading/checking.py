"""What the parent checks of a child's messages beyond their types: clean text, and offsets within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from review.domain.texts.endings import DOCUMENT_ENDINGS
from review.exchange.refi.values import QdaSource
from review.sandbox.messages import ProtocolError

_UNCLEAN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ENDINGS = frozenset({"", *DOCUMENT_ENDINGS})


def check_clean(value: Struct) -> None:
    """Check that no text in a value could control a terminal.

    Raises:
        ProtocolError: one does.
    """
    if _UNCLEAN.search("".join(_texts(value))):
        raise ProtocolError("not clean text")


def check_source(source: QdaSource) -> None:
    """Check that a source is clean, and its selections lie in its text.

    Raises:
        ProtocolError: it is not so.
    """
    check_clean(source)
    if source.file not in _ENDINGS:
        raise ProtocolError("not a kind of file")
    if source.text is None:
        return
    length = len(source.text)
    if not all(0 <= one.start < one.end <= length for one in source.selections):
        raise ProtocolError("not a passage of the text")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
