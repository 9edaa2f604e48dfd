"""Loads the code of the places while nobody waits for it, so that the key that opens one first need not."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from textual.widget import Widget

from review.tui.support.stylesheet import parse_ahead

PLACES = (
    "reader", "screening", "theory_map", "configurations", "desk", "searches", "team", "exports", "accuracy",
)  # fmt: skip
"""The packages of places, without that of the first one, in the order in which they are loaded."""


def load_places(goes_on: Callable[[], bool], variables: dict[str, str]) -> None:
    """Load all places, in a thread; after each `goes_on` says whether the program is still there.

    Their styles are parsed with these variables.
    """
    for name in PLACES:
        if not goes_on():
            return
        import_module(f"review.tui.places.{name}")
    from review.acts import read

    if goes_on():
        files = Path(__file__).parents[1].rglob("*.tcss")
        parse_ahead(variables, files, _kinds_below(Widget))
    read("{}")  # the first act that is read has what reads acts made, which takes as long as a key may
    # What was loaded stays: looking for garbage in it would hold up keys again and again.
    gc.freeze()


def _kinds_below(kind: type[Widget]) -> Iterator[type[Widget]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds_below(below)
