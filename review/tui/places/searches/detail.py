"""A search in full as lines of a width: its parts by name, then its lines, each with what contradicts itself in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from review.domain.searches.checking import IMPORTED as MORE_IMPORTED
from review.domain.searches.checking import limit_in_words
from review.domain.searches.search import Search, SearchLine, SearchProblem
from review.domain.searches.wording import (
    NOT_REPORTED,
    found_in_words,
    number_in_words,
    problem_in_words,
    prompt_in_words,
    results_in_words,
    source_in_words,
)
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.tui.places.searches.desk import IMPORTED, KIND, LINE, PROMPT, Logged
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import hanging, wrapped

NAME = 17
"""The cells of the names of parts."""

LINE_ID = 5
"""The cells of a line's id."""

LONGEST = 4_000
"""The most characters of a string or text that are shown: the form has the whole."""


def detail_lines(
    one: Logged, files: Mapping[str, int], codes: Mapping[str, str], width: int
) -> list[PartLine]:
    """Everything about a search; `files` are the sources of its imports, `codes` the names of theories by code."""
    search = one.search
    of_lines = {problem.line for problem in one.problems}
    lines: list[PartLine] = []
    lines += wrapped(_heading(search), width)
    lines += [made for other in search.others for made in _apart(other, width)]
    lines.append(PartLine(Content("")))
    for part, name, text in _parts(search, codes):
        lines += _part(part, name, text, width)
        if part == "total_stated":
            lines += _problems(
                (p for p in one.problems if not p.line and not p.rule.startswith(MORE_IMPORTED)), part, width
            )
    lines += _part(IMPORTED, "Tied to it", _imported(one.imported, files), width)
    lines += _problems((p for p in one.problems if p.rule.startswith(MORE_IMPORTED)), IMPORTED, width)
    lines.append(PartLine(Content("")))
    lines += wrapped(_lines_heading(search, len(of_lines - {""})), width)
    for position, line in enumerate(search.lines):
        part = f"{LINE}{position}"
        lines += _found_by(line, part, width)
        # Before the string, which may be longer than the window.
        lines += _problems((p for p in one.problems if p.line == line.id), part, width)
        lines += _string(line, part, width)
    return lines


def _heading(search: Search) -> Content:
    logged = f" · logged by {plain(search.logged_by)}" if search.logged_by else ""
    return Content.assemble((found_in_words(search), "bold"), (logged, MUTED))


def _apart(other: Search, width: int) -> Iterator[PartLine]:
    """What the same search is in another copy."""
    said = f"{named(other.kind)}, {found_in_words(other)}, {counted(len(other.lines), 'line')}: {other.component}"
    yield from wrapped(
        Content.assemble(
            (f"! logged apart by {plain(other.logged_by)}: ", WARNING), shorten(on_one_line(said), LONGEST)
        ),
        width,
    )


def _parts(search: Search, codes: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """The id, name and text of each part; without a text it is not reported."""
    prompt = prompt_in_words(search)
    yield "component", "Component", [search.component]
    yield KIND, "Kind", [named(search.kind)]
    yield "round", "Round", [str(search.round)]
    yield PROMPT, "Prompted by", [f"{prompt} {codes[prompt]}" if prompt in codes else prompt]
    dated = [f"{source_in_words(one)}, {one.date or 'no date'}" for one in search.sources]
    yield "sources", "Sources", dated
    yield "limits", "Limits", [limit_in_words(one) for one in search.limits]
    yield "filters", "Filters", list(search.filters)
    yield "adapted_from", "Adapted from", [search.adapted_from]
    yield "stopped_because", "Stopped because", [search.stopped_because]
    yield "note", "Note", [search.note]
    computed = "" if search.computed is None else f"{search.computed:,} computed from its lines"
    stated = "" if search.total_stated is None else f"{search.total_stated:,} stated"
    yield "total_stated", "Found", [", ".join(filter(None, [stated, computed]))]


def _part(part: str, name: str, texts: Iterable[str], width: int) -> Iterator[PartLine]:
    """A part: its name, and beside it each of its texts."""
    lead = Content.styled(f"{name:<{NAME}}", MUTED)
    said = [plain(shorten(on_one_line(text), LONGEST)) for text in texts if text.strip()]
    contents = [Content(text) for text in said] or [Content.styled(NOT_REPORTED, MUTED)]
    for content in contents:
        yield from hanging(lead, content, width, part)
        lead = Content(" " * NAME)


def _imported(count: int | None, files: Mapping[str, int]) -> list[str]:
    if count is None:
        return ["counting …"]
    if not count:
        return ["no references or documents"]
    of = [f"{source or 'source not named'}: {counted(number, 'record')}" for source, number in files.items()]
    return [f"{count:,} {'reference or document' if count == 1 else 'references or documents'}", *of]


def _lines_heading(search: Search, contradictory: int) -> Content:
    if not search.lines:
        return Content.styled("No lines are logged.", MUTED)
    said = [counted(len(search.lines), "line")]
    if search.unreported:
        said.append(f"{search.unreported:,} not reported")
    if contradictory:
        said.append(f"{contradictory:,} contradictory")
    return Content.styled(", ".join(said), "bold")


def _found_by(line: SearchLine, part: str, width: int) -> Iterator[PartLine]:
    """A line's id with what it found."""
    lead = Content.styled(f"{shorten(line.id, 40):<{LINE_ID}} ", "bold")
    yield from hanging(lead, _found(line), width, part)


def _string(line: SearchLine, part: str, width: int) -> Iterator[PartLine]:
    string = shorten(on_one_line(line.string), LONGEST)
    shown = Content(string) if string else Content.styled("no string", MUTED)
    yield from hanging(Content(" " * (LINE_ID + 1)), shown, width, part)


def _found(line: SearchLine) -> Content:
    """What a line found: its results, their sum where there are several, and what is stated beside them."""
    results = results_in_words(line) if line.results is not None or line.total_stated is None else ""
    total = f" = {line.computed:,}" if len(line.results or ()) > 1 and line.computed is not None else ""
    stated = f"{number_in_words(line.total_stated)} stated" if line.total_stated is not None else ""
    said = ", ".join(filter(None, [f"{plain(on_one_line(results))}{total}", stated]))
    return Content.styled(said, MUTED if said == NOT_REPORTED else "$accent")


def _problems(problems: Iterable[SearchProblem], part: str, width: int) -> Iterator[PartLine]:
    """What contradicts itself, with both sides."""
    lead = Content.styled(" " * (LINE_ID - 1) + "! ", WARNING)
    for problem in problems:
        said = problem_in_words(problem).removeprefix(f"line {problem.line}: ")
        yield from hanging(lead, Content.styled(plain(said), WARNING), width, part)
