"""A record's reference, decisions and codings, as text beside a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from review.domain.wording.explained import explained
from review.domain.wording.named import named
from review.domain.wording.quoted import quoted
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.showing import show
from review.tui.widgets.record_columns import SIGNS

if TYPE_CHECKING:
    from review.domain.act import Coding, Comment, Decision, Memo, Settlement
    from review.domain.record import Record
    from review.domain.theories.appraisal import Appraisal

STYLES: Mapping[str, str] = {
    "include": "$text-success",
    "exclude": "$text-error",
    "maybe": WARNING,
    "park": "$text-primary",
    "conflict": "bold $text-warning",
    "none": MUTED,
}
"""The style of each decision; its sign is in `SIGNS`."""


class RecordDetail(Struct, frozen=True):
    """The details of a record. `source_type` is a name; `opening` replaces a missing abstract; `keys` confirm and edit it.

    `code_names` has the names of codes. `appraisals` are beside the names of what they are for; `came_from` says which searches and files the record is from, `notes` are
    those of its reference.
    """

    record: Record
    source_type: str = ""
    opening: str = ""
    decisions: Sequence[Decision] = ()
    codings: Sequence[Coding] = ()
    code_names: Mapping[str, str] = field(default_factory=dict)
    memos: Sequence[Memo] = ()
    unconfirmed: Sequence[str] = ()
    comments: Sequence[Comment] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    settlements: Sequence[Settlement] = ()
    appraisals: Sequence[tuple[str, Appraisal]] = ()
    came_from: str = ""
    notes: Sequence[str] = ()
    keys: tuple[str, str] = ("c", "e")


def instead_of_authors(record: Record) -> str:
    """Who a record without authors is by: an organisation or a name given by hand; not its title, which is above."""
    from review.domain.citation import short_author  # the first screen does not need it

    if record.organisation or record.short_author != short_author((), "", record.title):
        return record.organisation or record.cited_author
    return "no author"


def reference(record: Record) -> Content:
    """Title, authors, year, publication and identifiers, in a line or two each."""
    who = "; ".join(record.authors) or instead_of_authors(record)
    year = f" ({record.year}{record.year_suffix})" if record.year else " (n.d.)"
    where = " · ".join(
        part for part in (record.container, record.doi and f"doi:{record.doi}", record.path) if part
    )
    return Content.assemble(
        (plain(record.title) or "(no title)", "bold"),
        "\n",
        plain(who) + year,
        (f"\n{plain(where)}" if where else "", MUTED),
    )


def decision_line(decision: Decision) -> Content:
    """The decision with stage, reviewer and criteria; overridden criteria with the reason, and the note, below it."""
    parked_for = f"for {', '.join(decision.theories)}" if decision.theories else ""
    because = ", ".join(filter(None, (*decision.criteria, parked_for)))
    return Content.assemble(
        (f"{SIGNS[decision.decision]} {decision.decision}", STYLES[decision.decision]),
        f" {plain(because)}" if because else "",
        (f"  {plain(named(decision.stage))} · {plain(decision.reviewer)}", MUTED),
        *(f"\n  {plain(written)}" for written in explained(decision.overrides, decision.note)),
    )


def settlement_line(settled: Settlement) -> Content:
    """The decision that counts where reviewers disagree, with stage, who settled it and criteria; the reason below it."""
    because = ", ".join(settled.criteria)
    return Content.assemble(
        ("settled: ", MUTED),
        (f"{SIGNS[settled.decision]} {settled.decision}", STYLES[settled.decision]),
        f" {plain(because)}" if because else "",
        (f"  {plain(named(settled.stage))} · {plain(settled.reviewer)}", MUTED),
        f"\n  {plain(settled.reason)}",
    )


def said_in_files(record: Record, notes: Sequence[str]) -> Content:
    """The labels and notes that reference files have on a record; empty if there are none."""
    labels = [Content.assemble(("Labels  ", MUTED), content("; ".join(record.labels)))]
    lines = [Content.assemble(("Note  ", MUTED), content(note)) for note in notes]
    return Content("\n").join([*(labels if record.labels else []), *lines])


def facet_lines(facets: Mapping[str, Sequence[str]]) -> Content:
    """Facets by their names, each with its values on a line."""
    lines = (
        Content.assemble((f"{plain(name)}  ", MUTED), plain("; ".join(values)))
        for name, values in facets.items()
    )
    return Content("\n").join(lines)


def appraisal_line(target: str, one: Appraisal) -> Content:
    """An appraisal: what for, the levels, by whom, and the last reason."""
    of = "" if one.span is None else " of a passage"
    levels = ", ".join(f"{plain(dimension)} {named(level)}" for dimension, level in one.levels.items())
    because = f": {quoted(plain(one.because[0]))}" if one.because else ""
    return Content.assemble(
        (f"Appraised for {plain(target)}{of}  ", MUTED),
        levels,
        (f" · {plain(one.reviewer)}{because}", MUTED),
    )


def describe(detail: RecordDetail) -> Content:
    """The content of the pane for a record."""
    record = detail.record
    parts = [reference(record)]
    facts = [
        detail.source_type or "no source type",
        record.extent,
    ]
    facts.append(named(record.role))
    parts.append(Content.styled(" · ".join(plain(fact) for fact in facts if fact), MUTED))
    if detail.unconfirmed:
        fields = plain(", ".join(name.replace("_", " ") for name in detail.unconfirmed))
        confirms, edits = detail.keys
        line = f"Not confirmed: {fields} ({confirms} confirms, {edits} edits)"
        parts.append(Content.styled(line, WARNING))
    if record.message:
        parts.append(content(record.message, WARNING))
    if detail.came_from:
        parts.append(content(detail.came_from, MUTED))
    if (said := said_in_files(record, detail.notes)).plain:
        parts.append(said)
    if detail.decisions:
        parts.append(Content("\n").join(_decided(detail)))
    if detail.codings:
        counts: dict[str, int] = {}
        for coding in detail.codings:
            for code in coding.codes:
                counts[code] = counts.get(code, 0) + 1
        called = {code: plain(f"{code} {detail.code_names.get(code, '')}".rstrip()) for code in counts}
        listed = (
            Content.assemble(called[code], (f" {count:,}", "bold")) for code, count in sorted(counts.items())
        )
        parts.append(Content.assemble(("Coded  ", MUTED), Content(" · ").join(listed)))
    if detail.appraisals:
        parts.append(Content("\n").join(appraisal_line(*one) for one in detail.appraisals))
    if detail.facets:
        parts.append(facet_lines(detail.facets))
    parts += [
        Content.assemble((f"{plain(memo.reviewer)}: ", MUTED), content(memo.text)) for memo in detail.memos
    ]
    parts += [
        Content.assemble((f"{plain(said.in_words)}: ", MUTED), content(said.text)) for said in detail.comments
    ]
    if text := record.abstract or detail.opening:
        parts.append(content(text))
    return Content("\n\n").join(parts)


def _decided(detail: RecordDetail) -> Iterator[Content]:
    """The decisions stage by stage, each followed by what settled them."""
    settled = {one.stage: one for one in detail.settlements}
    for stage in dict.fromkeys(decision.stage for decision in detail.decisions):
        yield from (decision_line(decision) for decision in detail.decisions if decision.stage == stage)
        if one := settled.get(stage):
            yield settlement_line(one)
            if against := one.against(detail.decisions):
                yield Content.styled(f"  {against}", WARNING)


class RecordDetails(VerticalScroll, can_focus=False):
    """The details pane beside the Library's list."""

    class Uncovered(Message):
        """The pane came into view while nothing was in it: the window was enlarged, say."""

    def __init__(self) -> None:
        super().__init__()
        self._record = ""

    def on_show(self) -> None:
        """Ask for the record where none was shown while the pane was hidden."""
        if not self._record:
            self.post_message(self.Uncovered())

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield Static(id="detail-text")

    def show(self, detail: RecordDetail | None) -> None:
        """Show a record, from its start if it is another one, or clear the pane."""
        show(self.query_one(Static), describe(detail) if detail else Content(""))
        before, self._record = self._record, detail.record.id if detail else ""
        if self._record != before:
            self.scroll_home(animate=False)
