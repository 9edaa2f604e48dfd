"""Commands that replay labelled sets with the suggestions: simulate relevance, simulate codes. They need no project."""

from __future__ import annotations

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, json, to_builtins

from review.cli.command import Command, Result, shared_options, whole_number
from review.cli.referencing import progress_line
from review.domain.texts.languages import ENGLISH
from review.domain.wording.counted import counted
from review.errors import ReadingError, ReviewError
from review.sandbox.regular_file import read_text
from review.views.simulations import SimulatedCoding, SimulatedScreening

if TYPE_CHECKING:
    from review.learning.evaluation.simulation import CodesPoint
    from review.learning.features.blocks import Floats

LARGEST_FIELD = 10_000_000
"""The most characters in one field of a labelled set."""

LARGEST_SET = 200_000_000
"""The largest labelled set, in bytes."""

LARGEST_CODEBOOK = 10_000_000
"""The largest codebook, in bytes."""

IN_USE = ""
"""`--semantic` without a folder."""

EACH_CODE = [0, 1, 5, 20]
"""The numbers of labels per code without options."""


@dataclass(frozen=True, slots=True)
class LabelledRecord:
    """A row of a labelled set."""

    title: str
    abstract: str
    is_relevant: bool


class LabelledPassage(Struct, frozen=True):
    """A line of a labelled set of passages; `document` names its document."""

    text: str
    labels: tuple[str, ...]
    document: str | int | float


@dataclass(frozen=True, slots=True)
class Codebook:
    """The description of each code, and the codes of the texts' languages."""

    descriptions: Mapping[str, str]
    languages: tuple[str, ...] = (ENGLISH,)


def _arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="verb", metavar="WHAT", required=True)
    relevance = kinds.add_parser(
        "relevance", help="screen a labelled set in the suggested order", parents=[shared_options()]
    )
    relevance.add_argument(
        "file", type=Path, metavar="FILE.csv", help="columns title, abstract, label_included"
    )
    relevance.add_argument("--question", default="", metavar="TEXT", help="the review question")
    relevance.add_argument(
        "--prior", type=int, nargs=2, default=(), metavar="ROW", help="two rows whose labels are known"
    )
    codes = kinds.add_parser("codes", help="suggest codes for labelled passages", parents=[shared_options()])
    codes.add_argument("file", type=Path, metavar="FILE.jsonl", help='rows {"text", "labels", "document"}')
    codes.add_argument(
        "--codebook", type=Path, required=True, metavar="FILE", help="a theory map or {code: definition}"
    )
    codes.add_argument(
        "--labels-per-code",
        metavar="K,K",
        help="numbers of labels per code to learn from (default: 0,1,5,20 without --random-labels)",
    )
    codes.add_argument(
        "--random-labels",
        metavar="N,N",
        help="numbers of passages to learn from, drawn at random with all their codes known",
    )
    codes.add_argument(
        "--semantic",
        nargs="?",
        const=IN_USE,
        metavar="DIR",
        help="with sentence vectors, of the encoder in a folder (default: the one in use)",
    )
    codes.add_argument(
        "--seeds", type=whole_number, default=3, metavar="N", help="number of repetitions (default: 3)"
    )


def _simulate(options: Namespace) -> Result:
    return _relevance(options) if options.verb == "relevance" else _codes(options)


def _relevance(options: Namespace) -> Result:
    from review.learning.evaluation.simulation import replay_relevance
    from review.learning.evaluation.stopping import stops

    rows = _labelled(options.file)
    if any(not 0 <= row < len(rows) for row in options.prior):
        raise ReviewError(f"--prior: {options.file.name} has rows 0 to {len(rows) - 1}")
    if len(set(options.prior)) < len(options.prior):
        raise ReviewError("--prior: give two different rows")
    labels = [row.is_relevant for row in rows]
    try:
        replay = replay_relevance(
            [row.title for row in rows],
            [row.abstract for row in rows],
            labels,
            options.question,
            options.prior,
        )
    except ValueError as error:
        raise ReviewError(f"{options.file}: {error}") from error
    answer = SimulatedScreening.of(replay, stops(labels, [*options.prior, *replay.order]))
    figures = (
        f"{name} {value:.4f}" for name, value in to_builtins(answer).items() if isinstance(value, float)
    )
    return Result(
        answer,
        [
            f"{options.file.name}: {counted(replay.records, 'record')}, {replay.relevant:,} relevant; {', '.join(figures)}",
            *(
                f"stopped by {rule}: after {stop.read} records ({stop.share:.0%}), recall {stop.recall:.4f}"
                for rule, stop in answer.stopping.items()
            ),
        ],
    )


def _labelled(path: Path) -> list[LabelledRecord]:
    csv.field_size_limit(LARGEST_FIELD)
    reader = csv.DictReader(StringIO(read_text(path, LARGEST_SET), newline=""))
    try:
        missing = {"title", "abstract", "label_included"} - set(reader.fieldnames or ())
        if missing:
            raise ReadingError(f"{path}:1: the columns {', '.join(sorted(missing))} are missing")
        return [_labelled_record(row, f"{path}:{line}") for line, row in _numbered(reader)]
    except csv.Error as error:
        raise ReadingError(f"{path}:{reader.reader.line_num}: not valid CSV ({error})") from error


def _numbered(reader: csv.DictReader[str]) -> Iterator[tuple[int, Mapping[str, str | None]]]:
    """Rows with the line where each begins: empty lines may precede it, and its fields may span lines."""
    before = reader.line_num
    for row in reader:
        within = sum(value.count("\n") for value in row.values() if isinstance(value, str))
        yield max(before + 1, reader.line_num - within), row
        before = reader.line_num


def _labelled_record(row: Mapping[str, str | None], place: str) -> LabelledRecord:
    label = (row["label_included"] or "").strip().removesuffix(".0")
    if label not in {"0", "1"}:
        raise ReadingError(f"{place}: label_included is '{label[:20]}'; write 0 or 1")
    return LabelledRecord(row["title"] or "", row["abstract"] or "", label == "1")


def _codes(options: Namespace) -> Result:
    from review.learning.evaluation.simulation import replay_codes

    codebook = _codebook(options.codebook)
    rows = _coded(options.file, codebook.descriptions)
    at_random = _counts("--random-labels", options.random_labels)
    of_each_code = _counts("--labels-per-code", options.labels_per_code) or ([] if at_random else EACH_CODE)
    texts = [row.text for row in rows]
    try:
        points = replay_codes(
            texts,
            [set(row.labels) for row in rows],
            [str(row.document) for row in rows],
            codebook.descriptions,
            of_each_code,
            at_random,
            options.seeds,
            vectors=_vectors(options.semantic, [*texts, *codebook.descriptions.values()]),
            languages=codebook.languages,
        )
    except ValueError as error:
        raise ReviewError(f"{options.file}: {error}") from error
    return Result(SimulatedCoding.of(points), list(map(_line, points)))


def _vectors(place: str | None, texts: Sequence[str]) -> Floats | None:
    """The sentence vectors of texts, by the encoder in a folder or in use; None without `--semantic`."""
    if place is None:
        return None
    from review.learning.semantic import choice
    from review.learning.semantic.encoding import encoded

    encoder = choice.checked(place) if place != IN_USE else choice.chosen()
    if encoder is None:
        raise ReviewError(
            "--semantic: no encoder is in use; choose one with `review semantic use`, or name its folder"
        )
    with encoder.open() as opened, progress_line() as line:

        def report(done: int, total: int) -> None:
            if line:
                line(f"sentence vectors: {done:,} of {total:,} texts")

        return encoded(texts, opened, report=report)


def _counts(option: str, written: str | None) -> list[int]:
    """The numbers given to an option, separated by commas; none without it."""
    try:
        counts = [int(count) for count in written.split(",")] if written is not None else []
    except ValueError:
        counts = [-1]
    if min(counts, default=0) < 0:
        raise ReviewError(f"{option}: write numbers separated by commas, such as 0,1,5,20")
    return counts


def _line(point: CodesPoint) -> str:
    drawn = (
        f"{point.random_labels:>4} passages at random"
        if point.labels_per_code is None
        else f"{point.labels_per_code:>4} labels per code"
    )
    error = point.calibration_error
    return (
        f"{drawn}, seed {point.seed}: recall@3 {point.recall_at_3:.3f}, macro F1 {point.macro_f1:.3f}, "
        f"MAP {point.mean_average_precision:.3f}{'' if error is None else f', calibration error {error:.3f}'}"
    )


def _codebook(path: Path) -> Codebook:
    """The codebook in a theory map, with the map's languages, or in a JSON object, in English."""
    if path.suffix.casefold() in {".yaml", ".yml"}:
        from review.theory_map.reading import read_theory_map

        theory_map = read_theory_map(path)
        descriptions = {
            code: f"{name}. {theory_map.proposition_of(code)}" for code, name in theory_map.code_names.items()
        }
        return Codebook(descriptions, theory_map.languages)
    try:
        codebook = json.decode(read_text(path, LARGEST_CODEBOOK), type=dict[str, str])
    except (MsgspecError, RecursionError) as error:
        raise ReadingError(
            f"{path}: not a codebook ({error}); write an object {{code: definition}}"
        ) from error
    if not codebook:
        raise ReadingError(f"{path}: not a codebook; write an object {{code: definition}}")
    return Codebook(codebook)


def _coded(path: Path, codebook: Mapping[str, str]) -> list[LabelledPassage]:
    rows = []
    # Split at line feeds only: strings may contain other characters that Python treats as line ends.
    for number, line in enumerate(read_text(path, LARGEST_SET).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.decode(line, type=LabelledPassage)
        except (MsgspecError, RecursionError) as error:
            raise ReadingError(
                f"{path}:{number}: not an object {{text, labels, document}} ({error})"
            ) from error
        if unknown := [label for label in row.labels if label not in codebook]:
            raise ReadingError(f"{path}:{number}: '{unknown[0]}' is not in the codebook")
        rows.append(row)
    if not rows:
        raise ReadingError(f"{path}: contains no passages")
    return rows


COMMANDS = (
    Command(
        "simulate",
        "test the suggestions by replaying a labelled set",
        _simulate,
        _arguments,
        needs_project=False,
    ),
)
