"""Whether the terminal shows only ASCII, as its environment says; asked before the first paint."""

from __future__ import annotations

from collections.abc import Mapping

ASCII_ONLY = "REVIEW_ASCII"
"""The environment variable that decides, if it is set: 0 or empty for all signs, anything else for ASCII only."""

_SET_BY_PYTHON = {"C.UTF-8", "C.utf8", "UTF-8"}
"""What Python itself sets LC_CTYPE to where the locale is C."""


def shows_only_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the terminal shows only ASCII, by the user's choice or else by the locale.

    Without any locale it is taken for one of today, which shows UTF-8.
    """
    if ASCII_ONLY in environment:
        return environment[ASCII_ONLY] not in {"", "0"}
    everything, characters, language = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if characters in _SET_BY_PYTHON and language in {"C", "POSIX"}:
        characters = ""
    decisive = everything or characters or language
    return bool(decisive) and "utf" not in decisive.casefold()
