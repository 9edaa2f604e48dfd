"""The verdict on a pair: one work, perhaps, another report of the same study, or two works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from review.duplicates.comparing import Comparison, Likeness, Years
from review.duplicates.rules import RULES, differences, reports_apart, same_text, telling
from review.duplicates.titles import Titles

SAME, DIFFERENT = Likeness.SAME, Likeness.DIFFERENT
_LENGTH_OF_YEAR = 4


class Outcome(IntEnum):
    """What two works are to each other, the nearer the higher."""

    APART = 0
    SAME_STUDY = 1
    DOUBTFUL = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and why; of two certain verdicts, the one by an earlier rule has the lower `rank`."""

    outcome: Outcome
    why: str = ""
    rank: int = 0


_APART = Verdict(Outcome.APART)


def judge(pair: Comparison) -> Verdict:
    """What the two works are to each other."""
    if pair.titles in (Titles.ALIKE, Titles.DIFFERENT):
        return _with_other_titles(pair)
    if why := same_text(pair):
        return Verdict(Outcome.CERTAIN, why)
    if pair.people is DIFFERENT:
        return _with_other_people(pair)
    if apart := reports_apart(pair):
        return Verdict(Outcome.SAME_STUDY, f"{pair.titles.value}, but {apart}") if _akin(pair) else _APART
    for rank, rule in enumerate(RULES, start=1):
        if why := rule(pair):
            return Verdict(Outcome.CERTAIN, why, rank)
    return _doubt(pair)


def contradicts(pair: Comparison) -> bool:
    """Whether two works cannot be one although each may be the same as a third, less complete one."""
    return judge(pair).outcome is not Outcome.CERTAIN and (
        pair.titles in (Titles.ALIKE, Titles.DIFFERENT)
        or pair.people is DIFFERENT
        or bool(reports_apart(pair))
        or (pair.years is Years.APART and pair.doi is not SAME)
        or pair.doi is DIFFERENT
        or (pair.container is DIFFERENT and pair.other_place and pair.abstract is not SAME)
    )


def _with_other_titles(pair: Comparison) -> Verdict:
    """Two titles are two works, unless what should be a work's own is shared: then someone has to look.

    Abstracts on different pages that share the DOI of their supplement need no look.
    """
    if pair.people is not SAME:
        return _APART
    if pair.doi is SAME and (pair.titles is Titles.ALIKE or not pair.other_place):
        shared = "DOI"
    elif pair.pmid is SAME:
        shared = "PubMed number"
    elif pair.abstract is SAME:
        shared = "abstract"
    elif pair.same_place and pair.titles is Titles.ALIKE:
        shared = "volume and first page"
    elif _parts(pair):
        return Verdict(Outcome.SAME_STUDY, "the same authors, and titles that differ only in their numbers")
    else:
        return _APART
    outcome = Outcome.SAME_STUDY if _another_report(pair) else Outcome.DOUBTFUL
    return Verdict(outcome, f"the same {shared} and authors, but {pair.titles.value}")


def _with_other_people(pair: Comparison) -> Verdict:
    """A telling title may still be one report, under its organisation here and under its authors there."""
    unlike = (
        reports_apart(pair) or pair.titles is Titles.EXTENDED or pair.years in (Years.ADJACENT, Years.APART)
    )
    if unlike or not telling(pair):
        return _APART
    return Verdict(Outcome.DOUBTFUL, f"{pair.titles.value}, but the {differences(pair)} differ")


def _doubt(pair: Comparison) -> Verdict:
    if not _akin(pair):
        return _APART
    differ = differences(pair)
    if not differ:
        return Verdict(Outcome.DOUBTFUL, f"{pair.titles.value}, but too little else is known")
    outcome = Outcome.SAME_STUDY if pair.people is SAME and _another_report(pair) else Outcome.DOUBTFUL
    return Verdict(outcome, f"{pair.titles.value}, but the {differ} differ")


def _akin(pair: Comparison) -> bool:
    """Whether it is worth a person's look: a telling title, or at least the same authors in the same journal."""
    if pair.people is SAME and pair.container is SAME:
        return True
    return telling(pair) and (pair.people is SAME or pair.same_title)


def _parts(pair: Comparison) -> bool:
    """Whether the titles number parts of one work; years in titles (annual reports) number no parts."""
    left, right = pair.left, pair.right
    numbers = set(left.numbers) ^ set(right.numbers)
    parts = bool(numbers) and all(len(number) < _LENGTH_OF_YEAR for number in numbers)
    return parts and left.unnumbered == right.unnumbered and telling(pair)


def _another_report(pair: Comparison) -> bool:
    """Whether journal or year speak for a second report of the same study."""
    return pair.container is DIFFERENT or pair.years in (Years.ADJACENT, Years.APART)
