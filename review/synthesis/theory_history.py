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
from review.synthesis.touched_parts import (
    FileEffect,
    Parts,
    Touched,
    changed_codes,
    effect_of_file,
    rules_changed,
    touched,
)
from review.templates import placeholders
from review.theory_map.parts import parts_by_code
from review.theory_map.values import Plain

Rejudged = tuple[str, str, int, int]
"""A coding, a code that was judged otherwise there, the version under which it was judged before, and that which stood then."""


class WordedVersion(NamedTuple):
    """One version, what its map says of each code, the ids that codes had before, with those they have, and the rules changed.

    `effect` is what an applied file did to changes of other copies.
    """

    version: TheoryVersion
    parts: Parts
    former: Mapping[str, str]
    rules: tuple[RuleChange, ...] = ()
    effect: FileEffect = FileEffect()


def worded(history: Iterable[tuple[TheoryVersion, Plain]]) -> list[WordedVersion]:
    """Versions, each given with its map, with what they say of every code.

    What an act states as if, then and because holds until a later one restates it, also under a new id. What a new review's map
    has to be filled in does not count as a wording: it is there only as long as the last version has it.
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
        effect = effect_of_file(version, before, plain)
        found.append(WordedVersion(version, {**parts, **configured}, former, changed, effect))
        before = plain
    return _without_placeholders(found)


def _without_placeholders(history: Sequence[WordedVersion]) -> list[WordedVersion]:
    left = {code for code, parts in history[-1].parts.items() if _is_placeholder(parts)} if history else set()
    return [
        one._replace(
            parts={
                code: parts for code, parts in one.parts.items() if code in left or not _is_placeholder(parts)
            }
        )
        for one in history
    ]


def _is_placeholder(parts: TheoryParts) -> bool:
    return any(placeholders({"name": parts.name, "proposition": parts.proposition}))


class Apart(NamedTuple):
    """Two changes of the same part of a code, or of the same rule, made apart in two copies: `shown` replaced `kept`.

    `code` is the code, or the rule in words.
    """

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
    had: dict[int, TheoryParts | None] = {}
    for was, (version, now, _, rules, _) in _with_former(history):
        of = version.code if code is None else code
        before, after = was.get(of), now.get(of)
        had[version.number] = before
        if code is None or before != after or code in version.codes:
            kept = _replaced(apart, version, code)
            said = rules if code is None else ()
            made_from = had[min((version.number, *kept))] if code is not None else before
            found.append(TheoryChange(version, of, before, after, kept, rules=said, made_from=made_from))
    return tuple(found)


def code_by_code(history: Sequence[WordedVersion]) -> tuple[TheoryChange, ...]:
    """What each version did to every code that it is about; where it is about the whole map, to every code that it changed.

    The first version, and one that changed nothing, are one change without parts; rules are one change of the whole map.
    """
    apart = made_apart(history)
    found = []
    had: dict[int, Parts] = {}
    for was, (version, now, _, rules, _) in _with_former(history):
        had[version.number] = was
        if rules:
            found.append(TheoryChange(version, "", None, None, rules=rules))
        codes = [*(version.codes or (changed_codes(was, now) if was else ()))] or (
            [] if rules else [version.code]
        )
        for code in codes:
            kept = _replaced(apart, version, code)
            made_from = had[min((version.number, *kept))].get(code)
            found.append(TheoryChange(version, code, was.get(code), now.get(code), kept, made_from=made_from))
    return tuple(found)


def _replaced(apart: Iterable[Apart], shown: TheoryVersion, code: str | None) -> tuple[int, ...]:
    """The numbers of the versions whose change of a code (None: of anything) one replaced without its maker knowing them."""
    return tuple(
        dict.fromkeys(one.kept.number for one in apart if one.shown is shown and code in (None, one.code))
    )


class LookedAgain(NamedTuple):
    """What looking again came to: how many codings were `changed`, by version and code and of all, and how many `kept`."""

    changed: Mapping[tuple[int, str], int]
    codings_changed: int
    kept: int


def looked_again(
    history: Sequence[WordedVersion],
    changed: Iterable[Rejudged],
    kept: Iterable[Rejudged],
    former: Mapping[str, str],
) -> LookedAgain:
    """How many codings were changed and kept, because of which version and code.

    `changed` are the codes that were taken from codings, or got another stance there; `kept` those that were found to be right.
    Each coding counts once, whatever number of answers, codes and versions it has: one of which anything was changed is changed.
    """
    because, still = (_because(history, judged, former) for judged in (changed, kept))
    recoded, same = (set[str]().union(*found.values()) for found in (because, still))
    by_change = {change: len(codings) for change, codings in because.items()}
    return LookedAgain(by_change, len(recoded), len(same - recoded))


def _because(
    history: Sequence[WordedVersion], judged: Iterable[Rejudged], former: Mapping[str, str]
) -> Mapping[tuple[int, str], set[str]]:
    """By version and code: the codings on which the code was judged again, because it changed.

    That is so if the code was judged there under an older version. The latest version before that act that is about the code,
    or changed it, counts, unless it changed the wording only. `former` maps ids that codes had before to the present ones.
    """
    changed = {
        version.number: set() if version.wording_only else {*version.codes, *changed_codes(was, now)}
        for was, (version, now, *_) in _with_former(history)
    }
    because: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for coding, code, under, by in judged:
        names = dict.fromkeys([code, former.get(code, code)])
        found = (
            (number, name)
            for number in range(by, under, -1)
            for name in names
            if name in changed.get(number, ())
        )
        if last := next(found, None):
            because[last].add(coding)
    return because


def known_codes(history: Sequence[WordedVersion]) -> tuple[str, ...]:
    """Every code that was in the map at some time, in the order of the versions."""
    return tuple(dict.fromkeys(code for one in history for code in one.parts))


def codes_touched(history: Sequence[WordedVersion], code: str | None = None) -> dict[str, set[str]]:
    """For the event of each version, the codes that it touched as they were put on passages, by the map before it.

    These are the codes that it is about, or all that it changed, or `code`, each with its sub-themes and former ids.
    """
    found = {}
    former: Mapping[str, str] = {}
    for was, (version, now, next_former, *_) in _with_former(history):
        codes = [code] if code and not version.codes else version.codes or list(changed_codes(was, now))
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
        for code in dict.fromkeys([*changed_codes(was, now), *version.codes]):
            if code in now:
                found[code] = (version.number, found[code][1] + 1 if code in found and code in was else 0)
    return found


def made_apart(history: Sequence[WordedVersion], *, open_only: bool = False) -> tuple[Apart, ...]:
    """The changes that replaced one whose maker's copy was another, without knowing of it.

    A version says which version it `follows`: a version between the two that changed the same part of the same code, or the
    same rule, arrived later, from another copy. An applied file says which map it was made from, so only what it replaced
    counts, and what of it has no effect. With `open_only`, without those that were changed again since, by somebody who saw both.
    """
    places = {one.version.event: place for place, one in enumerate(history)}
    follows = [places.get(one.version.follows or "", place) for place, one in enumerate(history)]
    touches = [touched(was, one.parts, one.rules) for was, one in _with_former(history)]
    found: dict[tuple[str, int, int], Touched] = {}

    def note(part: Touched, shown: int, kept: int) -> None:
        found.setdefault((part.code or part.rule, shown, kept), part)

    for place, one in enumerate(history):
        if one.version.made:
            for part in one.effect.replaced:
                for kept in _last_with(part, touches[:place]):
                    note(part, place, kept)
            for part in one.effect.without_effect:
                for shown in _last_with(part, touches[:place]):
                    note(part, shown, place)
            continue
        # What a split or merge changes beside its codes, such as whom a framing rivals, replaces nothing.
        about = one.version.codes
        parts = [part for part in sorted(touches[place]) if not (about and part.code) or part.code in about]
        for earlier in range(follows[place] + 1, place):
            for part in parts:
                if part.is_among(touches[earlier]):
                    note(part, place, earlier)
    return tuple(
        Apart(name, history[shown].version, history[kept].version)
        for (name, shown, kept), part in found.items()
        if not open_only or not _is_settled(part, max(shown, kept), touches, follows)
    )


def _is_settled(
    part: Touched, last: int, touches: Sequence[frozenset[Touched]], follows: Sequence[int]
) -> bool:
    """Whether a version of a part replaced both of those made apart, or somebody who had both changed its code again.

    A third version of the part that was made apart from both is named beside each of them. What a third copy did with the code
    otherwise, apart from both, decides nothing between them. `follows` has the place of what each version follows, which of a
    merge may be a version of its other code.
    """
    for later in range(last + 1, len(touches)):
        known = follows[later]
        while follows[known] < known and not _settles(touches[known], part):
            known = follows[known]
        if part.is_among(touches[later]) or (known >= last and _settles(touches[later], part)):
            return True
    return False


def _last_with(part: Touched, touches: Sequence[frozenset[Touched]]) -> list[int]:
    """The place of the last that touches a part, if one does."""
    return [place for place, some in enumerate(touches) if part.is_among(some)][-1:]


def _settles(later: Iterable[Touched], part: Touched) -> bool:
    """Whether a later change is of the same code in any part, or of the same rule."""
    return any(one.code == part.code for one in later) if part.code else part.is_among(later)


def _with_former(history: Sequence[WordedVersion]) -> Iterator[tuple[Parts, WordedVersion]]:
    """Each version with the parts before it."""
    before: Parts = {}
    for one in history:
        yield before, one
        before = one.parts
