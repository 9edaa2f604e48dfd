"""The history of theories: what each version of the map changed, and what was reworded apart in two copies.

Pure functions over the versions of a map, oldest first, each with what its map says of every code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from review.domain import TheoryVersion
from review.domain.theories.theory_version import RuleChange, TheoryChange, TheoryParts
from review.theory_map.changes import plain_differences
from review.theory_map.parts import parts_by_code
from review.theory_map.values import Plain

_OWN = ("name", "proposition", "key_terms", "category", "rivals", "rejected")
"""The parts of a theory that are its own: its sub-themes are codes themselves."""

_OF_CODES = {"theories", "rival_framings", "former_codes", "programme_theory"}
"""The sections of a map whose changes are listed code by code."""

Rejudged = tuple[str, str, int, int]
"""A coding, a code that was judged otherwise there, the version under which it was judged before, and that which stood then."""

Parts = Mapping[str, TheoryParts]


class WordedVersion(NamedTuple):
    """One version, what its map says of each code, the ids that codes had before, with those they have, and the rules changed."""

    version: TheoryVersion
    parts: Parts
    former: Mapping[str, str]
    rules: tuple[RuleChange, ...] = ()


def worded(history: Iterable[tuple[TheoryVersion, Plain]]) -> list[WordedVersion]:
    """Versions, each given with its map, with what they say of every code.

    What an act states as if, then and because holds until a later one restates it, also under a new id.
    """
    found = []
    stated: dict[str, Mapping[str, str]] = {}
    before: Plain = {}
    for version, plain in history:
        former = plain.get("former_codes") or {}
        if version.configuration:
            stated[version.code] = {**stated.get(version.code, {}), **version.configuration}
        if version.change == "move-subtheme" and version.code in stated:
            stated[version.codes[-1]] = stated[version.codes[0]]
        parts = parts_by_code(plain)
        configured = {
            code: replace(parts[code], configuration=stated[code]) for code in stated if code in parts
        }
        changed = rules_changed(before, plain) if before else ()
        found.append(WordedVersion(version, {**parts, **configured}, former, changed))
        before = plain
    return found


def rules_changed(before: Plain, after: Plain) -> tuple[RuleChange, ...]:
    """What differs between two maps besides codes and the programme theory: question, criteria, stages, source types."""
    old, new = (
        {name: of for name, of in plain.items() if name not in _OF_CODES} for plain in (before, after)
    )
    return tuple(
        RuleChange(one.path, one.subject, one.before, one.after, one.sentence)
        for one in plain_differences(old, new)
    )


class Apart(NamedTuple):
    """Two changes of the same parts of a code, made apart in two copies: `shown` is the later, and `kept` what it replaced."""

    code: str
    shown: TheoryVersion
    kept: TheoryVersion

    @property
    def sentence(self) -> str:
        """What happened, in a line."""
        kept, shown = (f"v{one.number} by {one.reviewer}" for one in (self.kept, self.shown))
        return f"{self.code}: {kept} was made apart from {shown}, which replaced it; it is kept in the log"


class Between(NamedTuple):
    """A theory or rival framing in two versions of the map; None where it is not in one of them."""

    code: str
    before: TheoryParts | None
    after: TheoryParts | None


def changes(history: Sequence[WordedVersion], code: str | None = None) -> tuple[TheoryChange, ...]:
    """What each version did to the code that it is about; with `code`, what changed that code or names it."""
    apart = made_apart(history)
    found = []
    for was, (version, now, _, rules) in _with_former(history):
        of = version.code if code is None else code
        before, after = was.get(of), now.get(of)
        if code is None or before != after or code in version.codes:
            kept = [one.kept.number for one in apart if one.shown is version and code in (None, one.code)]
            told = rules if code is None else ()
            found.append(TheoryChange(version, of, before, after, tuple(dict.fromkeys(kept)), rules=told))
    return tuple(found)


def code_by_code(history: Sequence[WordedVersion]) -> tuple[TheoryChange, ...]:
    """What each version did to every code that it is about; where it is about the whole map, to every code that it changed.

    The first version, and one that changed nothing, are one change without parts; rules are one change of the whole map.
    """
    found = []
    for was, (version, now, _, rules) in _with_former(history):
        if rules:
            found.append(TheoryChange(version, "", None, None, rules=rules))
        codes = [*(version.codes or (_changed(was, now) if was else ()))] or ([] if rules else [version.code])
        found += [TheoryChange(version, code, was.get(code), now.get(code)) for code in codes]
    return tuple(found)


def led_to_recoding(
    history: Sequence[WordedVersion], rejudged: Iterable[Rejudged], former: Mapping[str, str]
) -> Mapping[tuple[int, str], int]:
    """By version and code: the codings from which the code was taken, or on which it got another stance, because it changed.

    That is so if the code was judged there under an older version. The latest version before that act that is about the code,
    or changed it, counts, unless it changed the wording only. `former` maps ids that codes had before to the present ones.
    """
    changed = {
        version.number: set() if version.wording_only else {*version.codes, *_changed(was, now)}
        for was, (version, now, *_) in _with_former(history)
    }
    because: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for coding, code, under, by in rejudged:
        names = dict.fromkeys([code, former.get(code, code)])
        found = (
            (number, name)
            for number in range(by, under, -1)
            for name in names
            if name in changed.get(number, ())
        )
        if last := next(found, None):
            because[last].add(coding)
    return {change: len(codings) for change, codings in because.items()}


def known_codes(history: Sequence[WordedVersion]) -> tuple[str, ...]:
    """Every code that was in the map at some time, in the order of the versions."""
    return tuple(dict.fromkeys(code for one in history for code in one.parts))


def codes_touched(history: Sequence[WordedVersion], code: str | None = None) -> dict[str, set[str]]:
    """For the event of each version, the codes that it touched as they were put on passages, by the map before it.

    These are the codes that it is about, or all that it changed, or `code`, each with its sub-themes and former ids.
    """
    found = {}
    former: Mapping[str, str] = {}
    for was, (version, now, next_former, _) in _with_former(history):
        codes = [code] if code and not version.codes else version.codes or list(_changed(was, now))
        standing = {below for one in codes for below in _under(was, one)}
        found[version.event] = standing | {old for old, to in former.items() if to in standing}
        former = next_former
    return found


def _under(parts: Parts, code: str) -> tuple[str, ...]:
    """A code and its sub-themes."""
    return (code, *(one.code for one in parts[code].subthemes)) if code in parts else (code,)


def between(before: Parts, after: Parts) -> tuple[Between, ...]:
    """The theories and rival framings that differ between two versions, in the order of the later; those that went come last."""
    return tuple(pair for pair in beside(before, after) if pair.before != pair.after)


def beside(before: Parts, after: Parts) -> tuple[Between, ...]:
    """All theories and rival framings of two versions, in the order of the later; those that went come last."""
    below = {one.code for parts in (before, after) for of in parts.values() for one in of.subthemes}
    codes = [code for code in dict.fromkeys([*after, *before]) if code not in below]
    return tuple(Between(code, before.get(code), after.get(code)) for code in codes)


def refinements(history: Sequence[WordedVersion]) -> Mapping[str, tuple[int, int]]:
    """By code: the number of the last version that changed it, and how many changed it after the first that has it.

    A split or merge changes the codes that it is about, also where their wording stays.
    """
    found: dict[str, tuple[int, int]] = {}
    for was, (version, now, *_) in _with_former(history):
        for code in dict.fromkeys([*_changed(was, now), *version.codes]):
            if code in now:
                found[code] = (version.number, found[code][1] + 1 if code in found and code in was else 0)
    return found


def made_apart(history: Sequence[WordedVersion], *, open_only: bool = False) -> tuple[Apart, ...]:
    """The changes that replaced one whose maker's copy was another, without knowing of it.

    A version says which version it `follows`: a version between the two that changed the same part of the same code arrived
    later, from another copy. With `open_only`, without those that were changed again since, by somebody who saw both.
    """
    places = {one.version.event: place for place, one in enumerate(history)}
    changed = [_changed(was, now.parts) for was, now in _with_former(history)]
    found = []
    for place, version in enumerate(one.version for one in history):
        known = places.get(version.follows or "", place)
        for earlier in range(known + 1, place):
            for code in changed[place]:
                if changed[place][code] & changed[earlier].get(code, set()):
                    is_open = not any(code in later for later in changed[place + 1 :])
                    if is_open or not open_only:
                        found.append(Apart(code, version, history[earlier].version))
    return tuple(found)


def _with_former(history: Sequence[WordedVersion]) -> Iterator[tuple[Parts, WordedVersion]]:
    """Each version with the parts before it."""
    before: Parts = {}
    for one in history:
        yield before, one
        before = one.parts


def _changed(before: Parts, after: Parts) -> dict[str, set[str]]:
    """For each code that changed, which of its own parts did; a code that came or went changed in all."""
    found = {}
    for code in dict.fromkeys([*before, *after]):
        was, now = before.get(code), after.get(code)
        if was != now:
            parts = {name for name in _OWN if getattr(was, name, None) != getattr(now, name, None)}
            if parts:
                found[code] = parts
    return found
