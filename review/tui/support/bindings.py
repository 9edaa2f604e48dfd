"""The key bindings that our own classes declare, remapped to a person's keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.binding import Binding


def bindings_of(kind: type, keys: Mapping[str, str]) -> Iterator[Binding]:
    """The bindings of a kind of screen, widget or app, remapped by `keys` (binding id to keys), whether active or not."""
    for ancestor in kind.__mro__:
        for binding in declared(ancestor):
            if binding.id and binding.id in keys:
                yield from (binding.with_key(key) for key in keys[binding.id].split(","))
            else:
                yield from Binding.make_bindings([binding])


def declared(kind: type) -> Iterator[Binding]:
    """The bindings that a class of ours declares itself; Textual's have none."""
    if kind.__module__.startswith("review."):
        yield from (b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding))
