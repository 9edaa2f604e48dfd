"""Dialogs for the theory map's history and for edits of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from review.domain import TheoryVersion
from review.domain.wording.moments import day_of
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING

if TYPE_CHECKING:
    from review.theory_map.differences import Difference


class VersionsScreen(Dialog[None]):
    """The versions of the map, newest first: who changed what, and why.

    `replaced` has, for a version made apart in another copy, the number of the one that it replaced.
    """

    CSS_PATH = "theory_changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="versions.close"),
    ]

    def __init__(
        self, versions: Sequence[TheoryVersion], replaced: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        super().__init__("Versions of the theory map")
        self._versions = versions
        self._replaced = replaced

    def compose_body(self) -> ComposeResult:
        """A block for each version."""
        for version in sorted(self._versions, key=lambda v: v.number, reverse=True):
            yield Static(describe_version(version, self._replaced.get(version.number)), classes="entry")


def describe_version(version: TheoryVersion, replaced: int | None = None) -> Content:
    """A version's number, change, reviewer, time and reason, and which one it replaced without knowing it."""
    apart = f"\nreplaced v{replaced}, made apart: word it again to say what holds" if replaced else ""
    return Content.assemble(
        (f"v{version.number}  ", "bold $accent"),
        (plain(version.act_in_words), "bold"),
        (plain(f"  {day_of(version.time)} · {version.reviewer}"), MUTED),
        "\n",
        content(version.reason),
        (apart, WARNING),
    )


class DifferencesScreen(Dialog[str | None]):
    """The edits of ``theory_map.yaml``; dismissed with ``take`` (apply), ``leave`` (ignore) or None."""

    CSS_PATH = "theory_changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "dismiss('take')", "Apply", id="differences.take"),
        Binding("l", "dismiss('leave')", "Ignore", id="differences.leave"),
        Binding("escape,q", "dismiss(None)", "Later", id="differences.later"),
    ]

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__("theory_map.yaml was edited")
        self._differences = differences

    def compose_body(self) -> ComposeResult:
        """A block for each difference, before and after."""
        yield Static("Apply the changes or ignore them?", classes="title")
        for difference in self._differences:
            yield Static(describe_difference(difference), classes="entry")


def describe_difference(difference: Difference) -> Content:
    """What changed, from what to what."""
    return Content.assemble(
        (plain(difference.sentence), "bold"),
        (f"\n− {plain(difference.before)}" if difference.before else "", "$text-error"),
        (f"\n+ {plain(difference.after)}" if difference.after else "", "$text-success"),
    )
