"""The command on the sentence encoder that suggestions of codes use: use, off, status."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from review.cli.command import SHORT, Command, Result, shared_options
from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.project import Project, nearest_project
from review.views.suggestions import SentenceEncoder

OFF_IN_MAP = "this review's theory map switches sentence vectors off (suggestions: semantic: false)"


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)
    shared = [shared_options()]
    use = verbs.add_parser("use", help="check an encoder and use it from now on", parents=shared)
    use.add_argument(
        "place", metavar="DIR|default", help="a folder with model.onnx and tokenizer.json, or the extra's own"
    )
    verbs.add_parser("off", help="use none from now on", parents=shared)
    verbs.add_parser("status", help="which one is in use, and how many passages have vectors", parents=shared)


def _semantic(options: Namespace) -> Result:
    """The encoder is the user's: the command needs no review, and says more in one."""
    if options.project is None and not _is_in_a_review():
        return _carried_out(None, options)
    return Command("semantic", "", _carried_out)(options)


def _is_in_a_review() -> bool:
    try:
        nearest_project(Path.cwd())
    except ReviewError:
        return False
    return True


def _carried_out(project: Project | None, options: Namespace) -> Result:
    # Imported here because it loads numpy.
    from review.learning.semantic.choice import choose, forget

    if options.verb == "use":
        choose(options.place)
    elif options.verb == "off":
        forget()
    answer = encoder_of(project)
    return Result(answer, list(_lines(answer)))


def encoder_of(project: Project | None) -> SentenceEncoder:
    """The encoder in use, and how many passages of a review have vectors."""
    from review.learning.semantic.choice import chosen, spoilt
    from review.learning.semantic.vectors import VECTORS_NAME, VectorStore

    passages = [each.text for each in project.screening.material().passages()] if project else []
    if (found := chosen()) is None:
        return SentenceEncoder.off(len(passages) if project else None, spoilt())
    problem = found.problem()
    if project and not problem and not project.theory.map.uses_semantics:
        problem = OFF_IN_MAP
    store = VectorStore(project.folder / VECTORS_NAME if project else None, found.sha256, found.dimensions)
    missing = set(store.missing(passages))
    having = sum(text not in missing for text in passages)
    return SentenceEncoder(
        encoder=found.name,
        folder=found.folder,
        sha256=found.sha256,
        dimensions=found.dimensions,
        licence=found.licence,
        passages=having if project else None,
        all_passages=len(passages) if project else None,
        ready=bool(project) and not problem and not missing,
        problem=problem,
    )


def _lines(answer: SentenceEncoder) -> Iterator[str]:
    if answer.encoder is None and answer.problem:
        yield f"No sentence encoder is in use: {answer.problem}"
        return
    if answer.encoder is None:
        yield "No sentence encoder is in use: codes are suggested by words alone. `review semantic use default` uses one."
        return
    licence = "licence not given" if answer.licence == "not given" else answer.licence
    yield f"{answer.encoder} ({licence}): {answer.dimensions} dimensions, SHA-256 {(answer.sha256 or '')[:SHORT]}"
    if answer.all_passages is not None:
        yield f"{answer.passages:,} of {counted(answer.all_passages, 'passage')} of this review have vectors{_others(answer)}"
    if answer.problem:
        yield f"Suggestions go on without it: {answer.problem}"


def _others(answer: SentenceEncoder) -> str:
    is_waiting = not answer.ready and not answer.problem
    return "; the others get theirs while the screen is open" if is_waiting else ""


COMMANDS = (
    Command(
        "semantic",
        "choose the sentence encoder that suggestions of codes use on this machine",
        _semantic,
        _arguments,
        needs_project=False,
    ),
)
