"""Parts of a search as people type them, in commands and in forms; what is written can be read again."""

from __future__ import annotations

import re

from review.domain.searches.checking import NO_LIMIT
from review.domain.searches.search import SearchLimit, SearchResult, SearchSource
from review.domain.searches.wording import NOT_REPORTED
from review.domain.wording.one_line import on_one_line
from review.domain.wording.unknown import folded
from review.errors import ReviewError

_MOST_DIGITS = 15

_RESULT = re.compile(r"(?P<n>[^@:]*)(?:@(?P<source>[^:]*))?(?::(?P<limit>.*))?", re.DOTALL)


def number(typed: str) -> int | None:
    """A number, or None for ``not reported``.

    Raises:
        ReviewError: it is neither.
    """
    if folded(typed) == folded(NOT_REPORTED):
        return None
    digits = typed.strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise ReviewError(f"'{typed.strip()}' is not a number; write not-reported if it is not known")
    return int(digits)


def source(typed: str, *, is_register: bool = False) -> SearchSource:
    """A source: ``HMIC; Ovid; 2017-04``; platform and date may be left out.

    Raises:
        ReviewError: there are more parts.
    """
    name, platform, date, *more = [*(part.strip() for part in typed.split(";")), "", ""]
    if any(more):
        raise ReviewError("write NAME;PLATFORM;DATE, such as 'HMIC;Ovid;2017-04'")
    return SearchSource(name, platform, date, is_register)


def written_source(of: SearchSource) -> str:
    """A source as it is typed."""
    return on_one_line(f"{of.name}; {of.platform}; {of.date}".rstrip("; "))


def limit(typed: str) -> SearchLimit:
    """A limit of a search: ``year=2014..``, ``language=English``, or ``none``.

    Raises:
        ReviewError: there is no field.
    """
    if folded(typed) == NO_LIMIT:
        return SearchLimit(NO_LIMIT)
    field, sign, value = (part.strip() for part in typed.partition("="))
    if not (sign and field):
        raise ReviewError(f"write it as year=2014.. or language=English, or {NO_LIMIT}")
    since, dots, until = value.partition("..")
    return SearchLimit(field, since.strip(), until.strip()) if dots else SearchLimit(field, value=value)


def written_limit(of: SearchLimit) -> str:
    """A limit as it is typed."""
    if of.field == NO_LIMIT:
        return NO_LIMIT
    return on_one_line(f"{of.field}={of.value or f'{of.since}..{of.until}'}")


def result(typed: str) -> SearchResult:
    """What a line found: ``533``, ``533@HMIC:not by year`` (source, limit), or ``not reported``.

    Raises:
        ReviewError: it does not begin with a number.
    """
    parts = _RESULT.fullmatch(typed)
    assert parts, "every text is a number with an optional rest"
    n = number(parts["n"])
    return SearchResult(n, (parts["source"] or "").strip(), (parts["limit"] or "").strip())


def written_result(of: SearchResult) -> str:
    """What a line found, as it is typed."""
    where = (f"@{of.source}" if of.source else "") + (f":{of.limit}" if of.limit else "")
    return on_one_line((NOT_REPORTED if of.n is None else f"{of.n}") + where)
