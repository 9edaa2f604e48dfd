"""A conflict as a row of the list and in full: each side with its criteria in words, what settled it, what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from textual.content import Content

from review.domain import Decision, Record, Settlement
from review.domain.team.conflict import Conflict, ConflictTie, CriterionSince
from review.domain.wording.moments import day_of
from review.domain.wording.named import capitalised, named
from review.domain.wording.quoted import quoted
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.abstract import NO_ABSTRACT
from review.tui.widgets.items.parts import PartLine
from review.tui.widgets.items.wrapped import wrapped
from review.tui.widgets.record_columns import SIGNS, fitted, fitted_reference
from review.tui.widgets.record_details import STYLES

ONE_LINE = 66
"""The cells from which a row is one line."""

CITED, STAGE = 26, 16
"""The cells of the citation, and of the stage, in a row of one line."""

INDENT = 2
"""The columns before what explains a decision."""


def height_of_row(width: int) -> int:
    """The lines that a row takes at a width."""
    return 1 if width >= ONE_LINE else 2


def row_lines(one: Conflict, cited: str, width: int) -> tuple[Content, ...]:
    """The lines of a row: citation and stage, then who decided what."""
    if height_of_row(width) == 1:
        beginning = Content.assemble(
            (fitted_reference(cited, CITED - 1) + " ", "bold"), (fitted(named(one.stage), STAGE), MUTED)
        )
        return ((beginning + _sides(one, width - CITED - STAGE)).truncate(width, ellipsis=True),)
    at = min(STAGE, max(0, width // 2))
    first = Content.assemble(
        (fitted_reference(cited, max(0, width - at)), "bold"),
        (fitted(named(one.stage), at, right=True), MUTED),
    )
    sides = Content(" " * INDENT) + _sides(one, width - INDENT)
    return (first, sides.truncate(width, ellipsis=True))


def _sides(one: Conflict, room: int) -> Content:
    """Who decided what; where that takes more than `room`, how many decided what."""
    named_ones = [(made.decision, made.reviewer) for made in one.decisions]
    counted_ones = Counter(made.decision for made in one.decisions)
    settled = Content.styled("settled  " if one.settlement else "", MUTED)
    if one.apart:
        settled = Content.styled("settled apart  ", WARNING)
    for sides in (named_ones, counted_ones.items()):
        parts = (Content.assemble((f"{SIGNS[kind]} ", STYLES[kind]), plain(str(who))) for kind, who in sides)
        shown = settled + Content("   ").join(parts)
        if shown.cell_length <= room:
            break
    return shown


def conflict_lines(
    one: Conflict, record: Record, criteria: Sequence[CriterionSince], abstract: str, width: int
) -> list[PartLine]:
    """A conflict in full: reference, each side, what settled it, what it changed, abstract; each is a part for the cursor."""
    since = {criterion.id: criterion for criterion in criteria}
    lines = [*_reference(record, one.stage, width), PartLine(Content(""))]
    for made in one.decisions:
        lines += _side(made, since, width)
        lines.append(PartLine(Content("")))
    if one.settlement:
        lines += _settled(one.settlement, since, width)
        lines += _apart(one.apart, width) if one.apart else ()
        lines.append(PartLine(Content("")))
    lines += _changes(one, since, width)
    if abstract:
        heading = "Abstract" if abstract == record.abstract else NO_ABSTRACT
        lines += wrapped(Content.styled(heading, "bold"), width, "abstract")
        lines += wrapped(content(abstract), width, "abstract")
    return lines


def _reference(record: Record, stage: str, width: int) -> Iterator[PartLine]:
    yield from wrapped(Content.styled(plain(record.title) or "(no title)", "bold"), width, "reference")
    where = " · ".join(
        filter(None, (plain(record.author_year), plain(record.container), capitalised(named(stage))))
    )
    yield from wrapped(Content.styled(where, MUTED), width, "reference")


def _side(made: Decision, since: dict[str, CriterionSince], width: int) -> Iterator[PartLine]:
    """What a reviewer decided and when; below it the criteria in words, what was overridden and why, and the note."""
    part = f"side:{made.reviewer}"
    head = Content.assemble(
        (f"{SIGNS[made.decision]} {made.decision}", f"bold {STYLES[made.decision]}"),
        (f"  {plain(made.reviewer)}", "bold"),
        (f" · {day_of(made.time)}" if made.time else "", MUTED),
    )
    yield from wrapped(head, width, part)
    said = [
        *(_criterion(name, since) for name in made.criteria),
        *(
            Content.assemble(_criterion(name, since), ("  overridden: ", MUTED), plain(why))
            for name, why in sorted(made.overrides.items())
        ),
        *(
            [Content.assemble(("waits for ", MUTED), ", ".join(map(plain, made.theories)))]
            if made.theories
            else []
        ),
        *([Content.assemble(("note  ", MUTED), content(made.note))] if made.note else []),
    ]
    for text in said or [Content.styled("without a criterion or a note", MUTED)]:
        yield from wrapped(text, width, part, INDENT)


def _criterion(name: str, since: dict[str, CriterionSince]) -> Content:
    """A criterion in the words that it had then; a change since is said."""
    one = since.get(name)
    text = (one.before or one.now) if one else ""
    change = one.change if one else ""
    return Content.assemble(
        (plain(name), "bold"),
        f"  {plain(text)}" if text else "",
        (f"  ({change})" if change else "", WARNING),
    )


def _settled(settled: Settlement, since: dict[str, CriterionSince], width: int) -> Iterator[PartLine]:
    head = Content.assemble(
        ("Settled: ", "bold"),
        (f"{SIGNS[settled.decision]} {settled.decision}", f"bold {STYLES[settled.decision]}"),
        (f"  by {plain(settled.reviewer)}{f' · {day_of(settled.time)}' if settled.time else ''}", MUTED),
    )
    yield from wrapped(head, width, "settled")
    for text in (*(_criterion(name, since) for name in settled.criteria), content(settled.reason)):
        yield from wrapped(text, width, "settled", INDENT)


def _apart(other: Settlement, width: int) -> Iterator[PartLine]:
    said = f"{plain(other.reviewer)} settled it apart, in another copy: {plain(other.in_words)}. Settle it again to say which counts."
    yield from wrapped(Content.styled(said, WARNING), width, "settled")


def _changes(one: Conflict, since: dict[str, CriterionSince], width: int) -> Iterator[PartLine]:
    """The criteria that were changed because of it, as they were and are; then others that changed since."""
    tied = {tie.criterion for tie in one.ties}
    others = [criterion for criterion in since.values() if criterion.is_changed and criterion.id not in tied]
    if one.ties:
        yield from wrapped(Content.styled("Changed because of this", "bold"), width)
        for tie in one.ties:
            yield from _tie(tie, since.get(tie.criterion), width)
        yield PartLine(Content(""))
    if others:
        yield from wrapped(Content.styled("Changed since, not tied to this", "bold"), width)
        for criterion in others:
            part = f"criterion:{criterion.id}"
            yield from wrapped(_then_and_now(criterion.id, criterion), width, part, INDENT)
        yield PartLine(Content(""))


def _tie(tie: ConflictTie, criterion: CriterionSince | None, width: int) -> Iterator[PartLine]:
    part = f"criterion:{tie.criterion}"
    yield from wrapped(_then_and_now(tie.criterion, criterion), width, part, INDENT)
    said = [*([plain(tie.because)] if tie.because else []), f"{plain(tie.reviewer)}, {day_of(tie.time)}"]
    yield from wrapped(Content.styled(" · ".join(said), MUTED), width, part, 2 * INDENT)


def _then_and_now(name: str, criterion: CriterionSince | None) -> Content:
    """A criterion as it was at the first decision and as it is: ``E1  “…” → “…”``."""
    if criterion is None or not criterion.is_changed:
        text = plain(criterion.now) if criterion else ""
        return Content.assemble((plain(name), "bold"), f"  {text}", ("  (as worded then)", MUTED))
    before = quoted(plain(criterion.before)) if criterion.before else "not there"
    now = quoted(plain(criterion.now)) if criterion.now else "removed"
    return Content.assemble((plain(name), "bold"), (f"  {before}", MUTED), " → ", now)
