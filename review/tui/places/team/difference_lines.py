"""A difference between coders as a row of the list and in full: who put which codes there, under which stances, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from review.domain import Coding
from review.domain.team.conflict import CodingDifference
from review.domain.wording.moments import day_of
from review.domain.wording.named import named
from review.domain.wording.quoted import quoted
from review.tui.places.team.conflict_lines import CITED, INDENT, ONE_LINE
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import wrapped
from review.tui.widgets.record_columns import fitted_reference


def row_lines(one: CodingDifference, cited: str, width: int) -> tuple[Content, ...]:
    """The lines of a row: citation and page, then in what the coders differ."""
    page = f"  {one.codings[0].cited_page}  "
    differ = Content.styled(in_what(one), WARNING)
    if width >= ONE_LINE:
        beginning = Content.assemble((fitted_reference(cited, CITED), "bold"), (page, MUTED))
        return ((beginning + differ).truncate(width, ellipsis=True),)
    room = max(0, width - len(page))
    first = Content.assemble((fitted_reference(cited, room), "bold"), (page, MUTED))
    return (first.truncate(width), (Content(" " * INDENT) + differ).truncate(width, ellipsis=True))


def in_what(one: CodingDifference) -> str:
    """In what coders differ: ``code T2; stance toward T1``."""
    codes = (
        [f"code{'s' if len(one.of_code) > 1 else ''} {', '.join(map(plain, one.of_code))}"]
        if one.of_code
        else []
    )
    stances = [f"stance toward {', '.join(map(plain, one.of_stance))}"] if one.of_stance else []
    return "; ".join([*codes, *stances])


def difference_lines(one: CodingDifference, names: Mapping[str, str], width: int) -> list[PartLine]:
    """A difference in full; each coding is a part that the cursor goes over."""
    lines = wrapped(Content.styled(f"Coders differ in {in_what(one)}", "bold"), width)
    for coding in one.codings:
        lines += [PartLine(Content("")), *_coding(coding, names, width)]
    lines.append(PartLine(Content("")))
    about = "Differences are shown, and nothing has to be decided: passages may carry several codes."
    return [*lines, *wrapped(Content.styled(about, MUTED), width)]


def _coding(coding: Coding, names: Mapping[str, str], width: int) -> Iterator[PartLine]:
    """Who coded, and where; each code with its stance; the quotation and the memo."""
    head = Content.assemble(
        (plain(coding.reviewer), "bold"), (f" · {coding.cited_page} · {day_of(coding.time)}", MUTED)
    )
    yield from wrapped(head, width, coding.id)
    for code, stance in coding.stances.items():
        name = f" {plain(names[code])}" if code in names else ""
        line = Content.assemble((plain(code), "bold $accent"), name, (f"  {named(stance)}", MUTED))
        yield from wrapped(line, width, coding.id, INDENT)
    yield from wrapped(Content(quoted(plain(coding.quote))), width, coding.id, INDENT)
    if coding.memo:
        memo = Content.assemble(("memo  ", MUTED), content(coding.memo))
        yield from wrapped(memo, width, coding.id, INDENT)
