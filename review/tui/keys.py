"""Every key binding of the program, found by walking its screens and widgets."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import review.tui.dialogs
import review.tui.places
import review.tui.widgets


def all_binding_ids() -> set[str]:
    """The ids of all bindings. Loads every screen and widget."""
    for package in (review.tui.places, review.tui.dialogs, review.tui.widgets):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            import_module(module.name)
    import_module("review.tui.app")
    return {binding.id for kind in _descendants(DOMNode) for binding in _own(kind) if binding.id}


def bindings_of(node: DOMNode, keys: Mapping[str, str]) -> Iterator[Binding]:
    """The bindings of a screen, a widget or the app, remapped by `keys` (binding id to keys), whether active or not."""
    yield from _bindings_of_kind(type(node), keys)


def _bindings_of_kind(place: type, keys: Mapping[str, str]) -> Iterator[Binding]:
    for kind in place.__mro__:
        for binding in _own(kind):
            if binding.id and binding.id in keys:
                yield from (binding.with_key(key) for key in keys[binding.id].split(","))
            else:
                yield from Binding.make_bindings([binding])


def clashes(keys: Mapping[str, str]) -> list[str]:
    """One line for each key that `keys` gives to two bindings of the same place; only one of them answers to it.

    A place is a screen with what works everywhere, alone or with a widget of it in the focus. Loads every screen and widget.
    """
    all_binding_ids()
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for place in _places():
        holders: dict[str, dict[str, None]] = {}
        for binding in (binding for kind in place for binding in _bindings_of_kind(kind, keys)):
            if binding.id:
                holders.setdefault(binding.key, {})[binding.id] = None
        for key, ids in holders.items():
            if len(ids) > 1 and not keys.keys().isdisjoint(ids):
                found[key, tuple(ids)] = None
    return [f"keys.yaml: {' and '.join(ids)} have the same key, {key}" for key, ids in found]


def _places() -> Iterator[tuple[type, ...]]:
    """What answers to keys together: every screen, with what works everywhere, and then with each of its widgets."""
    from review.tui.app import ReviewApp
    from review.tui.places.base import ReviewScreen

    for kind in sorted(_descendants(DOMNode), key=lambda kind: kind.__name__):
        here = (kind, ReviewApp) if issubclass(kind, ReviewScreen) else (kind,)
        yield here
        if issubclass(kind, Screen):
            yield from ((*here, widget) for widget in _focusable_in(kind))


def _focusable_in(screen: type[DOMNode]) -> list[type[Widget]]:
    """The widgets of a screen that can have the focus: those that its modules name, and that the widgets' modules name."""
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


def _own(kind: type) -> Iterator[Binding]:
    if kind.__module__.startswith("review."):
        yield from (b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding))


def _descendants(kind: type[DOMNode]) -> set[type[DOMNode]]:
    found: set[type[DOMNode]] = set()
    waiting = [kind]
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
