"""The verdict on a pair: the same work, possibly the same, reports of one study, or different works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from review.duplicates.comparing import Comparison, FieldMatch, Years
from review.duplicates.rules import RULES, differences, distinctive, reports_apart, same_text
from review.duplicates.titles import Titles

SAME, DIFFERENT = FieldMatch.SAME, FieldMatch.DIFFERENT
_LENGTH_OF_YEAR = 4


class Outcome(IntEnum):
    """The relation of two works, from distant to close."""

    APART = 0
    SAME_STUDY = 1
    POSSIBLE = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and the reason; among certain verdicts, earlier rules have a lower `rank`."""

    outcome: Outcome
    why: str = ""
    rank: int = 0


_APART = Verdict(Outcome.APART)


def judge(pair: Comparison) -> Verdict:
    """The verdict on two works."""
    if pair.titles in (Titles.ALIKE, Titles.DIFFERENT):
        return _with_other_titles(pair)
    if why := same_text(pair):
        return Verdict(Outcome.CERTAIN, why)
    if pair.people is DIFFERENT:
        return _with_other_people(pair)
    if apart := reports_apart(pair):
        return (
            Verdict(Outcome.SAME_STUDY, f"{pair.titles.value}, but {apart}")
            if _worth_checking(pair)
            else _APART
        )
    for rank, rule in enumerate(RULES, start=1):
        if why := rule(pair):
            return Verdict(Outcome.CERTAIN, why, rank)
    return _doubt(pair)


def contradicts(pair: Comparison) -> bool:
    """Whether two works must be different although each may be the same as a third, less complete one."""
    return judge(pair).outcome is not Outcome.CERTAIN and (
        pair.titles in (Titles.ALIKE, Titles.DIFFERENT)
        or pair.people is DIFFERENT
        or bool(reports_apart(pair))
        or (pair.years is Years.APART and pair.doi is not SAME)
        or pair.doi is DIFFERENT
        or (pair.container is DIFFERENT and pair.other_place and pair.abstract is not SAME)
    )


def _with_other_titles(pair: Comparison) -> Verdict:
    """Different titles mean different works, unless they share something unique: then a person has to check.

    Abstracts on different pages that share the DOI of their supplement need no check.
    """
    if pair.people is not SAME:
        return _APART
    if pair.doi is SAME and (pair.titles is Titles.ALIKE or not pair.other_place):
        shared = "DOI"
    elif pair.pmid is SAME:
        shared = "PubMed id"
    elif pair.abstract is SAME:
        shared = "abstract"
    elif pair.same_place and pair.titles is Titles.ALIKE:
        shared = "volume and first page"
    elif _parts(pair):
        return Verdict(Outcome.SAME_STUDY, "the same authors, and titles that differ only in numbers")
    else:
        return _APART
    outcome = Outcome.SAME_STUDY if _another_report(pair) else Outcome.POSSIBLE
    return Verdict(outcome, f"the same {shared} and authors, but {pair.titles.value}")


def _with_other_people(pair: Comparison) -> Verdict:
    """A distinctive title may still be one report, listed once under its organisation and once under its authors."""
    unlike = (
        reports_apart(pair) or pair.titles is Titles.EXTENDED or pair.years in (Years.ADJACENT, Years.APART)
    )
    if unlike or not distinctive(pair):
        return _APART
    return Verdict(Outcome.POSSIBLE, f"{pair.titles.value}, but the {differences(pair)} differ")


def _doubt(pair: Comparison) -> Verdict:
    if not _worth_checking(pair):
        return _APART
    differ = differences(pair)
    if not differ:
        return Verdict(Outcome.POSSIBLE, f"{pair.titles.value}, but too little else is known")
    outcome = Outcome.SAME_STUDY if pair.people is SAME and _another_report(pair) else Outcome.POSSIBLE
    return Verdict(outcome, f"{pair.titles.value}, but the {differ} differ")


def _worth_checking(pair: Comparison) -> bool:
    """Whether a person should check the pair: a distinctive title, or the same authors in the same journal or year.

    Reports of organisations have short titles and no journal (``Behaviour Change``, 2011).
    """
    if pair.people is SAME and pair.container is SAME:
        return True
    if pair.people is SAME and pair.same_title and pair.years is Years.SAME and not pair.other_place:
        return pair.container is not DIFFERENT
    return distinctive(pair) and (pair.people is SAME or pair.same_title)


def _parts(pair: Comparison) -> bool:
    """Whether the titles number parts of one work; years in titles (annual reports) do not."""
    left, right = pair.left, pair.right
    numbers = set(left.numbers) ^ set(right.numbers)
    parts = bool(numbers) and all(len(number) < _LENGTH_OF_YEAR for number in numbers)
    return parts and left.unnumbered == right.unnumbered and distinctive(pair)


def _another_report(pair: Comparison) -> bool:
    """Whether journal or year suggest a second report of the same study."""
    return pair.container is DIFFERENT or pair.years in (Years.ADJACENT, Years.APART)
