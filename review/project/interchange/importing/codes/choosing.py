"""What somebody chose for codes of a project file, and the paths by which they name them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from review.domain.wording.caseless import caseless
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.exchange.refi.values import QdaProject
from review.project.interchange.importing.codes.names import NAMELESS, plain_line, shortened
from review.theory_map import TheoryMap

SEPARATOR = " / "
"""Between the names of a path."""

_LONGEST_PATH = 1_000
"""The characters of a path that are compared: names and trees of others may be endless."""


class Choice(Struct, frozen=True):
    """What somebody chose for a code: an existing code (`to`), a new sub-theme of a theory (`under`), or a new theory."""

    to: str = ""
    under: str = ""


def chosen_codes(project: QdaProject, given: Mapping[str, str], theory_map: TheoryMap) -> dict[str, Choice]:
    """What was chosen for codes of the file, by guid, as typed: name or path of the code, and what it becomes.

    That is a code of the map, ``new`` for a new theory, or ``under:CODE`` for a sub-theme of a theory.

    Raises:
        UnknownNameError: a code is unknown, or several of the file have the name.
    """
    paths = paths_of(project)
    found: dict[str, Choice] = {}
    for typed, to in given.items():
        guid = _meant(typed, project, paths)
        if to.startswith("under:"):
            found[guid] = Choice(under=to.removeprefix("under:").strip())
        elif to == "new" and to not in theory_map.code_names:
            found[guid] = Choice()
        else:
            found[guid] = Choice(to=to)
            if theory_map.present(to) not in theory_map.code_names:
                raise UnknownNameError(theory_map.unknown_code(to))
    return found


def paths_of(project: QdaProject) -> dict[str, str]:
    """The path of each code of the file by guid: the names from the top, joined by `SEPARATOR`."""
    paths: dict[str, str] = {}
    for code in project.codes:
        above = paths.get(code.parent, "")
        own = plain_line(code.name) or NAMELESS
        path = f"{above}{SEPARATOR}{own}" if above else own
        paths[code.guid] = path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"
    return paths


def _meant(typed: str, project: QdaProject, paths: Mapping[str, str]) -> str:
    """The code of the file that somebody means by its guid, path or name."""
    if typed in paths:
        return typed
    wanted = caseless(typed)
    same = [guid for guid, path in paths.items() if caseless(path) == wanted] or [
        code.guid for code in project.codes if caseless(code.name) == wanted
    ]
    if len(same) > 1:
        places = "; ".join(shortened(paths[guid]) for guid in same[:5])
        raise UnknownNameError(f"several codes of the file are named '{shortened(typed)}': {places}")
    if not same:
        raise UnknownNameError(
            unknown_name("code of the file", shortened(typed), map(shortened, paths.values()))
        )
    return same[0]
