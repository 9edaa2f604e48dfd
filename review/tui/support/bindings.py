"""Key bindings declared by our own classes, remapped to the user's keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from textual.binding import Binding
from textual.keys import format_key, key_to_character

BRIGHTNESS = Binding("ctrl+t", "app.change_brightness", "Light or dark", show=False, id="app.brightness")
"""A binding of the app, and of each dialog, which hides those of the app."""

_NAMES = {
    **{key: key for key in ("up", "down", "left", "right", "enter", "space", "backspace", "delete")},
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
"""The names of keys that Textual shows by signs, which not all terminals have, or in its own way."""

_KEYS = {name.lower(): key for key, name in _NAMES.items()}

_KEPT = frozenset({"ctrl+n", "ctrl+q", "ctrl+t", "ctrl+w"})


def bindings_of(kind: type, keys: Mapping[str, str]) -> Iterator[Binding]:
    """The bindings of a screen, widget or app class, remapped by `keys` (binding id to keys)."""
    for binding in declared_above(kind):
        yield from _remapped(binding, keys)


def _remapped(binding: Binding, keys: Mapping[str, str]) -> Iterable[Binding]:
    """A binding for each of its keys, or of those that the user chose."""
    if binding.id and binding.id in keys:
        return [binding.with_key(key) for key in keys[binding.id].split(",")]
    return Binding.make_bindings([binding])


def binding_named(
    identifier: str, kinds: Iterable[type], keys: Mapping[str, str], taken: Collection[str] = ()
) -> Binding | None:
    """The first of the bindings of these classes with an id, remapped by `keys`; None if none of them has it.

    Characters that are `taken` are passed over, see `reached`.
    """
    # A screen asks for a dozen keys each time it shows its state, so only those with the id are remapped.
    named = (one for kind in dict.fromkeys(kinds) for one in declared_above(kind) if one.id == identifier)
    return next(iter(reached((one for each in named for one in _remapped(each, keys)), taken)), None)


def reached(bindings: Iterable[Binding], taken: Collection[str]) -> list[Binding]:
    """The bindings without those on characters that are `taken` for something else, such as a code.

    A binding with no other key stays, so that its action is still listed by name.
    """
    every = [(one, key_to_character(one.key) not in taken) for one in bindings]
    elsewhere = {one.id or one.action for one, is_free in every if is_free}
    return [one for one, is_free in every if is_free or (one.id or one.action) not in elsewhere]


def key_name(key: str) -> str:
    """A key as people read it everywhere: ``Ctrl+Q`` for Textual's ``ctrl+q``, ``/`` for ``slash``, ``Esc``, ``PgDn``."""
    if len(key) == 1:
        return key
    *modifiers, last = key.split("+")
    name = _NAMES.get(last) or format_key(last)
    if len(name) > 1:
        name = name[0].upper() + name[1:]
    elif modifiers:
        name = name.upper()
    return "+".join([*map(str.capitalize, modifiers), name])


def key_of(name: str) -> str:
    """Textual's key for one that is written as `key_name` shows it: ``ctrl+q`` for ``Ctrl+Q``, ``escape`` for ``Esc``."""
    if len(name) == 1:
        return name
    *modifiers, last = name.lower().split("+")
    return "+".join([*modifiers, _KEYS.get(last, last)])


def in_browser(binding: Binding) -> Binding:
    """The binding with the key that replaces, in a browser, one that it keeps: ``alt+t`` for ``ctrl+t`` (see page.js)."""
    return replace(binding, key=binding.key.replace("ctrl", "alt")) if binding.key in _KEPT else binding


@cache
def declared_above(kind: type) -> tuple[Binding, ...]:
    """The bindings that a class and those it comes from declare, of ours only."""
    return tuple(binding for ancestor in kind.__mro__ for binding in declared(ancestor))


def declared(kind: type) -> Iterator[Binding]:
    """The bindings that our own class declares; none for Textual's classes."""
    if kind.__module__.startswith("review."):
        yield from (b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding))
