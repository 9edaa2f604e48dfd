"""Methods: the searches as they were logged, and what PRISMA-S asks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from review.domain.searches.checking import PLAN, SEARCH_TOTAL
from review.domain.searches.search import Search, SearchKind, SearchProblem
from review.domain.searches.wording import (
    is_theory,
    limits_in_words,
    problem_in_words,
    prompt_in_words,
    source_in_words,
)
from review.domain.wording.counted import are, has, was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, amount, counted, items, listed, said, sentence, strong


class KindName(NamedTuple):
    """The name of a kind of search, of one and of several."""

    one: str
    several: str


KINDS: dict[SearchKind, KindName] = {
    SearchKind.DATABASE: KindName("search of databases", "searches of databases"),
    SearchKind.ORGANISATION: KindName(
        "search of websites of organisations", "searches of websites of organisations"
    ),
    SearchKind.CITATION_BACKWARD: KindName("backward citation search", "backward citation searches"),
    SearchKind.CITATION_FORWARD: KindName("forward citation search", "forward citation searches"),
    SearchKind.EXPERT: KindName("question to experts", "questions to experts"),
    SearchKind.HAND_OVER: KindName("hand-over from other work", "hand-overs from other work"),
    SearchKind.CHANCE: KindName("chance find", "chance finds"),
}


def searching(draft: Draft) -> Iterator[Block]:
    """How many searches of which kinds in how many rounds, each in an item, and what is missing of PRISMA-S."""
    yield Heading(2, "Searching processes", "methods-searches")
    every = draft.material.searches()
    if not every:
        yield said(
            sentence("No search was logged in the program"),
            [
                Gap(
                    "All sources with platforms, dates, strings and limits (to log them: review search import), and why the search was made so."
                )
            ],
        )
        return
    rounds = {one.round for one in every}
    kinds = Counter(one.kind for one in every)
    yield said(
        sentence(
            counted(len(every), "search", "searches", "searches"),
            f" {was(len(every))} made in ",
            counted(len(rounds), "round", "rounds of searching"),
            ": ",
            listed(
                [
                    counted(kinds[kind], KINDS[kind].one, f"searches {kind}", KINDS[kind].several)
                    for kind in SearchKind
                    if kinds[kind]
                ]
            ),
            draft.see("search-rounds"),
        ),
        sentence(
            "The strings and the number of records that each found are in the search log",
            draft.see("search-log"),
        ),
    )
    yield items(_search(draft, one) for one in every)
    yield from _missing(draft)
    yield said(
        [
            Gap(
                "Why these sources were searched, who made and checked the strings, and why the searching ended where it did."
            )
        ]
    )


def _search(draft: Draft, one: Search) -> Part:
    """A search in an item: what it is, what prompted it, its limits, what it found, and why it ended."""
    prompt = sentence("Prompted by ", _prompt(draft, one)) if one.prompted_by else [Gap("What prompted it.")]
    sources = _sources(one)
    described = sentence(
        one.component or one.id,
        f": {KINDS[one.kind].one}",
        f" ({sources})" if sources else "",
        f", round {one.round}",
    )
    more = (
        ("Limits: ", limits_in_words(one)),
        ("Adapted from ", one.adapted_from),
        ("Stopped because: ", one.stopped_because),
        ("Contradictions: ", "; ".join(map(problem_in_words, _contradictions(draft, one)))),
    )
    said_more = [(" ", sentence(begins, text)) for begins, text in more if text]
    apart = (" ", Gap("One wording of this search: it was logged apart in another copy of the review."))
    return (
        strong(f"{one.id}. "),
        described,
        " ",
        prompt,
        " ",
        _found(one),
        said_more,
        apart if one.others else "",
    )


def _sources(one: Search) -> str:
    """The sources of a search with when they were searched: once if it was the same for all, else each by itself."""
    dates = {source.date for source in one.sources}
    if len(dates) == 1:
        (date,) = dates
        when = f"; searched {date}" if date else ""
        return ", ".join(map(source_in_words, one.sources)) + when
    return "; ".join(
        f"{source_in_words(source)}, {f'searched {source.date}' if source.date else 'date not reported'}"
        for source in one.sources
    )


def _contradictions(draft: Draft, one: Search) -> list[SearchProblem]:
    """What contradicts itself in a search, but for its total, which is said with what it found."""
    return [problem for problem in draft.material.search_problems(one) if problem.rule != SEARCH_TOTAL]


def _prompt(draft: Draft, one: Search) -> str:
    if is_theory(one.prompted_by):
        return f"the theory {draft.material.named(one.prompted_by)}"
    return prompt_in_words(one) if one.prompted_by == PLAN else f"a {one.prompted_by}"


def _found(one: Search) -> Part:
    """How many records it found, as far as that is reported, beside what was stated of it."""
    found = one.computed
    if found is None and one.total_stated is None:
        return sentence("How many records it found is not reported")
    unreported = one.unreported
    lines: Part = (
        (
            "; of ",
            counted(unreported, "line", f"lines of {one.id} without a number"),
            f" the number {are(1)} not reported",
        )
        if unreported
        else ""
    )
    if found is None:
        return sentence(
            "A total of ",
            counted(one.total_stated or 0, "record", f"stated total of {one.id}"),
            " was stated",
            lines,
        )
    reported = sentence(
        "It found ",
        counted(found, "record", f"found by {one.id}"),
        " in the lines that report a number" if unreported else "",
        lines,
    )
    if one.total_stated is None or one.total_stated == found:
        return reported
    differs = sentence(
        "The total that was stated is ",
        amount(one.total_stated, f"stated total of {one.id}"),
        ", which differs",
    )
    return reported, " ", differs


def _missing(draft: Draft) -> Iterator[Block]:
    """What PRISMA-S asks for and the log does not have."""
    missing = [one for one in draft.material.prisma_s() if one.missing]
    if missing:
        yield said(
            sentence(
                "Of the items of PRISMA-S the log leaves ",
                amount(len(missing), "items of PRISMA-S that the log leaves open"),
                f" open, which {has(len(missing))} to be written here:",
            )
        )
        yield items([Gap(f"{one.number}, {one.name}: {'; '.join(one.missing)}.")] for one in missing)
