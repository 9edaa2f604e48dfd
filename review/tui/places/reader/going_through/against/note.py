"""A passage that may challenge a claim, as the Reader's pane shows it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from review.domain.suggestions.evaluation import Progress
from review.domain.wording.named import named
from review.domain.wording.one_line import first_words
from review.tui.places.reader.going_through.against.challenging import Challenging
from review.tui.places.reader.presenter import Presenter
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED
from review.tui.widgets.reading.notes import score_text
from review.tui.widgets.reading.notes_strip import code_id, stance_key
from review.tui.widgets.terms import because
from review.tui.widgets.theories.stances import STANCE_KEYS

RELATIONS: Mapping[str, str] = {"-": "against", "~": "qualifies", "+": "shows"}
"""The keys that put a passage into a configuration, and its relation to the element."""

CLAIM = 3
"""The most lines of the claim."""

TERMS = 4
"""How many of the terms behind the reason are shown."""


def note_lines(walk: Challenging, presenter: Presenter, width: int) -> Content:
    """The note from top to bottom: the claim, which passage of how many, why it may challenge the claim, the keys.

    Of the claim there are as many words as fit `CLAIM` lines of this width: the passage needs the room.
    """
    head = [Content.styled("Evidence against ", "bold $accent"), _label(walk, presenter)]
    one = walk.current
    if one is None:
        waiting = _looking(walk.progress) if walk.is_due else walk.problem
        return Content("\n").join([Content.assemble(*head), _claim(walk, width), content(waiting, "bold")])
    which = f"  {walk.number:,} of {len(walk.items):,}, {walk.answered:,} answered"
    reason = content(f"{score_text(one.score)} {plain(one.why)}", "bold")
    if one.terms:
        reason += Content.styled("  because: ", MUTED) + because(one.terms, TERMS, MUTED)
    return Content("\n").join(
        [Content.assemble(*head, which, "  ", reason), _keys(walk), _claim(walk, width)]
    )


def _looking(progress: Progress | None) -> str:
    """That passages are looked for, and at which step that is."""
    step = f" step {progress.step} of {progress.steps}: {progress.what}" if progress else ""
    return f"Looking for passages…{step}"


def _label(walk: Challenging, presenter: Presenter) -> Content:
    if walk.claimed.is_code:
        return code_id(presenter.label(walk.target.id))
    return content(walk.target.label, "bold")


def _keys(walk: Challenging) -> Content:
    """The keys of answers, which the line of keys below does not show."""
    stances = {key: named(stance) for key, stance in STANCE_KEYS.items()}
    answers = stances if walk.claimed.is_code else RELATIONS
    shown = (stance_key(sign, is_set=False) + content(f" {name}") for sign, name in answers.items())
    return Content("  ").join(shown)


def _claim(walk: Challenging, width: int) -> Content:
    """What is claimed, and how far passages were gone through for it."""
    claimed = walk.claimed
    gone_through = f"  ({claimed.challenging:,} {claimed.how}, {claimed.looked_at:,} with nothing there)"
    words = first_words(plain(claimed.statement), CLAIM * width - len(gone_through))
    return Content.assemble(words, (gone_through, MUTED))
