"""What was done on a theory as text: its verdict, its configurations, how much was looked at for evidence against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from textual.content import Content

from review.domain import Stance
from review.domain.theories.configuration import Configuration
from review.domain.theories.verdict import Verdict
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED
from review.tui.widgets.theories.stances import STANCE_SIGNS, STANCE_STYLES
from review.tui.widgets.theories.verdict import verdict_lines

STATEMENT = 100
"""The most characters of a configuration's statement in the pane."""


MOST = 12
"""The most configurations that the pane lists."""


class WorkOnTheory(NamedTuple):
    """The verdict on a theory, the configurations tied to it, and how many passages were looked at for evidence against it.

    `under` are the codes of the theory and its sub-themes.
    """

    verdict: Verdict | None = None
    looked_at: int = 0
    configurations: tuple[Configuration, ...] = ()
    under: tuple[str, ...] = ()


class WorkKeys(NamedTuple):
    """The keys that give a verdict, open a configuration, and go through passages that may be evidence against."""

    verdict: str = ""
    configurations: str = ""
    against: str = ""


def work_lines(work: WorkOnTheory, keys: WorkKeys) -> Content:
    """The verdict, the configurations, then what was looked at."""
    lines = [*verdict_lines(work.verdict, keys.verdict)]
    if work.configurations:
        lines.append(Content.assemble(("Configurations ", "bold"), (f"({keys.configurations})", MUTED)))
        lines += [configuration_line(one, work.under) for one in work.configurations[:MOST]]
        if (left := len(work.configurations) - MOST) > 0:
            lines.append(Content.styled(f"and {left:,} more", MUTED))
    lines.append(
        Content.assemble(
            ("Looked for evidence against  ", "bold"), _looked_at(work), (f" ({keys.against})", MUTED)
        )
    )
    return Content("\n").join(lines)


def _looked_at(work: WorkOnTheory) -> str:
    return (
        f"nothing in {counted(work.looked_at, 'passage')} beside those coded" if work.looked_at else "not yet"
    )


def work_in_sight(work: WorkOnTheory) -> Content:
    """What there is beside counts of sources: ``C1 +  C3 −  · looked for evidence against: nothing in 14 passages …``."""
    ties = Content("  ").join(_tie(one, work.under) for one in work.configurations[:MOST])
    more = " …" if len(work.configurations) > MOST else ""
    return Content.assemble(
        ties or "no configuration", more, f" · looked for evidence against: {_looked_at(work)}"
    )


def configuration_line(one: Configuration, under: Collection[str]) -> Content:
    """A configuration with its stance toward the theory, its status and first words: ``C1 + kept  If …``."""
    words = first_words(one.as_read, STATEMENT) or "no elements yet"
    if words.endswith(" …"):
        words = f"{words[:-2]}…"  # where the line wraps, it would be alone on the next one
    return Content.assemble(_tie(one, under), (f" {named(one.status)}  ", MUTED), plain(words))


def _tie(one: Configuration, under: Collection[str]) -> Content:
    return Content.assemble((plain(one.label), "bold"), " ", signs(one.theories, under))


def signs(theories: Mapping[str, Stance], under: Collection[str]) -> Content:
    """The signs of the stances toward a theory and its sub-themes."""
    stances = {stance for code, stance in theories.items() if code in under}
    return Content("").join(
        Content.styled(sign, STANCE_STYLES[stance])
        for stance, sign in STANCE_SIGNS.items()
        if stance in stances
    )
