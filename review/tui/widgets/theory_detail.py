"""A theory in full: wording, sub-themes, rivals, evidence by stance and source type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from textual.content import Content

from review.domain import CodeEvidence
from review.domain.wording.counted import counted, do
from review.domain.wording.word_changes import Words
from review.theory_map import Code, TheoryMap
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.support.word_marks import marked_words, needs_signs
from review.tui.widgets.fitting.painted import Painted, Rows
from review.tui.widgets.theories.counts import COUNTING, counts_of, stance_counts
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES

BAR = 12
"""The width of the longest bar in cells."""

GAP = 4
"""The cells between two blocks of text that are side by side."""


Evidence = Mapping[str, CodeEvidence] | None
"""The evidence on each code; None while it is not counted yet."""


def describe_evidence(theory_map: TheoryMap, code: Code, evidence: Evidence) -> Content:
    """A theory's evidence by stance and source type as bars, and its key terms."""
    parts = []
    own = evidence.get(code.id) if evidence else None
    if evidence is None:
        parts.append(COUNTING)
    elif own and own.codings:
        stances = [
            (f"{STANCE_SIGNS[s]} {s.replace('-', ' ')}", own.sources_by_stance.get(s, 0), STANCE_STYLES[s])
            for s in STANCE_SIGNS
        ]
        beside = [own.by_stance.get(stance, 0) for stance in STANCE_SIGNS]
        parts.append(_bars("Sources by stance (their passages)", stances, beside))
        names = {kind.id: kind.name for kind in theory_map.source_types}
        counts = own.by_source_type
        kinds = [
            (names.get(kind, kind), counts[kind], "$text-primary")
            for kind in dict.fromkeys([*names, *sorted(counts)])
            if kind in counts
        ]
        parts.append(_bars("Sources by type", kinds))
    else:
        parts.append(Content.styled(_why_none(own), MUTED))
    if code.key_terms:
        parts.append(Content.assemble(("Key terms  ", "bold"), plain(", ".join(code.key_terms))))
    return Content("\n\n").join(parts)


def _written(written: Sequence[tuple[str, str]]) -> list[Content]:
    """Memos and comments on a theory, below a heading."""
    lines = [Content.assemble((f"{plain(who)}: ", MUTED), plain(text)) for who, text in written]
    return [Content("\n").join([Content.styled("Memos and comments", "bold"), *lines])] if lines else []


def _why_none(evidence: CodeEvidence | None) -> str:
    if evidence is None or not evidence.not_included:
        return "No passage is coded to it yet. Read a record (F2, Enter) and code one."
    return (
        f"No included source yet; {counted(evidence.not_included, 'passage')} in records not included."
        " Only records included at the last stage count."
    )


NO_WORK = Content("")


class Refined(NamedTuple):
    """The version of a theory's wording, how often it was refined, and its first proposition with the changes since.

    `waiting` counts the passages on any record, of its sub-themes, too, that wait for another look, which `key` begins, if it does so here.
    """

    version: int = 1
    times: int = 0
    words: tuple[Words, ...] = ()
    waiting: int = 0
    key: str = ""


def history_line(refined: Refined | None, own: CodeEvidence | None) -> Content:
    """``v3, changed 2 times · 12 sources: +7 −3 ~2 ^1 · 4 wait for another look (L)``, of what there is and is read."""
    if refined is None:
        return COUNTING
    times = f"changed {counted(refined.times, 'time')}" if refined.times else "not changed"
    parts = [Content.styled(f"v{refined.version}, {times}", "bold")]
    if own and own.codings:
        parts.append(Content.assemble(f"{counted(own.sources, 'source')}: ", stance_counts(own)))
    if refined.waiting:
        key = f" ({refined.key})" if refined.key else ""
        parts.append(
            Content.styled(
                f"{refined.waiting:,} {do(refined.waiting, 'wait')} for another look{key}", WARNING
            )
        )
    return Content(" · ").join(parts)


def describe_theory(
    theory_map: TheoryMap,
    code: Code,
    evidence: Evidence,
    refined: Refined | None = None,
    work: Content = NO_WORK,
    *,
    signs: bool = False,
) -> Content:
    """A theory's history in a line, its wording with what changed since the first one, the `work` on it, and what is near it.

    With `signs` changed words are marked by signs instead of styles.
    """
    wording = [
        Content.styled(f"{plain(code.id)} {plain(code.name)}", "bold"),
        history_line(refined, evidence.get(code.id) if evidence else None),
        Content(plain(code.proposition)),
    ]
    if refined and refined.words:
        changes = marked_words(refined.words, signs=signs)
        wording.append(Content.assemble((f"v1 → v{refined.version}: ", MUTED), changes))
    parts = [Content("\n").join(wording), *([work] if work else [])]
    competitors = [theory_map.theory_of(other) for other in theory_map.competitors(code.id)]
    if competitors:
        parts.append(_related("Rivals" if code.is_rival else "Rival framings", competitors, evidence))
    if code.subthemes:
        lines = [Content.styled("Sub-themes", "bold")]
        lines += [
            Content.assemble(f"{plain(sub.id)} {plain(sub.name)}  ", counts_of(evidence, sub.id))
            for sub in code.subthemes
        ]
        parts.append(Content("\n").join(lines))
    return Content("\n\n").join(parts)


def _related(title: str, codes: Sequence[Code], evidence: Evidence) -> Content:
    lines = [Content.styled(title, "bold")]
    lines += [
        Content.assemble((plain(code.id), "bold"), f" {plain(code.name)}\n   ", counts_of(evidence, code.id))
        for code in codes
    ]
    return Content("\n").join(lines)


def _bars(title: str, rows: Sequence[tuple[str, int, str]], beside: Sequence[int] = ()) -> Content:
    """Counts as bars; those `beside` them are in brackets."""
    most = max((count for _, count, _ in rows), default=0) or 1
    more = [f"({count})" if count else "" for count in beside] or [""] * len(rows)
    room = max((len(one) + 1 for one in more if one), default=0)
    lines = [Content.styled(title, "bold")]
    lines += [
        Content.assemble(
            f"{count:>4} {one:<{room}}",
            ("█" * max(1, round(BAR * count / most)) if count else "", style),
            f" {plain(label)}" if count else "",
            "" if count else (plain(label), MUTED),
        )
        for (label, count, style), one in zip(rows, more, strict=True)
    ]
    return Content("\n").join(lines)


_Shown = tuple[TheoryMap, Code, Evidence, Refined | None, Sequence[tuple[str, str]], Content]
"""What `TheoryDetail.show` shows."""


class _Wrapped:
    """Wraps a text that mostly stays the same: only another one, or another width, takes time."""

    def __init__(self) -> None:
        self._text, self._width = Content(""), 0
        self._rows: Sequence[Content] = ()

    def rows(self, text: Content, width: int) -> Sequence[Content]:
        """The rows of a text in so many cells."""
        if width != self._width or not text.is_same(self._text):
            self._text, self._width, self._rows = text, width, text.wrap(width)
        return self._rows


class TheoryDetail(Painted, can_focus=False):
    """The pane beside or below the map: two blocks of text, side by side if the pane is low and wide."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._about: _Shown | None = None
        self._first, self._second = _Wrapped(), _Wrapped()

    def show(
        self,
        theory_map: TheoryMap,
        code: Code,
        evidence: Evidence,
        refined: Refined | None,
        written: Sequence[tuple[str, str]] = (),
        work: Content = NO_WORK,
    ) -> None:
        """Show a theory, from its start if it is another one.

        `written` are memos and comments, each with who wrote it; `work` has the verdict, the configurations and the like.
        """
        self._about = (theory_map, code, evidence, refined, written, work)
        self.show_rows()
        if code.id != self._code:
            self.scroll_home(animate=False)
        self._code = code.id

    def make_rows(self, width: int) -> Rows:
        """The work on the theory goes on top of the second block where the blocks are side by side: there both begin at the top."""
        if self._about is None:
            return Rows()
        theory_map, code, evidence, refined, written, work = self._about
        is_column = self.screen.has_class("-very-wide")
        first, second = (work, NO_WORK) if is_column else (NO_WORK, work)
        text = describe_theory(theory_map, code, evidence, refined, first, signs=needs_signs(self.app))
        counts = describe_evidence(theory_map, code, evidence)
        beside = Content("\n\n").join([*([second] if second else []), counts, *_written(written)])
        if is_column:
            return Rows([*self._first.rows(text, width), NO_WORK, *self._second.rows(beside, width)])
        room = max(1, (width - GAP) // 2)  # however narrow the pane is
        left, right = self._first.rows(text, room), self._second.rows(beside, max(1, width - GAP - room))
        return Rows(_across(left, right, room))


def _across(left: Sequence[Content], right: Sequence[Content], room: int) -> list[Content]:
    """Rows side by side, those on the left in so many cells."""
    rows = zip_longest(left, right, fillvalue=Content(""))
    return [Content.assemble(one, " " * (room + GAP - one.cell_length), other) for one, other in rows]
