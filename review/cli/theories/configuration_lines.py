"""Configurations as lines for people: one in full, and several with a line each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from textwrap import wrap

from review.cli.command import SHORT
from review.domain.theories.configuration import (
    CONTEXT,
    OUTCOME,
    REASONING,
    Configuration,
    Element,
    Fragment,
    LinkKind,
    Relation,
    Rewording,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words, on_one_line
from review.domain.wording.quoted import quoted

_WITHOUT_TERMINAL = (120, 24)
_INDENT = 4
_SHORTEST = 16


def width() -> int:
    """How many columns there are, at least 80; 120 where the output goes to no terminal."""
    return max(80, shutil.get_terminal_size(_WITHOUT_TERMINAL).columns)


def whole(one: Configuration, columns: int) -> Iterator[str]:
    """A configuration with its elements, their fragments and its links."""
    yield from _heading(one, columns)
    if one.reason:
        yield from _paragraph(f"{named(one.status)}: {one.reason}", columns)
    if one.written:
        outdated = " (elements have changed since: look again)" if one.is_outdated else ""
        yield from _paragraph(f"Statement by hand{outdated}: {one.written}", columns)
    for other in one.others:
        yield from _paragraph(f"Written apart by {other.reviewer}: {other.text}", columns)
    table = _FragmentTable(one.fragments, columns)
    begun: set[str] = set()
    for element in one.elements:
        yield from _element(element, begun, columns)
        yield from map(table.line, element.fragments)
    if links := _links(one):
        yield links
    if one.merged:
        yield f"Merged into it: {', '.join(one.merged)}"


def listed(several: Sequence[Configuration], columns: int) -> list[str]:
    """A line for each: label, status, theories, number of sources, and the statement as far as there is room."""
    rows = [(one.label, named(one.status), _theories(one), _sources(one)) for one in several]
    widths = [max(map(len, cells), default=0) for cells in zip(*rows, strict=True)]
    left = max(_SHORTEST, columns - sum(widths) - 2 * len(widths))
    return [
        "  ".join([*(f"{cell:<{size}}" for cell, size in zip(row, widths, strict=True)), first_words(one.as_read, left)]).rstrip()
        for row, one in zip(rows, several, strict=True)
    ]  # fmt: skip


def _heading(one: Configuration, columns: int) -> Iterator[str]:
    parts = [one.label, named(one.status), _theories(one), "" if one.is_complete else "partial"]
    left = " · ".join(part for part in parts if part)
    right = "; ".join(map(_version, one.rewordings))
    if len(left) + len(right) + 2 <= columns:
        yield f"{left}{right:>{columns - len(left)}}" if right else left
    else:
        yield left
        yield from _paragraph(right, columns)


def _version(one: Rewording) -> str:
    return f"version of {one.code}: v{one.judged_under} (now v{one.since}: look again)"


def _theories(one: Configuration) -> str:
    return ", ".join(f"{code} {named(stance)}" for code, stance in one.theories.items()) or "no theory"


def _sources(one: Configuration) -> str:
    against = len(one.sources_that(Relation.AGAINST))
    return counted(len(one.sources), "source") + (f", {against} against" if against else "")


def _paragraph(text: str, columns: int, indent: int = 0) -> Iterator[str]:
    """The text on lines, those after the first indented."""
    yield from wrap(
        on_one_line(text), columns, initial_indent=" " * indent, subsequent_indent=" " * max(indent, _INDENT)
    )


def _element(element: Element, begun: set[str], columns: int) -> Iterator[str]:
    """An element as a clause of the statement: ``If``, ``and``, ``then`` or ``because``, and its wording."""
    clause = {OUTCOME: "then", REASONING: "because"}.get(element.role, "If")
    opening = "and" if clause in begun else clause
    begun.add(clause)
    notes = [] if element.role == CONTEXT else [named(element.role)]
    if element.is_retroduced:
        notes.append("retroduced")
    elif not element.fragments:
        notes.append("no passage yet")
    noted = f" ({', '.join(notes)})" if notes else ""
    room = columns - SHORT - 2
    first, *more = wrap(
        f"{element.as_read}{noted}",
        room,
        initial_indent=f"{opening:<{_INDENT - 1}} ",
        subsequent_indent=" " * _INDENT,
    )
    yield f"{first:<{room}}  {element.id[:SHORT]}"
    yield from more
    if element.memo:
        yield from _paragraph(f"memo: {element.memo}", columns, _INDENT)
    for other in element.others:
        yield from _paragraph(f"worded apart by {other.reviewer}: {other.text}", columns, _INDENT)


class _FragmentTable:
    """Lines of fragments in columns: page, quotation as far as there is room, citation, relation, id."""

    def __init__(self, fragments: Sequence[Fragment], columns: int) -> None:
        self._page = _longest(one.cited_page for one in fragments)
        self._relation = _longest(map(_relation, fragments))
        room = columns - _INDENT - self._page - self._relation - SHORT - 2 * 4
        self._citation = min(_longest(one.citation for one in fragments), room - _SHORTEST)
        self._quote = max(_SHORTEST, room - self._citation)

    def line(self, one: Fragment) -> str:
        """The line of one of them."""
        quote = quoted(first_words(one.quote, self._quote - 2))
        citation = first_words(one.citation, self._citation)
        return (
            f"{'':{_INDENT}}{one.cited_page:<{self._page}}  {quote:<{self._quote}}  {citation:<{self._citation}}"
            f"  {_relation(one):<{self._relation}}  {one.id[:SHORT]}"
        )


def _relation(one: Fragment) -> str:
    return f"{one.relation}, lost" if one.is_lost else str(one.relation)


def _longest(texts: Iterator[str] | Sequence[str] | map[str]) -> int:
    return max(map(len, texts), default=0)


def _links(one: Configuration) -> str:
    return "     ".join(
        [*(_leads(one.label, link.label) if link.kind is LinkKind.LEADS_TO else f"{link.kind}: {link.label}" for link in one.links),
         *(_leads(link.label, one.label) if link.kind is LinkKind.LEADS_TO else f"{link.kind} of {link.label}" for link in one.linked_from)]
    )  # fmt: skip


def _leads(first: str, then: str) -> str:
    return f"{first} ──leads to──▶ {then}"
