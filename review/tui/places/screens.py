"""How the screen of each place is made, once somebody goes there; the Reader's is made for a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def _library() -> Screen[None]:
    from review.tui.places.library import LibraryScreen

    return LibraryScreen()


def _screening() -> Screen[None]:
    from review.tui.places.screening import ScreeningScreen

    return ScreeningScreen()


def _theory_map() -> Screen[None]:
    from review.tui.places.theory_map import TheoryMapScreen

    return TheoryMapScreen()


def _exports() -> Screen[None]:
    from review.tui.places.exports import ExportsScreen

    return ExportsScreen()


def _model() -> Screen[None]:
    from review.tui.places.accuracy import AccuracyScreen

    return AccuracyScreen()


def _configurations() -> Screen[None]:
    from review.tui.places.configurations import ConfigurationsScreen

    return ConfigurationsScreen()


def _desk() -> Screen[None]:
    from review.tui.places.desk import DeskScreen

    return DeskScreen()


def _searches() -> Screen[None]:
    from review.tui.places.searches import SearchesScreen

    return SearchesScreen()


def _team() -> Screen[None]:
    from review.tui.places.team import TeamScreen

    return TeamScreen()


SCREENS: dict[str, str | Callable[[], Screen[Any]]] = {
    "library": _library,
    "screening": _screening,
    "theory-map": _theory_map,
    "exports": _exports,
    "model": _model,
    "configurations": _configurations,
    "desk": _desk,
    "searches": _searches,
    "team": _team,
}
"""By the place's mode; see `PLACES` for names and keys."""
