"""Years out of the dates of reference files, and numbers that a spreadsheet turned into dates."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_MONTH = "(?:jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])"
_TURNED = re.compile(
    rf"\d{{1,2}}[-. ]{_MONTH}[a-z]*\.?|{_MONTH}[a-z]*\.?[- ]\d{{2}}|\d{{4}}-\d\d-\d\d(?:[T ]00:00(?::00)?)?",
    re.IGNORECASE,
)


def year_in(text: str) -> int | None:
    """The year in a date of any usual form, also in one without separators (``20160315//``); None if there is none."""
    found = _YEAR.search(text)
    if found:
        return int(found[0])
    compact = _COMPACT.search(text)
    return int(compact[1]) if compact else None


def is_turned_into_a_date(text: str) -> bool:
    """Whether a number or a range looks as spreadsheets show it that took it for a date: ``3-Jan`` for ``1-3``."""
    return bool(_TURNED.fullmatch(text))
