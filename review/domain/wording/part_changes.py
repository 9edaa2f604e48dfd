"""What changed of a theory from one version of the map to another, with the changed words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain.theories.theory_version import TheoryParts, in_words
from review.domain.wording.word_changes import Change, Words, word_changes

_NOTHING = TheoryParts("")


def part_changes(
    before: TheoryParts | None, after: TheoryParts | None
) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """The name and the proposition of a theory (with an empty label), and with their labels the other parts that changed.

    These include what was stated as if, then and because.

    Of a theory that came or went, the whole wording is added or removed.
    """
    was, now = before or _NOTHING, after or _NOTHING
    if before is None and after is not None:
        was = after  # a first wording is not marked
    for old, new in ((was.name, now.name), (was.proposition, now.proposition)):
        if words := word_changes(old, new):
            yield "", words
    stated, restated = in_words(was.configuration), in_words(now.configuration)
    if (stated or restated) and (before is None or stated != restated):
        yield "", word_changes(stated, restated)
    if not (before and after):
        return
    for label, had, has in (
        ("key terms", was.key_terms, now.key_terms),
        ("category", (was.category,), (now.category,)),
        ("rivals", was.rivals, now.rivals),
        ("sub-themes", _subthemes(was), _subthemes(now)),
    ):
        if had != has:
            yield label, _members(had, has)
    if was.rejected != now.rejected:
        yield "", (Words(Change.SAME, "rejected" if now.rejected else "reinstated"),)


def _subthemes(parts: TheoryParts) -> tuple[str, ...]:
    return tuple(
        f"{one.code} {one.name}{f' ({one.proposition})' if one.proposition else ''}"
        for one in parts.subthemes
    )


def _members(old: Sequence[str], new: Sequence[str]) -> tuple[Words, ...]:
    """The members of a list, those removed and added marked."""
    had, has = list(filter(None, old)), list(filter(None, new))
    found = [Words(Change.SAME if one in has else Change.REMOVED, one) for one in had]
    found += [Words(Change.ADDED, one) for one in has if one not in had]
    apart = (piece for one in found for piece in (Words(Change.SAME, ", "), one))
    return tuple(apart)[1:]
