"""The verdict on a pair: one work, perhaps, another report of the same study, or two works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from review.ingest.duplicates.comparing import Comparison, Likeness, Titles, Years
from review.ingest.duplicates.rules import RULES, differences, reports_apart, same_text, telling

SAME, DIFFERENT = Likeness.SAME, Likeness.DIFFERENT


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


def _with_other_titles(pair: Comparison) -> Verdict:
    """Two titles are two works, unless what should be a work's own is shared: then someone has to look."""
    if pair.people is not SAME:
        return _APART
    shared = "the same DOI" if pair.doi is SAME else "the same PubMed number" if pair.pmid is SAME else ""
    if not shared and pair.abstract is SAME:
        shared = "the same abstract"
    if not shared and pair.titles is Titles.ALIKE and pair.same_place:
        shared = "the same volume and first page"
    return Verdict(Outcome.DOUBTFUL, f"{shared} and authors, but {pair.titles.value}") if shared else _APART


def _with_other_people(pair: Comparison) -> Verdict:
    """A telling title may still be one report, under its organisation here and under its authors there."""
    apart = reports_apart(pair) or pair.titles is Titles.EXTENDED or pair.years in (Years.ADJACENT, Years.APART)
    if apart or not telling(pair):
        return _APART
    return Verdict(Outcome.DOUBTFUL, f"{pair.titles.value}, but the {differences(pair)} differ")


def _doubt(pair: Comparison) -> Verdict:
    if not _akin(pair):
        return _APART
    differ = differences(pair)
    if not differ:
        return Verdict(Outcome.DOUBTFUL, f"{pair.titles.value}, but too little else is known")
    other_report = pair.container is DIFFERENT or pair.years in (Years.ADJACENT, Years.APART)
    outcome = Outcome.SAME_STUDY if other_report and pair.people is SAME else Outcome.DOUBTFUL
    return Verdict(outcome, f"{pair.titles.value}, but the {differ} differ")


def _akin(pair: Comparison) -> bool:
    """Whether it is worth a person's look: the same authors, or a telling title where authors are missing."""
    if pair.people is SAME:
        return pair.titles is not Titles.EXTENDED or telling(pair)
    return pair.same_title and telling(pair)
