"""Every key binding of the program, found by walking its screens and widgets."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import review.tui.screens
import review.tui.widgets


def all_binding_ids() -> set[str]:
    """The ids of all bindings. Loads every screen and widget."""
    for package in (review.tui.screens, review.tui.widgets):
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

    A place is a screen, with what works everywhere, or a widget. Loads every screen and widget.
    """
    all_binding_ids()
    from review.tui.app import ReviewApp
    from review.tui.screens.base import ReviewScreen

    everywhere = list(_bindings_of_kind(ReviewApp, keys))
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for kind in sorted(_descendants(DOMNode), key=lambda kind: kind.__name__):
        holders: dict[str, dict[str, None]] = {}
        here = everywhere if issubclass(kind, ReviewScreen) else []
        for binding in [*_bindings_of_kind(kind, keys), *here]:
            if binding.id:
                holders.setdefault(binding.key, {})[binding.id] = None
        for key, ids in holders.items():
            if len(ids) > 1 and not keys.keys().isdisjoint(ids):
                found[key, tuple(ids)] = None
    return [f"keys.yaml: {' and '.join(ids)} have the same key, {key}" for key, ids in found]


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
