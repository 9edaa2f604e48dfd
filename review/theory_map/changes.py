"""Differences between two versions of a theory map, and the changes that create a new version.

Each change is a pure function that returns a new map with matching values and plain form. `check` makes the map of the plain
form: `checked` asks every rule of today; an act in the journal was checked by the rules of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from review.domain.texts.languages import ENGLISH
from review.errors import TheoryMapError, UnknownNameError
from review.theory_map.mistakes import quoted, unknown
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


Check = Callable[[Plain], TheoryMap]
"""Makes a map of its plain form, or raises `TheoryMapError`."""


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


def refined(
    theory_map: TheoryMap,
    code: str,
    name: str | None = None,
    proposition: str | None = None,
    key_terms: Sequence[str] | None = None,
    *,
    check: Check | None = None,
) -> TheoryMap:
    """The map with new wording for a code; None is unchanged. A sub-theme's proposition is its definition.

    Raises:
        UnknownNameError: the code is unknown.
        TheoryMapError: the new wording is invalid (an empty name or proposition, a term listed twice).
    """
    plain = copied(theory_map)
    entry = entry_of(theory_map, plain, code)
    wording = "proposition" if "proposition" in entry else "definition"
    changes = {
        "name": name,
        wording: proposition,
        "key_terms": None if key_terms is None else list(key_terms),
    }
    entry.update({field: value for field, value in changes.items() if value is not None})
    return (check or checked_today)(plain)


def with_theory(
    theory_map: TheoryMap, identifier: str, theory: Plain, *, rival: bool = False, check: Check | None = None
) -> TheoryMap:
    """The map with one more theory (or rival framing), given as in ``theory_map.yaml``.

    Raises:
        TheoryMapError: the identifier is taken, or the theory has mistakes.
    """
    section = "rival_framings" if rival else "theories"
    refuse_taken(theory_map, identifier, section)
    plain = copied(theory_map)
    plain.setdefault(section, {})[identifier] = deepcopy(theory)
    return (check or checked_today)(plain)


def with_subtheme(
    theory_map: TheoryMap,
    theory: str,
    identifier: str,
    name: str,
    definition: str = "",
    *,
    check: Check | None = None,
) -> TheoryMap:
    """The map with one more sub-theme under a theory or rival framing.

    Raises:
        UnknownNameError: the theory or rival framing is unknown.
        TheoryMapError: the identifier is taken, or the name is empty.
    """
    plain = copied(theory_map)
    entry = theory_entry(theory_map, plain, theory)
    refuse_taken(theory_map, identifier, f"{theory}.subthemes")
    entry.setdefault("subthemes", {})[identifier] = {"name": name, "definition": definition}
    return (check or checked_today)(plain)


def with_programme_theory(theory_map: TheoryMap, text: str, *, check: Check | None = None) -> TheoryMap:
    """The map with this overall programme theory; ``""`` removes it.

    Raises:
        TheoryMapError: the text has control characters.
    """
    plain = copied(theory_map)
    plain["programme_theory"] = text
    return (check or checked_today)(plain)


def rejected(theory_map: TheoryMap, code: str, *, check: Check | None = None) -> TheoryMap:
    """The map with a theory or rival framing rejected: it is kept, but no longer suggested or listed for coding.

    Raises:
        UnknownNameError: the theory or rival framing is unknown (a sub-theme cannot be rejected).
    """
    plain = copied(theory_map)
    theory_entry(theory_map, plain, code)["rejected"] = True
    return (check or checked_today)(plain)


def reinstated(theory_map: TheoryMap, code: str, *, check: Check | None = None) -> TheoryMap:
    """The map with a rejected theory or rival framing reinstated.

    Raises:
        UnknownNameError: the theory or rival framing is unknown.
    """
    plain = copied(theory_map)
    theory_entry(theory_map, plain, code).pop("rejected", None)
    return (check or checked_today)(plain)


def copied(theory_map: TheoryMap) -> Plain:
    """The map's plain form, to be changed."""
    return deepcopy(theory_map.to_plain())


def checked_today(plain: Plain) -> TheoryMap:
    """The map of a plain form, by every rule of today.

    Raises:
        TheoryMapError: it breaks one; the text is the first mistake, in a line, since one change is seldom wrong in two ways.
    """
    from review.theory_map.reading import checked

    try:
        return checked(plain)
    except TheoryMapError as error:
        raise TheoryMapError(str(error).partition("\n")[0]) from None


def theory_entry(theory_map: TheoryMap, plain: Plain, code: str) -> Plain:
    """The entry of a theory or rival framing in the plain map.

    Raises:
        UnknownNameError: it is a sub-theme, or unknown.
    """
    known = [theory.id for theory in theory_map.codes]
    if code in theory_map.code_names and code not in known:
        raise UnknownNameError(f"{code} is a sub-theme. Theories and rival framings: {', '.join(known)}")
    if code not in known:
        raise UnknownNameError(_unknown(theory_map, "theory or rival framing", code, known))
    return entry_of(theory_map, plain, code)


def entry_of(theory_map: TheoryMap, plain: Plain, code: str) -> Plain:
    """The entry of a theory, rival framing or sub-theme in the plain map.

    Raises:
        UnknownNameError: the code is unknown.
    """
    try:
        theory = theory_map.theory_of(code)
    except KeyError:
        raise UnknownNameError(_unknown(theory_map, "code", code, list(theory_map.code_names))) from None
    section = plain["rival_framings" if theory.is_rival else "theories"]
    entry: Plain = section[theory.id] if code == theory.id else section[theory.id]["subthemes"][code]
    return entry


def _unknown(theory_map: TheoryMap, kind: str, code: str, known: list[str]) -> str:
    now = theory_map.former_codes.get(code)
    return f"{quoted(code)} is now {quoted(now)}" if now else unknown(kind, code, known)


def refuse_taken(theory_map: TheoryMap, identifier: str, section: str) -> None:
    """Refuse an id that a code has or had, because codings name it.

    Raises:
        TheoryMapError: it is taken.
    """
    if now := theory_map.former_codes.get(identifier):
        raise TheoryMapError(
            f"{section}.{identifier}: {quoted(identifier)} is a former id of {quoted(now)}; use another one"
        )
    if identifier in theory_map.code_names:
        name = theory_map.code_names[identifier]
        raise TheoryMapError(f"{section}.{identifier}: identifier already used by {quoted(name)}")
