"""What two copies of a review made apart: one is shown, the other is kept, and a line says so."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.theories.verdict import by_code, present_verdict
from review.domain.wording.counted import are, counted
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id
from review.journal.journal import Journal
from review.journal.queries import references, theory
from review.journal.queries.searches import flow
from review.journal.queries.searches import log as search_log
from review.journal.queries.team.answered_apart import answered_apart
from review.journal.queries.team.changed_apart import (
    SAME_WORK,
    changed_apart,
    related_apart,
    sampled_apart,
)
from review.journal.queries.team.hidden_by_merges import hidden_by_merges
from review.journal.queries.theories import verdicts
from review.journal.queries.writing.prose import all_prose
from review.project.configurations.service import ConfigurationService
from review.project.team.settled_apart import settled_apart_lines
from review.project.theories.history import TheoryHistoryService


def kept_apart(
    journal: Journal, history: TheoryHistoryService, configurations: ConfigurationService
) -> tuple[str, ...]:
    """A line for each wording, statement, verdict, text, search or number that is shown with others beside it."""
    if not theory.version_event(journal):
        return ()
    return tuple(_lines(journal, history, configurations))


def _lines(
    journal: Journal, history: TheoryHistoryService, configurations: ConfigurationService
) -> Iterator[str]:
    yield from history.reports()
    for code, given in by_code(verdicts.verdicts(journal)).items():
        verdict = present_verdict(given)
        if verdict and (apart := [one for one in verdict.others if not verdict.on_another(one)]):
            yield f"verdict on {code}: {verdict.reviewer}'s is shown; {_beside(len(apart))}"
    for one in configurations.all():
        parts = [
            *(element.wording for element in one.elements if element.others),
            *([one.statement] if one.others else []),
        ]
        if parts:
            yield f"configuration {one.label}: {counted(len(parts), 'wording')} shown with others made apart; both are kept"
    for code, prose in all_prose(journal, theory.current(journal).map).items():
        if texts := prose.written_on.count(""):
            yield f"text on {code}: one version is shown; {_beside(texts)}"
    for search in search_log.searches(journal):
        if search.others:
            yield f"search {search.id}: one version is shown; {_beside(len(search.others))}"
    for box, stated in flow.statements(journal).items():
        if stated.others:
            yield f"number of {box}: one is shown; {_beside(len(stated.others))}"
    yield from settled_apart_lines(journal)
    yield from _changed(journal)
    for hidden in hidden_by_merges(journal):
        yield hidden.sentence


def _changed(journal: Journal) -> Iterator[str]:
    for changed in changed_apart(journal):
        yield (
            f"{references.cited(journal, changed.record)}: {changed.shown_by}'s {changed.what} is shown;"
            f" {changed.other_by}'s, probably made apart, is in `review log {short_id(changed.record)}`"
        )
    for one in related_apart(journal):
        pair = " and ".join(
            f"{references.cited(journal, record)} ({short_id(record)})"
            for record in (one.record, one.other_record)
        )
        yield (
            f"{pair}: {one.other} for {one.other_by}, {one.said} for {one.by}, probably made apart;"
            f" undo what is wrong{'' if SAME_WORK in (one.said, one.other) else ', or relate them again'}"
        )
    for sample in sampled_apart(journal):
        yield (
            f"{sample.what} of {named(sample.stage)}: {sample.said} by {sample.by}, and {sample.other} by {sample.other_by}, probably"
            " made apart; the first counts. Do the other again if that is wrong"
        )
    for answer in answered_apart(journal):
        yield (
            f"{references.cited(journal, answer.record)}: {answer.code} {answer.said} on a passage for {answer.by}, {answer.other} for"
            f" {answer.other_by}, probably made apart; the first counts. Look at it again if that is wrong"
        )


def _beside(others: int) -> str:
    return f"{counted(others, 'other')} made apart {are(others)} kept beside it"
