"""A dialog that tells how a theory came to its present wording: its first wording, then every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from review.domain import TheoryVersion
from review.domain.theories.theory_version import TheoryChange
from review.domain.theories.verdict import Verdict
from review.domain.wording.moments import day_of
from review.domain.wording.part_changes import part_changes
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.support.word_marks import marked_words, needs_signs
from review.tui.widgets.theories.verdict import verdict_line


class StoryScreen(Dialog[None]):
    """The chapters of a theory, its first wording first, each with the verdicts that were given under it.

    `cited` says what a trigger, or a record drawn on, is.
    """

    CSS_PATH = "theories.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="story.close"),
    ]

    def __init__(
        self,
        title: str,
        chapters: Sequence[TheoryChange],
        cited: Callable[[str], str],
        verdicts: Sequence[Verdict] = (),
    ) -> None:
        super().__init__(title)
        self._chapters = chapters
        self._cited = cited
        self._verdicts = verdicts

    def compose_body(self) -> ComposeResult:
        """A block for each chapter."""
        signs = needs_signs(self.app)
        said = verdicts_after(self._chapters, self._verdicts)
        for number, change in enumerate(self._chapters, 1):
            lines = [chapter(number, change, self._cited, signs=signs), *map(verdict_line, said[number - 1])]
            yield Static(Content("\n").join(lines), classes="entry")


def verdicts_after(chapters: Sequence[TheoryChange], verdicts: Sequence[Verdict]) -> list[list[Verdict]]:
    """The verdicts that were given under each chapter's version, or a later one that has no chapter."""
    said: list[list[Verdict]] = [[] for _ in chapters]
    for one in verdicts:
        begun = [
            place
            for place, change in enumerate(chapters)
            if change.version.number <= (one.theory_version or 0)
        ]
        said[begun[-1] if begun else -1].append(one)
    return said


def chapter(number: int, change: TheoryChange, cited: Callable[[str], str], *, signs: bool) -> Content:
    """A chapter: version, act, reviewer and day, the wording with the changed words marked, and why."""
    version = change.version
    lines = [
        Content.assemble(
            (f"{number}  v{version.number}  ", "bold $accent"),
            (plain(version.act_in_words), "bold"),
            (plain(f"  {day_of(version.time)} · {version.reviewer}"), MUTED),
        )
    ]
    for label, words in part_changes(change.made_from, change.after):
        marked = marked_words(words, signs=signs)
        lines.append(Content.assemble((f"{label}: ", MUTED), marked) if label else marked)
    lines += grounds_lines(version, cited)
    if change.apart:
        replaced = ", ".join(f"v{one}" for one in change.apart)
        lines.append(
            Content.styled(
                f"made apart in another copy, from the wording before {replaced}, which it replaced: word it again to say what holds",
                WARNING,
            )
        )
    return Content("\n").join(lines)


def grounds_lines(version: TheoryVersion, cited: Callable[[str], str]) -> Iterator[Content]:
    """Why a version was made: reason, kind of inference, theories drawn on, triggers."""
    inference = f" ({version.inference})" if version.inference else ""
    if version.reason or inference:
        yield Content.assemble(("reason: ", MUTED), content(version.reason), (inference, MUTED))
    for label, ids in (("draws on: ", version.draws_on), ("triggered by: ", version.triggers)):
        if ids:
            yield Content.assemble((label, MUTED), plain("; ".join(map(cited, ids))))
    if version.wording_only:
        yield Content.styled("wording only: nothing had to be looked at again", MUTED)
