"""How the screen of each place is made, once somebody goes there; the Reader's is made for a document."""

from __future__ import annotations

from collections.abc import Callable

from review.tui.places.base import ReviewScreen


def _library() -> ReviewScreen:
    from review.tui.places.library import LibraryScreen

    return LibraryScreen()


def _screening() -> ReviewScreen:
    from review.tui.places.screening import ScreeningScreen

    return ScreeningScreen()


def _theory_map() -> ReviewScreen:
    from review.tui.places.theory_map import TheoryMapScreen

    return TheoryMapScreen()


def _exports() -> ReviewScreen:
    from review.tui.places.exports import ExportsScreen

    return ExportsScreen()


def _model() -> ReviewScreen:
    from review.tui.places.accuracy import AccuracyScreen

    return AccuracyScreen()


def _configurations() -> ReviewScreen:
    from review.tui.places.configurations import ConfigurationsScreen

    return ConfigurationsScreen()


def _desk() -> ReviewScreen:
    from review.tui.places.desk import DeskScreen

    return DeskScreen()


def _searches() -> ReviewScreen:
    from review.tui.places.searches import SearchesScreen

    return SearchesScreen()


def _team() -> ReviewScreen:
    from review.tui.places.team import TeamScreen

    return TeamScreen()


SCREENS: dict[str, Callable[[], ReviewScreen]] = {
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
