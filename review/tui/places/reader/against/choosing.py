"""What evidence against is looked for: a theory, rival framing, sub-theme or configuration."""

from __future__ import annotations

from review.project import Project
from review.tui.dialogs.choose import KEYS, Choice, keyed


def targets(project: Project, focus: str = "") -> list[Choice]:
    """The choices by their ids: the code in focus, theories and rival framings, configurations, sub-themes.

    Each has a key as long as there are enough keys for all; more of them are found by typing.
    """
    theory_map = project.theory.map
    names = {
        code: name for code, name in theory_map.code_names.items() if not theory_map.theory_of(code).rejected
    }
    first = [focus] if focus in names else []
    whole = [code for code in names if theory_map.theory_of(code).id == code]
    parts = [code for code in names if code not in whole]
    configurations = [
        (one.id, f"{one.label} {one.statement}", "configuration") for one in project.configurations.listed()
    ]
    found = [(code, f"{code} {names[code]}", "") for code in dict.fromkeys([*first, *whole])]
    found += configurations
    found += [(code, f"{code} {names[code]}", "sub-theme") for code in parts if code != focus]
    if len(found) > len(KEYS):
        return [Choice(value, label, detail, marked=value == focus) for value, label, detail in found]
    return keyed(found, focus)
