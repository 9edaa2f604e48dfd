"""Commands about suggestions: queue, suggest, evaluate. They train models in this process, from scratch."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from review.cli.accuracy.figures import evaluation_lines
from review.cli.command import SHORT, Command, Result, record_argument, share, whole_number
from review.cli.saying import say
from review.domain import Order, QueueItem, Terms
from review.domain.suggestions.evaluation import VECTORS, Progress
from review.domain.suggestions.model_name import model_in_words
from review.domain.suggestions.terms import of_both_sides
from review.domain.wording.named import capitalised
from review.project import Project
from review.user_folder import user_folder
from review.views.evaluation import Evaluation
from review.views.suggestions import ReadingQueue, Suggested, SuggestedCode

if TYPE_CHECKING:
    from review.project.learning.learner import Learner

AGAINST = "against: "
"""Before the words that lower a score."""

_MOST_SOURCE_TYPES = 3


@contextmanager
def learner_of(project: Project) -> Iterator[Learner]:
    """Models of the project, trained in this process."""
    # Imported here because it loads scikit-learn.
    from review.project.learning.learner import Learner

    learner = Learner(project.screening.material(), project.folder, user_folder())
    yield learner
    learner.keep()


def _queue_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--stage", help="default: the first stage with records waiting for you")
    parser.add_argument(
        "--order",
        choices=[str(order) for order in Order],
        default=str(Order.RELEVANCE),
        help="the order (default: relevance)",
    )
    parser.add_argument(
        "--limit", type=whole_number, default=20, metavar="N", help="maximum number of records (default: 20)"
    )
    parser.add_argument("--focus", metavar="CODE", help="with --order challenge: the theory to challenge")
    parser.add_argument(
        "--random-share",
        type=share,
        metavar="S",
        help="share of random records, 0 to 1 (default: the theory map's)",
    )


def _queue(project: Project, options: Namespace) -> Result:
    waiting = [stage for stage in project.theory.stages if project.screening.candidates(stage)]
    stage = options.stage or (waiting[0] if waiting else project.theory.stages[0])
    project.screening.candidates(stage)
    with learner_of(project) as learner:
        queue = learner.queue(stage, Order(options.order), options.limit, options.focus, options.random_share)
    again = {parked.record: parked.reason for parked in project.screening.parked_again(stage)}
    lines = [
        f"{item.score:.2f}  {item.record[:SHORT]}  {record.author_year}  {record.title}{_chosen_by(item, again)}"
        for item in queue.items
        for record in [project.records.get(item.record)]
    ]
    left = project.learning.stopping(stage)
    return Result(
        ReadingQueue.of(queue, stage, left, again),
        [*lines, f"Suggestions: {model_in_words(queue.model)}", left.sentence],
    )


def _chosen_by(item: QueueItem, again: Mapping[str, str]) -> str:
    """In brackets, why a record is in the queue again, or where it is; nothing where no word of it says so."""
    if item.record in again:
        return f"  ({again[item.record]})"
    why = "random" if item.by_lot else _for_and_against(item.terms, 4)
    return f"  ({why})" if why else ""


def _suggest_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("--passages", action="store_true", help="also for each passage")


def suggested(project: Project, record: str, *, passages: bool) -> Suggested:
    """The suggestions for a record, with those for its passages if asked for."""
    with learner_of(project) as learner:
        found = learner.record(record, passages=passages)
        _say_what_is_missing(learner)
    return Suggested.of(found, project.documents.get(record))


def _suggest(project: Project, options: Namespace) -> Result:
    found = suggested(project, project.records.find(options.record), passages=options.passages)
    lines = suggestion_lines(found) + uncalibrated_scores(found)
    for passage in found.passages:
        lines.append(f"{passage.cited_page}: {passage.quote[:100]}")
        lines += [f"   {_code_line(code)}" for code in passage.codes]
    return Result(found, [*lines, f"Suggestions: {model_in_words(found.model)}"])


def suggestion_lines(found: Suggested) -> list[str]:
    """The suggestions for a record as a whole, as lines of text."""
    lines = [_code_line(code) for code in found.codes]
    return lines + [
        f"{kind.source_type} {kind.score:.2f}{_because(kind.terms)}"
        for kind in found.source_type[:_MOST_SOURCE_TYPES]
    ]


def uncalibrated_scores(found: Suggested) -> list[str]:
    """A line that says which of a record's scores are not probabilities yet; none where all are."""
    uncalibrated = [
        name
        for name, scored in (("codes", found.codes), ("source types", found.source_type[:_MOST_SOURCE_TYPES]))
        if not all(each.calibrated for each in scored)
    ]
    return [f"Scores of {' and '.join(uncalibrated)} are not probabilities yet."] if uncalibrated else []


def _code_line(code: SuggestedCode) -> str:
    listed = ", ".join(f"{rival} {score:.2f}" for rival, score in code.rivals)
    rivals = f" ({'rival' if len(code.rivals) == 1 else 'rivals'} {listed})" if listed else ""
    return f"{code.code} {code.score:.2f}{rivals}{_because(code.terms)}"


def _because(terms: Terms) -> str:
    """The words behind a suggestion; nothing where no word of the text is."""
    said = _for_and_against(terms, 5)
    return f"  {'' if said.startswith(AGAINST) else 'because: '}{said}" if said else ""


def _for_and_against(terms: Terms, most: int) -> str:
    """The strongest words that raise a score, and those that lower it."""
    shown = of_both_sides(terms, most)
    raising, lowering = (
        ", ".join(term for term, weight in shown if (weight > 0) is up) for up in (True, False)
    )
    return "; ".join(part for part in (raising, lowering and f"{AGAINST}{lowering}") if part)


def _evaluate(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - every command is called alike
    with learner_of(project) as learner:
        figures = learner.evaluate(_say_vectors if sys.stderr.isatty() else lambda _: None)
        _say_what_is_missing(learner)
    stopping = project.learning.left_at_stages()
    answer = Evaluation.of(figures, stopping, project.learning.suggestion_use())
    return Result(answer, [*evaluation_lines(answer), f"Suggestions: {model_in_words(answer.model)}"])


def _say_what_is_missing(learner: Learner) -> None:
    """Say why sentence vectors are not used although an encoder is chosen, or not kept."""
    if missing := learner.of_vectors:
        say(f"{capitalised(missing)} (`review semantic status` says more)")


def say_step(progress: Progress) -> None:
    """Say at which step an answer is."""
    say(f"step {progress.step} of {progress.steps}: {progress.what}")


def _say_vectors(progress: Progress) -> None:
    """Say how far the sentence vectors are, of which an evaluation makes those that are missing."""
    if progress.what == VECTORS:
        say(f"{progress.what}: {progress.step - 1:,} of {progress.steps:,} passages")


COMMANDS = (
    Command("queue", "list what to read next, with scores and reasons", _queue, _queue_arguments),
    Command("suggest", "suggest codes and a source type for a record", _suggest, _suggest_arguments),
    Command("evaluate", "measure the suggestions, cross-validated by document", _evaluate),
)
