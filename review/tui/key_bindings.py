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
    for kind in type(node).__mro__:
        for binding in _own(kind):
            if binding.id and binding.id in keys:
                yield from (binding.with_key(key) for key in keys[binding.id].split(","))
            else:
                yield from Binding.make_bindings([binding])


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
