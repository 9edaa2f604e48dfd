"""Choosing a theory and the stance toward it, by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.app import App

from review.domain import Stance
from review.domain.wording.named import named
from review.project.configurations.service import OFF
from review.theory_map import TheoryMap
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.code_picker import CodePicker, NewSubtheme
from review.tui.widgets.theories.stances import STANCE_KEYS


def pick_tie(
    app: App[None],
    theory_map: TheoryMap,
    label: str,
    ties: Mapping[str, Stance],
    tie: Callable[[str, Stance | None], None],
) -> None:
    """Choose a theory, and the stance of what is called `label` toward it; None: no longer tied. `ties` are the present ones."""

    def picked(code: str | NewSubtheme | None) -> None:
        if isinstance(code, str):
            app.push_screen(_stances(label, code, ties.get(code)), partial(judged, code))

    def judged(code: str, stance: str | None) -> None:
        if stance:
            tie(code, None if stance == OFF else Stance(stance))

    title = f"{label}: tie to which theory, rival framing or sub-theme?"
    app.push_screen(CodePicker(theory_map, title=title, stances=ties), picked)


def _stances(label: str, code: str, now: Stance | None) -> Chooser:
    choices = [
        Choice(stance, named(stance), key=key, marked=stance is now) for key, stance in STANCE_KEYS.items()
    ]
    if now:
        choices.append(Choice(OFF, "Untie", key="x"))
    return Chooser(f"{label}: which stance toward {code}?", choices)
