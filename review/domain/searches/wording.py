"""Searches in words, the same in answers, in tables and on the screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from review.domain.searches.against_earlier import HAS_DONE
from review.domain.searches.checking import GAP, IMPORTED, IMPORTED_FROM, LIMIT, PLAN, limit_in_words
from review.domain.searches.flow import TIED, Box, Flow, FlowCheck
from review.domain.searches.not_retrieved import DONE_UNSEEN
from review.domain.searches.search import Search, SearchLine, SearchProblem, SearchResult, SearchSource
from review.domain.wording.counted import counted, first_of
from review.domain.wording.named import capitalised, named
from review.domain.wording.short_id import short_id

NOT_REPORTED = "not reported"

BOX_NAMES: Mapping[str, str] = {
    Box.IDENTIFIED_DATABASES: "Databases",
    Box.IDENTIFIED_REGISTERS: "Registers",
    Box.IDENTIFIED_ORGANISATIONS: "Organisations",
    Box.IDENTIFIED_CITATIONS: "Citation searching",
    Box.IDENTIFIED_OTHER: "Other sources",
    Box.DUPLICATES: "Duplicates removed before screening",
    Box.SCREENED: "Records screened",
    Box.EXCLUDED_SCREENING: "Records excluded",
    Box.POTENTIAL: "Reports sought for retrieval",
    Box.NOT_RETRIEVED: "Reports not retrieved",
    Box.ASSESSED: "Reports assessed for eligibility",
    Box.EXCLUDED_ASSESSMENT: "Reports excluded",
    Box.PARKED: "Reports parked",
    Box.INCLUDED: "Reports included",
}
"""What the boxes of the flow are called, as in PRISMA 2020."""


class Tie(Protocol):
    """What an import said about where a record is from; `search` may be empty."""

    @property
    def search(self) -> str:
        """The id of a search."""
        ...

    @property
    def source(self) -> str:
        """The database, or the file."""
        ...


def number_in_words(number: int | None) -> str:
    """A number, or that it is not reported."""
    return NOT_REPORTED if number is None else f"{number:,}"


def results_in_words(line: SearchLine) -> str:
    """What a line found, part by part: ``533 (not by year) + 100 (title) + 97``."""
    if line.results is None:
        return NOT_REPORTED
    return " + ".join(map(_result, line.results)) or "0"


def _result(result: SearchResult) -> str:
    of = ", ".join(filter(None, [result.source, result.limit]))
    return number_in_words(result.n) + (f" ({of})" if of else "")


def source_in_words(source: SearchSource) -> str:
    """A source with its platform: ``HMIC (Ovid)``; the date is apart."""
    kind = ["register"] if source.is_register else []
    of = ", ".join([*filter(None, [source.platform]), *kind])
    return source.name + (f" ({of})" if of else "")


def limits_in_words(search: Search) -> str:
    """The limits of a whole search, and its filters."""
    return "; ".join([*map(limit_in_words, search.limits), *(f"filter: {one}" for one in search.filters)])


def dates_in_words(search: Search) -> str:
    """When sources were searched: one date if it was the same for all, else each."""
    dates = {source.date for source in search.sources}
    if len(dates) == 1:
        return dates.pop()
    return "; ".join(f"{one.name}: {one.date or NOT_REPORTED}" for one in search.sources)


def prompt_in_words(search: Search) -> str:
    """What prompted a search: ``the plan``, ``T3``, ``gap: …``."""
    prompted = search.prompted_by
    return "the plan" if prompted == PLAN else prompted


def is_theory(prompted_by: str) -> bool:
    """Whether a search was prompted by a theory, named by its code."""
    return bool(prompted_by) and prompted_by != PLAN and not prompted_by.startswith(GAP)


def came_from(ties: Iterable[Tie]) -> str:
    """Where a record was imported from: ``found by S1 (HMIC), S2 (Medline); imported from list.ris``.

    A file that was imported first without its search is named with that alone.
    """
    found: dict[str, dict[str, None]] = {}
    for tie in ties:
        sources = found.setdefault(tie.search, {})
        if tie.source:
            sources[tie.source] = None
    without_search = found.pop("", {})
    others = ", ".join(one for one in without_search if all(one not in sources for sources in found.values()))
    by = ", ".join(
        search + (f" ({', '.join(sources)})" if sources else "") for search, sources in found.items()
    )
    return "; ".join([*([f"found by {by}"] if by else []), *([f"imported from {others}"] if others else [])])


def problem_in_words(problem: SearchProblem, *, with_line: bool = True) -> str:
    """A contradiction: ``line 4a: 730 stated, 731 computed``, or without its line."""
    left, right = (
        number_in_words(one) if isinstance(one, int) else one for one in (problem.left, problem.right)
    )
    match problem.rule:
        case rule if rule == LIMIT:
            said = f"“{left}” is not within the search's limit ({right})"
        case rule if rule == IMPORTED:
            said = f"{left} tied to it, {right} found"
        case rule if rule.startswith(IMPORTED_FROM):
            said = f"{left} tied to it from {rule.removeprefix(IMPORTED_FROM)}, {right} found there"
        case _:
            said = f"{left} stated, {right} computed"
    return f"line {problem.line}: {said}" if problem.line and with_line else said


def found_in_words(search: Search) -> str:
    """How many a search found: what is reported, what was stated, and how many lines lack a number."""
    said = []
    if search.computed is not None:
        said.append(f"{search.computed:,} found")
    if search.total_stated is not None:
        said.append(f"{search.total_stated:,} stated")
    if search.unreported:
        said.append(f"{search.unreported:,} of {counted(len(search.lines), 'line')} {NOT_REPORTED}")
    return ", ".join(said) or f"results {NOT_REPORTED}"


def headline(search: Search) -> str:
    """A search in a line: its id, kind, round, prompt and component."""
    prompt = f", prompted by {prompt_in_words(search)}" if search.prompted_by else ""
    return f"{search.id}  {named(search.kind)}, round {search.round}{prompt}: {search.component}"


_IDENTIFIED = "identified_"
_BETWEEN = re.compile(r"( - | = |: )")


def rule_in_words(check: FlowCheck) -> str:
    """A rule with the names of boxes: ``Records screened − records excluded = reports sought for retrieval``."""
    names = {**BOX_NAMES, "identified": "Records identified"}
    parts = [
        name[:1].lower() + name[1:] if (name := names.get(part)) else part
        for part in _BETWEEN.split(check.rule)
    ]
    said = "".join(parts).replace(" - ", " − ")
    return capitalised(said)


def counted_rule(check: FlowCheck) -> str:
    """The same, with how many are in no box where it names them: ``… − 119 not yet screened = records screened``."""
    said = rule_in_words(check)
    for name, many in check.beside.items():
        said = said.replace(f" − {name}", f" − {many:,} {name}", 1)
    return said


def undecided_in_words(flow: Flow) -> str:
    """How many are in no box yet: ``140 not yet screened (21 of them tied to no search), 1 undecided``; empty if none are."""
    said = [f"{many:,} {place}" for place, many in flow.undecided.items()]
    if flow.untied:  # of the first place, from the top: those that wait for the first decision
        said[0] += f" ({flow.untied:,} of them tied to no search)"
    return ", ".join(said)


def untied(flow: Flow) -> str:
    """What to do about records that came with no logged search; empty if there are none."""
    tied = next((one for one in flow.checks if one.rule == TIED and one.fails), None)
    missing = -(tied.difference or 0) if tied else 0
    if missing <= 0:
        return ""
    return (
        f"Tied to no search, and so in no box of what was identified: {counted(missing, 'record')}. Import the file again with its"
        " search (`--search ID`), or log where records came from and tie them (`review search tie ID RECORD`)"
    )


def unseen_in_words(flow: Flow) -> str:
    """Which decisions count in no box, because the document was not retrieved; empty if there are none."""
    many = Counter((one.outcome, one.stage) for one in flow.unseen)
    said = [f"{n:,} {DONE_UNSEEN[outcome]} at {named(stage)}" for (outcome, stage), n in many.items()]
    return f"Counted as not retrieved, though decided: {', '.join(said)}" if said else ""


def differing_in_words(flow: Flow) -> str:
    """Which excluded records count under one criterion of several on which reviewers differ; empty if there are none."""
    if not flow.differing:
        return ""
    named_ = first_of([short_id(one) for one in flow.differing], _MOST_NAMED)
    return (
        f"Excluded by different criteria: {counted(len(flow.differing), 'record')} ({named_}), each counted under"
        " the criterion that most reviewers named"
    )


def against_earlier_in_words(flow: Flow) -> str:
    """Which records a later decision counts though an earlier stage had not let them through; empty if there are none."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in flow.against_earlier:
        found.setdefault((one.before, one.at_before), []).append(short_id(one.record))
    said = [
        f"{counted(len(records), 'record')} ({first_of(records, _MOST_NAMED)}), though {named(before)} {_of_many(outcome, len(records))}"
        for (before, outcome), records in found.items()
    ]
    return f"Counted by what was decided later: {'; '.join(said)}" if said else ""


def _of_many(outcome: str, many: int) -> str:
    return HAS_DONE[outcome] if many == 1 else HAS_DONE[outcome].replace(" it", " them")


_MOST_NAMED = 5


def advice(flow: Flow) -> list[str]:
    """What to do about rules that fail, as far as it is known."""
    return [one for one in (untied(flow), counted_beside(flow)) if one]


def counted_beside(flow: Flow) -> str:
    """What to do where imported lists are counted beside a number that was stated for what they are from; empty for most."""
    other = flow.boxes[Box.IDENTIFIED_OTHER]
    stated = [
        box
        for box, count in flow.boxes.items()
        if box.startswith(_IDENTIFIED) and box is not Box.IDENTIFIED_OTHER and count.stated
    ]
    too_many = any(
        check.fails and (check.difference or 0) > 0 and check.rule.startswith("identified ")
        for check in flow.checks
    )
    if not (stated and too_many and other.computed) or other.stated is not None:
        return ""
    return (
        f"identified_other is counted beside {', '.join(stated)}: its {other.computed:,} are the imported lists. If they are of the"
        " same searches, state it, too (`review flow state identified_other 0 --because …`), or import them with"
        " their search (`--search ID`)"
    )


def sides_in_words(check: FlowCheck) -> str:
    """The sides of a rule: ``8``, ``23 against 22, 1 apart``, ``at least 54 against 8``, ``2 against not reported``."""
    if check.is_outside and check.left is not None:
        return f"{check.left:,} stated, none in the program"
    if check.ok:
        return number_in_words(check.left)
    least = f"at least {check.at_least:,}" if check.cannot_hold else NOT_REPORTED
    left, right = (least if side is None else f"{side:,}" for side in (check.left, check.right))
    apart = f", {abs(check.difference):,} apart" if check.difference else ""
    return f"{left} against {right}{apart}"
