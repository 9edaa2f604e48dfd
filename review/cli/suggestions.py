"""Commands about suggestions: queue, suggest, evaluate. They learn in this process, with cold fits."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from review.cli.command import Command, Result, share, whole_number
from review.cli.figures import evaluation_lines, stopping_figures, use_figures
from review.cli.records import SHORT, record_argument
from review.model import CodeSuggestion, Order, RecordSuggestions, SourceTypeSuggestion
from review.project import Project


@contextmanager
def _learner(project: Project) -> Iterator[Any]:
    # Imported where it is used: it loads scikit-learn.
    from review.worker import WORDS_NAME, Learner

    learner = Learner(project.material(), project.folder / WORDS_NAME)
    yield learner
    learner.keep_readings()


def _queue_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--stage", help="default: the first stage at which something waits for you")
    parser.add_argument("--order", choices=[str(order) for order in Order], default=str(Order.RELEVANCE))
    parser.add_argument("--limit", type=whole_number, default=20, metavar="N")
    parser.add_argument("--focus", metavar="CODE", help="with --order challenge: the theory to be challenged")
    parser.add_argument(
        "--random-share", type=share, metavar="S", help="records by lot, 0 to 1 (default: the theory map's)"
    )


def _queue(project: Project, options: Namespace) -> Result:
    waiting = [stage for stage in project.stages if project.candidates(stage)]
    stage = options.stage or (waiting[0] if waiting else project.stages[0])
    project.candidates(stage)
    with _learner(project) as learner:
        queue = learner.queue(stage, Order(options.order), options.limit, options.focus, options.random_share)
    rows = [
        {
            "record": item.record,
            "score": round(item.score, 4),
            "terms": [[term, round(weight, 4)] for term, weight in item.terms],
            "by_lot": item.by_lot,
        }
        for item in queue.items
    ]
    lines = [
        f"{item.score:.2f}  {item.record[:SHORT]}  {record.author_year}  {record.title}  ({'by lot' if item.by_lot else ', '.join(term for term, _ in item.terms[:4])})"
        for item in queue.items
        for record in [project.record(item.record)]
    ]
    left = project.stopping(stage)
    data = {
        "queue": rows,
        "stage": stage,
        "model": queue.model,
        "calibrated": queue.calibrated,
        "stopping": stopping_figures(left),
    }
    return Result(data, [*lines, queue.model, left.sentence])


def _suggest_arguments(parser: ArgumentParser) -> None:
    record_argument(parser)
    parser.add_argument("--passages", action="store_true", help="for each passage, too")


def suggested(project: Project, record: str, *, passages: bool) -> dict[str, Any]:
    """The suggestions for a record as JSON shows them."""
    with _learner(project) as learner:
        found: RecordSuggestions = learner.record(record, passages=passages)
    document = project.document(record)
    rows = [
        {
            "page": document.page_at(passage.start).number,
            "page_label": document.page_at(passage.start).label,
            "start": passage.start,
            "end": passage.end,
            "quote": document.text[passage.start : passage.end],
            "codes": [_code(code) for code in passage.codes],
        }
        for passage in found.passages
        if document is not None
    ]
    return {
        "codes": [_code(code) for code in found.codes],
        "source_type": [_source_type(kind) for kind in found.source_type],
        "passages": rows,
        "model": found.model,
    }


def _code(code: CodeSuggestion) -> dict[str, Any]:
    return {
        "code": code.code,
        "score": round(code.score, 4),
        "calibrated": code.calibrated,
        "terms": [[term, round(weight, 4)] for term, weight in code.terms],
        "rivals": [[rival, round(score, 4)] for rival, score in code.rivals],
    }


def _source_type(kind: SourceTypeSuggestion) -> dict[str, Any]:
    return {
        "source_type": kind.source_type,
        "score": round(kind.score, 4),
        "calibrated": kind.calibrated,
        "terms": [[term, round(weight, 4)] for term, weight in kind.terms],
    }


def _suggest(project: Project, options: Namespace) -> Result:
    data = suggested(project, project.find(options.record), passages=options.passages)
    lines = suggestion_lines(data)
    for passage in data["passages"]:
        lines.append(f"p. {passage['page_label']}: {passage['quote'][:100]}")
        lines += [
            "   " + _line(code["score"], code["code"], code["terms"], code["rivals"])
            for code in passage["codes"]
        ]
    return Result(data, [*lines, data["model"]])


def suggestion_lines(data: dict[str, Any]) -> list[str]:
    """What is suggested for a record as a whole, for people."""
    codes, types = data["codes"], data["source_type"][:3]
    lines = [_line(code["score"], code["code"], code["terms"], code["rivals"]) for code in codes]
    lines += [_line(kind["score"], kind["source_type"], kind["terms"], []) for kind in types]
    of = {"codes": codes, "source types": types}
    uncalibrated = [name for name, scored in of.items() if not all(each["calibrated"] for each in scored)]
    return lines + (
        [f"scores of {' and '.join(uncalibrated)} are not calibrated yet"] if uncalibrated else []
    )


def _line(score: float, name: str, terms: list[list[Any]], rivals: list[list[Any]]) -> str:
    because = ", ".join(str(term) for term, _ in terms[:5])
    beside = "".join(f" | {rival} {value:.2f}" for rival, value in rivals)
    return f"{score:.2f}  {name}{beside}  because: {because}"


def _evaluate(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - every command is called alike
    with _learner(project) as learner:
        data = learner.evaluate()
    data |= {
        "stopping": {stage: stopping_figures(project.stopping(stage)) for stage in project.stages},
        "use": use_figures(project.suggestion_use()),
    }
    return Result(data, [*evaluation_lines(data), data["model"]])


COMMANDS = (
    Command("queue", "what to read next, with scores and why", _queue, _queue_arguments),
    Command("suggest", "codes and source type suggested for a record", _suggest, _suggest_arguments),
    Command("evaluate", "how good the suggestions have been, cross-validated by document", _evaluate),
)
