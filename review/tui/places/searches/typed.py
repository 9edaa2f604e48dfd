"""A search and its lines as the fields of forms, and what was typed in them as a search."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from review.domain.searches import checking, typed
from review.domain.searches.search import Search, SearchLine, SearchResult, SearchSource
from review.domain.wording.one_line import on_one_line
from review.errors import ReviewError
from review.tui.dialogs.theories.fields import FieldError
from review.tui.support.plain import plain, plain_lines

Part = TypeVar("Part")

TEXTS = ("component", "adapted_from", "stopped_because", "note")
"""The parts of a search that are a text."""

REGISTERS = "registers"


def fields_of(search: Search) -> dict[str, str]:
    """The text of each field by the name of the part; lists have a line for each item."""
    return {
        **{name: plain(getattr(search, name)) for name in TEXTS},
        "id": plain(search.id),
        "round": str(search.round),
        "sources": _listed(typed.written_source(one) for one in search.sources if not one.is_register),
        REGISTERS: _listed(typed.written_source(one) for one in search.sources if one.is_register),
        "limits": _listed(map(typed.written_limit, search.limits)),
        "filters": _listed(map(on_one_line, search.filters)),
        "total_stated": _number(search.total_stated),
    }


def search_of(of: Search, opened: Search, fields: Mapping[str, str], codes: Collection[str]) -> Search:
    """The search with what was typed in a form that was `opened` on it; a field that was not changed leaves its part as it is.

    Raises:
        FieldError: something typed makes no sense.
    """
    before = fields_of(opened)
    changed = {name: text for name, text in fields.items() if text.strip() != before[name].strip()}
    changes: dict[str, object] = {name: changed[name] for name in (*TEXTS, "id") if name in changed}
    if "round" in changed:
        changes["round"] = _round(changed["round"])
    if "total_stated" in changed:
        changes["total_stated"] = _read("total_stated", changed["total_stated"], typed.number)
    if {"sources", REGISTERS} & changed.keys():
        changes["sources"] = _sources(opened.sources, {**before, **changed})
    if "limits" in changed:
        known = {typed.written_limit(one): one for one in opened.limits}
        changes["limits"] = _items("limits", changed["limits"], known, typed.limit)
    if "filters" in changed:
        known_filters = {on_one_line(one): one for one in opened.filters}
        changes["filters"] = _items("filters", changed["filters"], known_filters, str)
    found = replace(of, **changes)
    for place, message in checking.faults(found, codes):
        if place and place[0] in fields:
            raise FieldError(str(place[0]), _sentence(place[1:], message))
    return found


def _sources(known: Iterable[SearchSource], fields: Mapping[str, str]) -> tuple[SearchSource, ...]:
    """Databases and organisations, then registers."""
    found: list[SearchSource] = []
    for name, is_register in (("sources", False), (REGISTERS, True)):
        written = {typed.written_source(one): one for one in known if one.is_register is is_register}

        def read(text: str, is_register: bool = is_register) -> SearchSource:
            return typed.source(text, is_register=is_register)

        found += _items(name, fields[name], written, read)
    return tuple(found)


def line_fields(line: SearchLine) -> dict[str, str]:
    """The text of each field of a line."""
    results = line.results
    return {
        "id": plain(line.id),
        "string": plain_lines(line.string),
        "results": "" if results is None else _listed(map(typed.written_result, results)) or "0",
        "total_stated": _number(line.total_stated),
    }


def line_of(of: SearchLine, opened: SearchLine, fields: Mapping[str, str]) -> SearchLine:
    """The line with what was typed in a form that was `opened` on it; a field that was not changed leaves its part as it is.

    Raises:
        FieldError: something typed makes no sense.
    """
    before = line_fields(opened)
    changed = {name: text for name, text in fields.items() if text.strip() != before[name].strip()}
    changes: dict[str, object] = {name: changed[name] for name in ("id", "string") if name in changed}
    if "total_stated" in changed:
        changes["total_stated"] = _read("total_stated", changed["total_stated"], typed.number)
    if "results" in changed:
        known = {typed.written_result(one): one for one in opened.results or ()}
        found = _items("results", changed["results"], known, typed.result)
        changes["results"] = found if found and found != (SearchResult(None),) else None
    return replace(of, **changes)


def check_line(search: Search, line: SearchLine, codes: Collection[str]) -> None:
    """Refuse what makes no sense in a line of a search, by the field concerned.

    Raises:
        FieldError: it makes no sense.
    """
    if sum(one.id == line.id for one in search.lines) > 1:
        raise FieldError("id", f"There is a line {line.id} already; give another number, such as {line.id}a.")
    if line.is_empty:
        raise FieldError("string", "Missing: String, or what it found.")
    for place, message in checking.faults(search, codes):
        if place[:1] == ("lines",) and place[1:2] == (search.lines.index(line),):
            raise FieldError(str(place[2]), _sentence(place[3:], message))


def next_line(search: Search) -> str:
    """The id for a line after the others: the number after the highest."""
    numbers = [int(digits) for one in search.lines if (digits := _leading(one.id))]
    return str(max(numbers, default=0) + 1)


def next_search(searches: Iterable[Search]) -> str:
    """The id for a search after the others: S and the number after the highest."""
    numbers = [
        int(one.id[1:]) for one in searches if one.id[:1] in "Ss" and _leading(one.id[1:]) == one.id[1:]
    ]
    return f"S{max(numbers, default=0) + 1}"


def _leading(text: str) -> str:
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return digits if len(digits) < 9 else ""


def _listed(items: Iterable[str]) -> str:
    return "\n".join(map(plain, items))


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _round(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise FieldError("round", f"'{text}' is not a number such as 1.")
    return int(text)


def _read(field: str, text: str, read: Callable[[str], Part]) -> Part | None:
    """What was typed; None for an empty field.

    Raises:
        FieldError: it cannot be read.
    """
    if not text.strip():
        return None
    try:
        return read(text)
    except ReviewError as error:
        names_it = str(error).startswith("'")
        raise FieldError(field, f"{error}." if names_it else f"'{text.strip()}': {error}.") from None


def _items(field: str, text: str, known: Mapping[str, Part], read: Callable[[str], Part]) -> tuple[Part, ...]:
    """The items of a field, one in each line; lines that were not changed are what they were."""
    shown = {plain(written): item for written, item in known.items()}
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item = shown[line] if line in shown else _read(field, line, read)
        if item is not None:
            found.append(item)
    return tuple(found)


def _sentence(place: checking.Place, message: str) -> str:
    """A fault as the form says it: in which line of the field, and what."""
    lines = [f"Line {step + 1}" for step in place if isinstance(step, int)]
    inner = [step for step in place if isinstance(step, str)]
    return f"{' '.join([*lines, *inner]) or 'It'} {message}."
