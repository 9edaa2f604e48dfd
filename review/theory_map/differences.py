"""The differences between two versions of a theory map, each in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.texts.languages import ENGLISH
from review.theory_map.mistakes import quoted
from review.theory_map.values import Plain, TheoryMap

_NOUNS = {
    "categories": "category",
    "theories": "theory",
    "rival_framings": "rival framing",
    "subthemes": "sub-theme",
    "stages": "stage",
    "include": "inclusion criterion",
    "exclude": "exclusion criterion",
    "source_types": "source type",
    "facets": "facet",
    "dimensions": "dimension of appraisal",
    "configuration_roles": "configuration role",
    "former_codes": "former id",
}
_GROUPS = {"criteria", "suggestions", "appraisal"}
"""Sections whose entries are not of one kind."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two versions of a theory map.

    `path` is its place (``theories.T1.proposition``); `before` and `after` are readable texts, empty if there was or is
    nothing; `sentence` describes it in one line.
    """

    path: str
    before: str
    after: str
    sentence: str

    @property
    def subject(self) -> str:
        """The place in words: ``exclusion criterion E1: text``."""
        return _subject(tuple(self.path.split(".")))


def differences(old: TheoryMap, new: TheoryMap) -> tuple[Difference, ...]:
    """The differences between two versions, in the map's order; an entry added or removed is one difference.

    Both have been read or checked, so that white space and default values make no difference; nor do keys and colours
    chosen by the program.
    """
    return plain_differences(old.to_plain(), new.to_plain())


def plain_differences(old: Plain, new: Plain) -> tuple[Difference, ...]:
    """The differences between two maps in their plain forms, as versions are kept."""
    return tuple(_compared((), old, new))


def _is_section(path: tuple[str, ...]) -> bool:
    """Whether the path is a section of entries by identifier, or a group of such sections."""
    match path:
        case ("appraisal", "dimensions") | ("appraisal", "dimensions", _, "levels"):
            return True
        case ("criteria", _) | ("theories" | "rival_framings", _, "subthemes"):
            return True
        case (section,):
            return section in {*_NOUNS, *_GROUPS}
    return not path


def _compared(path: tuple[str, ...], before: object, after: object) -> Iterator[Difference]:
    if before == after and not isinstance(before, dict):
        return
    if _is_section(path):
        before, after = before or {}, after or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        yield _difference(path, before, after)
        return
    for name in dict.fromkeys([*before, *after]):
        yield from _compared((*path, name), before.get(name), after.get(name))
    if path and path[-1] not in _GROUPS and _is_section(path):
        yield from _reordered(path, before, after)


def _reordered(path: tuple[str, ...], before: Plain, after: Plain) -> Iterator[Difference]:
    was = ", ".join(name for name in before if name in after)
    now = ", ".join(name for name in after if name in before)
    if was != now:
        yield Difference(".".join(path), was, now, f"{_subject(path)}: the order was {was}, is now {now}")


def _difference(path: tuple[str, ...], before: object, after: object) -> Difference:
    if path[-1] == "rejected":
        before, after = bool(before), bool(after)
    if path == ("language",):
        before, after = _languages(before), _languages(after)
    return Difference(".".join(path), _readable(before), _readable(after), _sentence(path, before, after))


def _sentence(path: tuple[str, ...], before: object, after: object) -> str:
    subject, was, now = _subject(path), quoted(_readable(before)), quoted(_readable(after))
    if isinstance(before, list) or isinstance(after, list):
        return f"{subject}: {_members(_texts(before), _texts(after))}"
    if before is None:
        return f"{subject} {now} added" if _readable(after) else f"{subject} added"
    if after is None:
        return f"{subject} {was} removed" if _readable(before) else f"{subject} removed"
    return f"{subject} was {was}, is now {now}"


def _subject(path: tuple[str, ...]) -> str:
    """The place in words: ``theory T1: proposition``."""
    if len(path) > 1 and _is_section(path[:-1]) and path[-2] in _NOUNS:
        return f"{_NOUNS[path[-2]]} {path[-1]}"
    name = path[-1].replace("_", " ")
    return f"{_subject(path[:-1])}: {name}" if len(path) > 1 else name


def _members(before: list[str], after: list[str]) -> str:
    changes = {
        "added": [text for text in after if text not in before],
        "removed": [text for text in before if text not in after],
    }
    said = [f"{verb} {', '.join(map(quoted, texts))}" for verb, texts in changes.items() if texts]
    return "; ".join(said) or "in another order"


def _languages(value: object) -> str:
    """The languages of a map, which has one of them as a text, several as a list, and none for English."""
    return _readable(value) or ENGLISH


def _texts(value: object) -> list[str]:
    return [_readable(one) for one in value] if isinstance(value, list) else []


def _readable(value: object) -> str:
    if isinstance(value, dict):
        role = f" ({value['role']})" if value.get("role") else ""
        return f"{value.get('name') or value.get('text') or ''}{role}"
    if isinstance(value, list):
        return ", ".join(_texts(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
