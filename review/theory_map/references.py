"""Checks names that must exist, and identifiers and keys that must be unique, across a theory map.

The checked JSON object may have other mistakes, so that all are found at once; parts of the wrong shape are skipped here,
because ``review.theory_map.shape.checking`` reports them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.theory_map.mistakes import Mistake, Path, dotted, quoted, unknown
from review.theory_map.values import CODE_SECTIONS

Section = Mapping[str, object]
"""A part of a map that may have mistakes, with values of any type."""


def reference_mistakes(plain: Section) -> Iterator[Mistake]:
    """All unknown names, and all identifiers and keys that are used twice."""
    yield from _unknown_names(plain)
    yield from _used_twice(_code_identifiers(plain), "identifier already used by another code ({})")
    yield from _former_codes(plain)
    yield from _used_twice(_criterion_identifiers(plain), "identifier already used by another criterion ({})")
    yield from _used_twice(_keys(plain), "key already used ({})")
    yield from _used_twice(_role_keys(plain), "key already used ({})")
    yield from _lost_colours(plain)


def _entries(plain: Section, *section: str) -> Iterator[tuple[Path, str, Section]]:
    """The path, identifier and content of all entries of a section that have the right shape."""
    held: object = plain
    for name in section:
        held = held.get(name) if isinstance(held, dict) else None
    for identifier, entry in (held if isinstance(held, dict) else {}).items():
        if isinstance(entry, dict):
            yield (*section, identifier), identifier, entry


def _codes(plain: Section) -> Iterator[tuple[Path, str, Section]]:
    for section in CODE_SECTIONS:
        yield from _entries(plain, section)


def _names(plain: Section, section: str) -> list[str]:
    held = plain.get(section)
    return list(held) if isinstance(held, dict) else []


def _unknown_names(plain: Section) -> Iterator[Mistake]:
    categories, theories, stages = (_names(plain, name) for name in ("categories", "theories", "stages"))
    for path, _, code in _codes(plain):
        yield from _unknown((*path, "category"), code.get("category"), "category", categories)
    for path, _, framing in _entries(plain, "rival_framings"):
        rivals = framing.get("rivals")
        for place, rival in enumerate(rivals if isinstance(rivals, list | tuple) else ()):
            yield from _unknown((*path, "rivals", place), rival, "theory", theories)
    for kind in ("include", "exclude"):
        for path, _, criterion in _entries(plain, "criteria", kind):
            yield from _unknown((*path, "stage"), criterion.get("stage"), "stage", stages)


def _unknown(path: Path, name: object, kind: str, names: list[str]) -> Iterator[Mistake]:
    text = _text(name)
    if text and text not in names:
        yield Mistake(path, unknown(kind, text, names))


def _text(value: object) -> str:
    """A text or number as text, else nothing."""
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _used_twice(places: Iterable[tuple[Path, str]], message: str) -> Iterator[Mistake]:
    first: dict[str, Path] = {}
    for path, name in places:
        if name in first:
            yield Mistake(path, f"{quoted(name)} {message.format(dotted(first[name]))}")
        first.setdefault(name, path)


def _code_identifiers(plain: Section) -> Iterator[tuple[Path, str]]:
    for path, identifier, code in _codes(plain):
        yield path, identifier
        subthemes = code.get("subthemes")
        for subtheme in subthemes if isinstance(subthemes, dict) else ():
            yield (*path, "subthemes", subtheme), subtheme


def _former_codes(plain: Section) -> Iterator[Mistake]:
    """Ids that were given up and are used again: codings would be on both codes."""
    former = plain.get("former_codes")
    for path, identifier in _code_identifiers(plain):
        if isinstance(former, dict) and identifier in former:
            yield Mistake(
                path,
                f"{quoted(identifier)} is a former id of {quoted(_text(former[identifier]))}; use another one",
            )


def _criterion_identifiers(plain: Section) -> Iterator[tuple[Path, str]]:
    for kind in ("include", "exclude"):
        for path, identifier, _ in _entries(plain, "criteria", kind):
            yield path, identifier


def _keys(plain: Section) -> Iterator[tuple[Path, str]]:
    for path, _, code in _codes(plain):
        if key := _text(code.get("key")):
            yield (*path, "key"), key


def _role_keys(plain: Section) -> Iterator[tuple[Path, str]]:
    for path, _, role in _entries(plain, "configuration_roles"):
        if key := _text(role.get("key")):
            yield (*path, "key"), key


def _lost_colours(plain: Section) -> Iterator[Mistake]:
    for path, _, code in _codes(plain):
        if "colour" in code and code["colour"] is None:
            yield Mistake(
                (*path, "colour"), 'empty; put a colour in quotes ("#6699ff"), because # begins a comment'
            )
