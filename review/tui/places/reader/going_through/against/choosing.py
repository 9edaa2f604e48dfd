"""What evidence against is looked for: a theory, rival framing, sub-theme or configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import App

from review.project import Project
from review.tui.dialogs.choose import MOST, Choice, Chooser

TITLE = "Evidence against what?"
BY_TYPING = Choice("/", "a configuration or sub-theme, by typing", key="/")


def choose(app: App[None], project: Project, focus: str, then: Callable[[str], None]) -> None:
    """Ask for a code or configuration, by key or by typing, and go on with its id; `focus` is the code in focus, if any."""

    def chosen(target: str | None) -> None:
        if target == BY_TYPING.value:
            app.push_screen(Chooser(TITLE, by_typing(project, focus)), chosen)
        elif target:
            then(target)

    app.push_screen(Chooser(TITLE, targets(project, focus)), chosen)


def targets(project: Project, focus: str = "") -> list[Choice]:
    """The choices by their ids: the code in focus, theories and rival framings, configurations, sub-themes.

    Codes have their own keys, as everywhere in the Reader; the others are found by typing, too; where there are many, only so.
    """
    keys = {code.id: code.key for code in project.theory.map.codes if code.key != BY_TYPING.key}
    found = [Choice(*one, key=keys.get(one[0], ""), marked=one[0] == focus) for one in _all(project, focus)]
    place = max((place for place, one in enumerate(found) if not one.detail), default=-1) + 1
    others = found[place:]
    return [*found[:place], BY_TYPING, *(others if len(others) <= MOST else ())]


def by_typing(project: Project, focus: str = "") -> list[Choice]:
    """The same without keys, to be found by typing."""
    return [Choice(*one, marked=one[0] == focus) for one in _all(project, focus)]


def _all(project: Project, focus: str) -> Iterator[tuple[str, str, str]]:
    """Id, name and kind of each; theories and rival framings have no kind."""
    theory_map = project.theory.map
    names = {
        code: name for code, name in theory_map.code_names.items() if not theory_map.theory_of(code).rejected
    }
    parts = [code for code in names if theory_map.theory_of(code).id != code]
    if focus in names:
        yield focus, f"{focus} {names[focus]}", "sub-theme" if focus in parts else ""
    for code, name in names.items():
        if code not in {focus, *parts}:
            yield code, f"{code} {name}", ""
    for one in project.configurations.listed():
        yield one.id, f"{one.label} {one.as_read}", "configuration"
    for code in parts:
        if code != focus:
            yield code, f"{code} {names[code]}", "sub-theme"
