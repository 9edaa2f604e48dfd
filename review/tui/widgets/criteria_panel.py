"""The criteria of a stage; exclusion criteria have keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from review.theory_map import Criterion
from review.tui.support.plain import plain

INCLUDES, EXCLUDES = "$text-success", "$text-error"


def exclusion_keys(criteria: Sequence[Criterion]) -> dict[str, str]:
    """Keys for the exclusion criteria in order: digits, then letters."""
    keys = "123456789abcdefghijklmnopqrstuvwyz"
    return {
        key: criterion.id for key, criterion in zip(keys, (c for c in criteria if c.excludes), strict=False)
    }


def describe_criteria(
    criteria: Sequence[Criterion],
    found: Mapping[str, Sequence[str]],
    overrides: Mapping[str, str],
    *,
    asking: bool,
    excludes_first: bool = False,
) -> Content:
    """The criteria with the words found of each, and the reasons for overridden ones."""
    include = _include_lines([c for c in criteria if not c.excludes], found)
    exclude = _exclude_lines(criteria, found, overrides, asking=asking)
    parts = [exclude, include] if excludes_first else [include, exclude]
    blocks = [Content("\n").join(lines) for lines in parts if lines]
    return Content("\n\n").join(blocks) or Content.styled("This stage has no criteria.", "$foreground-muted")


def _include_lines(criteria: Sequence[Criterion], found: Mapping[str, Sequence[str]]) -> list[Content]:
    groups: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        groups.setdefault(criterion.group, []).append(criterion)
    if not groups:
        return []
    lines = [Content.styled("Include: one of every group" if len(groups) > 1 else "Include", "bold")]
    for group, members in groups.items():
        if group:
            lines.append(Content.styled(plain(group), "$foreground-muted italic"))
        lines += [_line("", INCLUDES, criterion, found, {}) for criterion in members]
    return lines


def _exclude_lines(
    criteria: Sequence[Criterion],
    found: Mapping[str, Sequence[str]],
    overrides: Mapping[str, str],
    *,
    asking: bool,
) -> list[Content]:
    key_of = {criterion: key for key, criterion in exclusion_keys(criteria).items()}
    if not key_of:
        return []
    title = " Exclude by which? Press its key, esc cancels " if asking else "Exclude: x, then its key"
    return [
        Content.styled(title, "bold $background on $warning" if asking else "bold"),
        *(_line(key_of.get(c.id, " "), EXCLUDES, c, found, overrides) for c in criteria if c.excludes),
    ]


def _line(
    sign: str,
    style: str,
    criterion: Criterion,
    found: Mapping[str, Sequence[str]],
    overrides: Mapping[str, str],
) -> Content:
    reason = overrides.get(criterion.id)
    words = ", ".join(found.get(criterion.id, ())[:4])
    sign = sign or ("●" if words else "○")
    return Content.assemble(
        (f"{sign} ", f"bold {style}" if words or sign not in "●○" else "$foreground-muted"),
        (f"{plain(criterion.id)} ", "$foreground-muted"),
        (plain(criterion.text), "strike" if reason else ""),
        (f" [{plain(words)}]", style) if words else "",
        (f"\n  overridden: {plain(reason)}", "$text-warning") if reason else "",
    )


class CriteriaPanel(VerticalScroll, can_focus=False):
    """Shows the criteria, and a prompt while it asks for one to exclude by."""

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield Static(id="criteria-text")

    def show(
        self,
        criteria: Sequence[Criterion],
        found: Mapping[str, Sequence[str]],
        overrides: Mapping[str, str],
        *,
        asking: bool = False,
    ) -> None:
        """Show the criteria of a stage; `asking` scrolls to the exclusion criteria."""
        self.set_class(asking, "-asking")
        narrow = self.screen.has_class("-narrow")
        self.query_one(Static).update(
            describe_criteria(criteria, found, overrides, asking=asking, excludes_first=narrow)
        )
        if asking and not narrow:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)
