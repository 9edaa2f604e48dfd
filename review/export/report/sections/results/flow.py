"""Results: how documents were found and selected, box by box, with each rule that the numbers break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.domain.outcome import Outcome
from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck
from review.domain.searches.not_retrieved import DONE_UNSEEN
from review.domain.searches.wording import rule_in_words
from review.domain.wording.counted import are, has, was
from review.export.material import included_records
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import (
    SEMICOLON,
    Part,
    amount,
    counted,
    items,
    listed,
    number,
    said,
    sentence,
    strong,
)
from review.export.words import Names

BOXES: Mapping[Box, str] = {
    Box.IDENTIFIED_DATABASES: "identified in databases",
    Box.IDENTIFIED_REGISTERS: "identified in registers",
    Box.IDENTIFIED_ORGANISATIONS: "identified at organisations",
    Box.IDENTIFIED_CITATIONS: "identified by citation searching",
    Box.IDENTIFIED_OTHER: "identified in other ways",
    Box.DUPLICATES: "removed as duplicates",
    Box.SCREENED: "screened",
    Box.EXCLUDED_SCREENING: "excluded at screening",
    Box.POTENTIAL: "potential includes",
    Box.NOT_RETRIEVED: "not retrieved",
    Box.ASSESSED: "assessed",
    Box.EXCLUDED_ASSESSMENT: "excluded at assessment",
    Box.PARKED: "parked",
    Box.INCLUDED: "included",
}
"""What each box has, in words."""

AT_BEFORE: Mapping[Outcome, str] = {
    Outcome.EXCLUDE: "excluded",
    Outcome.PARK: "parked",
    Outcome.CONFLICT: "in conflict",
}
"""What was decided on a record at a stage that did not let it through; one without a decision contradicts nothing."""

_IDENTIFIED = [box for box in Box if box.value.startswith("identified")]


def flow(draft: Draft) -> Iterator[Block]:
    """The boxes as sentences, the figure, and what does not add up."""
    yield Heading(2, "Document flow", "results-flow")
    found = draft.material.flow()
    if not any(map(_is_there, found.boxes.values())):
        yield said([Gap("How many records were identified, screened, excluded and included.")])
        return
    parts = list(_sentences(draft, found))
    yield said(*parts, _undecided(found), draft.shown("figure-flow", "The flow"))
    yield from draft.figure("figure-flow")
    failed = [check for check in found.checks if check.fails]
    stated = [(box, count) for box, count in found.boxes.items() if count.reason]
    if stated:
        yield said(sentence("Numbers that were stated, and why:"))
        yield items(_stated(box, count) for box, count in stated)
    if failed:
        yield said(
            sentence(
                "The numbers contradict each other at ",
                counted(len(failed), "place", "rules that the flow breaks"),
                " (nothing was calculated backward). It should hold, and does not:",
            )
        )
        yield items(_check(check) for check in failed)
        yield said([Gap("Why these numbers differ.")])


def _sentences(draft: Draft, found: Flow) -> Iterator[Part]:
    boxes = found.boxes
    identified = [box for box in _IDENTIFIED if _is_there(boxes[box])]
    if identified:
        yield sentence(
            listed([_box(box, boxes[box]) for box in identified], between=SEMICOLON),
        )
    yield sentence(_box(Box.DUPLICATES, boxes[Box.DUPLICATES]))
    yield from _duplicates(draft)
    yield sentence(
        _box(Box.SCREENED, boxes[Box.SCREENED]),
        "; ",
        _box(Box.EXCLUDED_SCREENING, boxes[Box.EXCLUDED_SCREENING]),
    )
    yield sentence(
        _box(Box.POTENTIAL, boxes[Box.POTENTIAL]),
        "; ",
        _not_retrieved(found),
    )
    yield from _without_file(draft, found)
    excluded = boxes[Box.EXCLUDED_ASSESSMENT]
    yield sentence(
        _box(Box.ASSESSED, boxes[Box.ASSESSED]),
        "; ",
        _box(Box.EXCLUDED_ASSESSMENT, excluded),
        by_criteria(draft, excluded),
        ", and ",
        _box(Box.PARKED, boxes[Box.PARKED]),
    )
    yield _unseen(draft, found)
    yield _differing(found)
    yield from _against_earlier(draft, found)
    yield sentence(
        _box(Box.INCLUDED, boxes[Box.INCLUDED]),
        "; these are reports of ",
        counted(found.studies, "study", "studies included", "studies"),
        draft.see("excluded") if excluded.n else "",
    )


def _duplicates(draft: Draft) -> Iterator[Part]:
    """How duplicates were removed in the program, and what of that the flow does not count; nothing if none were."""
    found = draft.material.duplicates()
    counted_here = found.removed
    ways = [
        *_known(counted_here.recognised, ""),
        *_merged(counted_here.merged, ""),
        *_tied(counted_here.tied),
    ]
    more = "more " if ways else ""
    beside = [
        *_known(found.recognised - counted_here.recognised, more),
        *_merged(found.merged - counted_here.merged, more),
    ]
    if ways:
        yield sentence("In the program, ", listed(ways, between=SEMICOLON))
    if beside:
        yield sentence(
            "" if ways else "In the program, ",
            listed(beside, between=SEMICOLON),
            "; these are not among the duplicates removed, because at most one of each two came from a search",
        )


def _known(many: int, more: str) -> Iterator[Part]:
    if many > 0:
        yield (
            counted(
                many,
                f"{more}reference",
                f"{more}references known when they were imported",
                f"{more}references",
            ),
            f" {was(many)} known already when imported, the same in every field",
        )


def _merged(many: int, more: str) -> Iterator[Part]:
    if many > 0:
        yield (
            counted(many, f"{more}record", f"{more}records merged as duplicates", f"{more}records"),
            f" {was(many)} merged with another of the same work",
        )


def _tied(many: int) -> Iterator[Part]:
    if many > 0:
        yield (
            counted(many, "record", "records that one more search found"),
            f" {was(many)} found by one more search, as was noted by hand",
        )


def _undecided(found: Flow) -> Part:
    """The records that are in no box yet; nothing if there are none."""
    places: list[Part] = [
        (counted(many, "record", place), f" {are(many)} {place}")
        for place, many in found.undecided.items()
        if many
    ]
    return sentence("Of the rest, ", listed(places)) if places else ""


def _unseen(draft: Draft, found: Flow) -> Part:
    """The records that were decided on without their document, which count as not retrieved; nothing if there are none."""
    parts: list[Part] = []
    for outcome, done in DONE_UNSEEN.items():
        if records := [one.record for one in found.unseen if one.outcome == outcome]:
            noun = "report", f"reports {done} without their document"
            parts.append((counted(len(records), *noun), f" {was(len(records))} {done}", draft.cited(records)))
    return (
        sentence("Without their documents, ", listed(parts), "; these count as not retrieved only")
        if parts
        else ""
    )


def _differing(found: Flow) -> Part:
    """How many records reviewers excluded by different criteria, and how these count; nothing if there are none."""
    many = len(found.differing)
    if not many:
        return ""
    return sentence(
        "Reviewers excluded ",
        counted(many, "record", "records excluded by different criteria"),
        " by different criteria; each counts under the one that most of them named, or the first of these",
    )


def _against_earlier(draft: Draft, found: Flow) -> Iterator[Part]:
    """The records that N counts though an earlier stage decided otherwise, with the gap; nothing if there are none."""
    by_stage: dict[tuple[str, Outcome], list[str]] = {}
    for one in found.against_earlier:
        if one.record in draft.material.included and one.at_before in AT_BEFORE:
            by_stage.setdefault((one.before, one.at_before), []).append(one.record)
    for (before, outcome), records in by_stage.items():
        yield sentence(
            counted(len(records), "included record", f"included, {outcome} at {before}"),
            f" {was(len(records))} {AT_BEFORE[outcome]} at {draft.material.stage_in_words(before)}",
            draft.cited(records),
            f", and {are(len(records))} counted as included",
        )
    if by_stage:
        yield (Gap("Which of the two decisions holds."),)


def _without_file(draft: Draft, found: Flow) -> Iterator[Part]:
    """The included records without a document that nobody reported as not retrieved; nothing if there are none."""
    without = frozenset(found.without_file)
    records = [one.id for one in included_records(draft.material) if one.id in without]
    if records:
        yield sentence(
            counted(len(records), "included record", "included records without a document"),
            f" {has(len(records))} no document in the review",
            draft.cited(records),
        )
        yield (Gap("Whether these documents were obtained."),)


def _is_there(count: BoxCount) -> bool:
    """Whether a box has anything to say: a number above 0, or one that is not reported although a part of it is there."""
    return bool(count.n or count.computed or count.by or count.is_not_reported)


def _box(box: Box, count: BoxCount) -> Part:
    """A box in words: ``37 records were included``, or that its number is not reported."""
    words = BOXES[box]
    if count.n is not None:
        beside = (
            (" (counted in the program: ", amount(count.computed, f"{box} as counted"), ")")
            if count.stated is not None and count.computed not in (None, count.stated)
            else ""
        )
        return counted(count.n, "record", box), f" {was(count.n)} {words}", beside
    if count.computed and count.is_not_reported:
        return (
            f"how many were {words} is not reported (the program has ",
            number(count.computed, f"{box} as counted"),
            ")",
        )
    if count.computed:
        return (
            f"how many were {words} is not fully reported (",
            number(count.computed, f"{box} as far as reported"),
            " as far as it is)",
        )
    return f"how many were {words} is not reported"


def _not_retrieved(found: Flow) -> Part:
    """How many documents were not obtained; that all were is said only once all were assessed, and are in the review."""
    count = found.boxes[Box.NOT_RETRIEVED]
    if count.n == 0:
        is_open = found.undecided or found.without_file
        return "none was reported as not retrieved" if is_open else "every document was obtained"
    return _box(Box.NOT_RETRIEVED, count)


def by_criteria(draft: Draft, count: BoxCount) -> Part:
    """By which criteria records were excluded."""
    names = draft.material.words[Names.CRITERION]
    parts: list[Part] = [
        (amount(n, f"excluded by {criterion}"), f" by {names.get(criterion, criterion)}")
        for criterion, n in count.by.items()
        if n
    ]
    return (" (", listed(parts, between=SEMICOLON), ")") if parts else ""


def _stated(box: Box, count: BoxCount) -> Part:
    value: Part = (
        amount(count.stated, f"{box} as stated", "0") if count.stated is not None else "not reported"
    )
    apart = f"One number that all agree on; apart was stated {'; '.join(count.apart)}."
    return (
        strong(f"{BOXES[box].capitalize()}: "),
        value,
        f" ({count.reason.rstrip('.')}).",
        (" ", Gap(apart)) if count.apart else "",
    )


def _check(check: FlowCheck) -> Part:
    """A rule that fails, with both sides and by how much."""
    rule = rule_in_words(check)
    if check.cannot_hold and check.at_least is not None:
        known = check.left if check.right is None else check.right
        least = ("at least ", number(check.at_least, f"{check.rule}: at least"))
        other = amount(known or 0, f"{check.rule}: known", "0")
        left, right = (other, least) if check.right is None else (least, other)
        return (f"{rule}: ", left, " against ", right, ".")
    if check.left is None or check.right is None:
        return (f"{rule}.",)
    return (
        f"{rule}: ",
        amount(check.left, f"{check.rule}: left", "0"),
        " against ",
        amount(check.right, f"{check.rule}: right", "0"),
        ", a difference of ",
        number(abs(check.left - check.right), f"{check.rule}: difference"),
        ".",
    )
