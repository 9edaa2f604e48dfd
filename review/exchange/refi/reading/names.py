"""Names for the files of sources: readable, safe in every file system, and each only once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.exchange.refi.values import QdaSource

_ENDINGS = re.compile(r"\.(?:txt|md|docx?|rtf|odt|pdf|html?)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w .,()\[\]&+'=-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme)(?:\..*)?", re.IGNORECASE)
"""Names of devices under Windows, and of files that describe a folder (`review.domain.texts.endings`)."""

_LONGEST = 80


def file_names(sources: Iterable[QdaSource]) -> Iterator[str]:
    """The name of each source's file, empty if it has none; `QdaSource.file` is its ending, `QdaSource.name` its name."""
    used: set[str] = set()
    for source in sources:
        if not source.file:
            yield ""
            continue
        stem = _stem(source.name)
        number, name = 1, f"{stem}{source.file}"
        while name.casefold() in used:
            number += 1
            name = f"{stem} ({number}){source.file}"
        used.add(name.casefold())
        yield name


def _stem(name: str) -> str:
    plain = _UNSAFE.sub("_", _ENDINGS.sub("", name.strip()))[:_LONGEST].strip(" ._")
    return f"{plain}_" if _RESERVED.fullmatch(plain) else plain or "source"
