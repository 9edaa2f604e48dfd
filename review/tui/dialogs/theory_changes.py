"""The theory map's history, and the edits by hand that wait to be taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from review.domain import TheoryVersion
from review.tui.support.plain import content, plain

if TYPE_CHECKING:
    from review.theory_map.changes import Difference


class VersionsScreen(ModalScreen[None]):
    """Every version of the map, the newest first: who changed what, and why."""

    CSS_PATH = "theory_changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close", id="versions.close"),
    ]

    def __init__(self, versions: Sequence[TheoryVersion]) -> None:
        super().__init__()
        self._versions = versions

    def compose(self) -> ComposeResult:
        """A block for each version."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_subtitle = "esc close"
            yield Static(Content("Versions of the theory map"), classes="title")
            for version in sorted(self._versions, key=lambda v: v.number, reverse=True):
                yield Static(describe_version(version), classes="entry")


def describe_version(version: TheoryVersion) -> Content:
    """Number, change, who, when, and the reason."""
    return Content.assemble(
        (f"{version.number}  ", "bold $accent"),
        (plain(f"{version.change} {version.code}".strip()), "bold"),
        (plain(f"  {version.time[:10]} · {version.reviewer}"), "$foreground-muted"),
        "\n",
        content(version.reason),
    )


class DifferencesScreen(ModalScreen[str | None]):
    """What was edited by hand in ``theory_map.yaml``; dismissed with ``take``, ``leave`` or None."""

    CSS_PATH = "theory_changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "dismiss('take')", "Take in, with a reason", id="differences.take"),
        Binding("l", "dismiss('leave')", "Leave", id="differences.leave"),
        Binding("escape,q", "dismiss(None)", "Later", id="differences.later"),
    ]

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__()
        self._differences = differences

    def compose(self) -> ComposeResult:
        """A block for each difference, before and after."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_subtitle = "t take in · l leave · esc later"
            yield Static(Content("theory_map.yaml was edited by hand"), classes="title")
            for difference in self._differences:
                yield Static(describe_difference(difference), classes="entry")


def describe_difference(difference: Difference) -> Content:
    """What changed, from what, to what."""
    return Content.assemble(
        (plain(difference.sentence), "bold"),
        (f"\n− {plain(difference.before)}" if difference.before else "", "$text-error"),
        (f"\n+ {plain(difference.after)}" if difference.after else "", "$text-success"),
    )
