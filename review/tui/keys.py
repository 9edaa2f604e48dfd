"""All key bindings of the program, collected from its screens and widgets."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import review.tui.dialogs
import review.tui.places
import review.tui.widgets
from review.tui.places.base import ReviewScreen
from review.tui.support.bindings import bindings_of, declared, key_name


def all_bindings(app: type[App[None]]) -> list[Binding]:
    """All bindings of the app, places, dialogs and widgets; imports all of their modules."""
    for package in (review.tui.places, review.tui.dialogs, review.tui.widgets):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            import_module(module.name)
    kinds = {app} | _descendants(DOMNode)
    return [binding for kind in kinds for binding in declared(kind)]


def all_binding_ids(app: type[App[None]]) -> set[str]:
    """The ids of all bindings."""
    return {binding.id for binding in all_bindings(app) if binding.id}


def clashes(keys: Mapping[str, str], app: type[App[None]]) -> list[str]:
    """One line for each key that `keys` gives to two bindings of one place.

    A place is a screen with the app's bindings, alone or with one of its widgets focused.
    Loads every screen and widget.
    """
    all_bindings(app)
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for place in _places(app):
        holders: dict[str, dict[str, None]] = {}
        for binding in (binding for kind in place for binding in bindings_of(kind, keys)):
            if binding.id:
                holders.setdefault(binding.key, {})[binding.id] = None
        for key, ids in holders.items():
            if len(ids) > 1 and not keys.keys().isdisjoint(ids):
                found[key, tuple(ids)] = None
    return [f"keys.yaml: {' and '.join(ids)} have the same key, {key_name(key)}" for key, ids in found]


def _places(app: type[App[None]]) -> Iterator[tuple[type, ...]]:
    """The bindings that are active together: each screen with the app's, and with those of each widget."""
    for kind in sorted(_descendants(DOMNode), key=lambda kind: kind.__name__):
        here = (kind, app) if issubclass(kind, ReviewScreen) else (kind,)
        yield here
        if issubclass(kind, Screen):
            yield from ((*here, widget) for widget in _focusable_in(kind))


def _focusable_in(screen: type[DOMNode]) -> list[type[Widget]]:
    """A screen's focusable widgets: those imported by its modules and by the widgets' modules."""
    found: dict[type[Widget], None] = {}
    waiting: list[type[DOMNode]] = [screen]
    while waiting:
        for kind in waiting.pop().__mro__:
            if not kind.__module__.startswith("review."):
                continue
            for named in vars(import_module(kind.__module__)).values():
                if not isinstance(named, type) or not issubclass(named, Widget) or issubclass(named, Screen):
                    continue
                if named not in found:
                    found[named] = None
                    waiting.append(named)
    return [widget for widget in found if widget.can_focus]


def _descendants(kind: type[DOMNode]) -> set[type[DOMNode]]:
    found: set[type[DOMNode]] = set()
    waiting = [kind]
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
