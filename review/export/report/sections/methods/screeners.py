"""How many reviewers decided on the records of a stage, in a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from review.domain import Decision
from review.export.report.sentences import Part, amount, counted, sentence
from review.theory_map import Stage

_PLACES = ("first", "second", "third", "fourth", "fifth")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def screened_by(
    stage: Stage, stages: Collection[Stage], decisions: Iterable[Decision], decided: Collection[str]
) -> Part:
    """``At the first screening: one reviewer; 7 of 70 records by two.``, of the records `decided` at a stage.

    Nothing without any. First how many decided on most records, then how many records others than that decided on.
    """
    people: dict[str, set[str]] = defaultdict(set)
    for one in decisions:
        if one.record in decided:
            people[one.record].add(one.reviewer)
    if not people:
        return ""
    by_number = Counter(len(names) for names in people.values())
    usual = max(by_number, key=lambda number: (by_number[number], -number))
    names = {name for of_record in people.values() if len(of_record) == usual for name in of_record}
    others = [
        (
            "; ",
            amount(count, f"decided by {number} at {stage.id}"),
            " of ",
            counted(len(people), "record", f"decided at {stage.id}"),
            f" by {_word(number)}",
        )
        for number, count in sorted(by_number.items())
        if number != usual
    ]
    each = " on each record" if len(names) > usual else ""
    noun = "reviewer" if usual == 1 else "reviewers"
    return sentence(f"{_which(stage, stages)}: {_word(usual)} {noun}{each}", *others)


def _which(stage: Stage, stages: Collection[Stage]) -> str:
    place = [one.id for one in stages].index(stage.id)
    return f"at the {_PLACES[place]} screening" if 1 < len(stages) <= len(_PLACES) else "at screening"


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"
