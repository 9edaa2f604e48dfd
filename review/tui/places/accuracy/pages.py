"""The pages of the Accuracy place: a text and a plot for each question, made from the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType
from textual.content import Content

from review.domain.suggestions.evaluation import (
    AllCodesQuality,
    CodeQuality,
    Evaluation,
    LearningPoint,
    OrderQuality,
    Replay,
    SourceTypesQuality,
)
from review.domain.suggestions.reliability import SHOWN_FROM, error_among, how_far_off, scores_mislead
from review.domain.suggestions.stopping import ASSUMPTION, COUNTED, Stopping
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.domain.wording.share import in_ten
from review.tui.places.accuracy.page import (
    NARROWEST,
    NO_DRAWING,
    Page,
    lead,
    muted,
    paragraphs,
    waiting,
)
from review.tui.support.plain import plain, shorten
from review.tui.support.themes import MUTED
from review.tui.widgets.plot import Curve, Drawing
from review.tui.widgets.table_preview import GAP, describe_table

SUGGESTED = 3
"""How many suggestions of codes count."""

_NAME = 12
"""The fewest cells of a code's name."""


def order_page(stopping: Stopping, order: OrderQuality | None, message: str) -> Page:
    """What is likely left at a stage, and how good the order is.

    Args:
        stopping: the estimate, which needs no model.
        order: the figures of the stage, none while there are none.
        message: what to show instead of them.
    """
    parts: list[Content | str] = [lead(stopping.advice), stopping.sentence]
    notes = muted(f"{COUNTED} {ASSUMPTION}")
    if order is None:
        return Page(paragraphs(*parts, waiting(message), notes))
    replay = Replay() if order.reason else order.replay
    if order.reason:
        parts.append(f"Cross-validated order: {order.reason}.")
    else:
        parts.append(
            f"Cross-validated order: average precision {order.average_precision:.2f}, work saved at 95% recall"
            f" {order.work_saved:.2f}, recall after a tenth of the records {order.recall_at_tenth:.2f}."
        )
    if not isinstance(replay.replayed, UnsetType):
        parts.append(
            f"{_replayed(replay.replayed, order.decisions)} replayed in the suggested order: loss {replay.loss:.3f} (0 is perfect, 0.5 is random),"
            f" work saved at 95% recall {replay.work_saved:.2f}."
        )
    parts += [calibration_sentence(order.calibrated, "records"), notes]
    return Page(paragraphs(*parts), _replay_drawing(replay))


def _replayed(replayed: int, decisions: int) -> str:
    return "The decisions" if replayed == decisions else f"{replayed:,} of the decisions, sampled at random,"


def _replay_drawing(replay: Replay) -> Drawing:
    points = tuple((float(read), float(found)) for read, found in replay.curve or ())
    if not points or not points[-1][1]:
        return NO_DRAWING
    at_random = ((0.0, 0.0), points[-1])
    return Drawing(
        "Relevant records found",
        "records read",
        (Curve("suggested order", points), Curve("random", at_random)),
        points[-1][1],
    )


def codes_page(
    data: Evaluation | None, names: Mapping[str, str], message: str, across: int = NARROWEST
) -> Page:
    """How good the suggestions of each code are, in a table of at most `across` cells."""
    if data is None:
        return Page(waiting(message))
    every = data.all_codes
    summary = (
        f"{counted(every.texts, 'passage')} judged for every code, in {counted(every.documents, 'document')}"
    )
    if every.recall_at_3 is not UNSET:
        summary += f"; {with_interval(every.recall_at_3, every.recall_at_3_interval)} of their codes are among the first three suggested"
    table = _codes_table(data.codes, names, across)
    note = muted(
        "Each passage is scored by a model that has not seen its document. AP: average precision. The recall of all codes and the"
        " curve below count a code as suggested if it is among the first three."
    )
    headline = (
        f"{in_ten(every.recall_at_3).capitalize()} codes of a passage are among the first three suggested{_by_chance(len(data.codes))}."
        if every.recall_at_3 is not UNSET
        else "Too few passages are coded and marked done to say how good the suggestions of codes are."
    )
    return Page(
        paragraphs(lead(headline), summary + ".", table, note),
        _learning_drawing(data.curves.codes, "recall@3 on other documents", "documents coded"),
    )


def _by_chance(codes: int) -> str:
    """What three codes drawn at random would come to."""
    if codes <= SUGGESTED:
        return f", but there are only {counted(codes, 'code')}"
    return f" ({in_ten(SUGGESTED / codes)} of {codes} codes by chance)"


def _codes_table(codes: Mapping[str, CodeQuality], names: Mapping[str, str], across: int) -> Content:
    """The figures of each code. Its name has the cells that the others leave; the last column is cut if they are too few."""
    figures = {code: _figures(quality) for code, quality in codes.items()}
    heads = ("code", "name", "labels", "AP", "F1 (95 %)")
    others = zip((heads[0], *heads[2:]), *((code, *shown) for code, shown in figures.items()), strict=True)
    room = across - sum(max(map(len, column)) + GAP for column in others)
    rows = [(code, shorten(names.get(code, ""), max(_NAME, room)), *shown) for code, shown in figures.items()]
    return describe_table(heads, rows, [False, False, True, True, False], across)


def _figures(quality: CodeQuality) -> tuple[str, str, str]:
    if quality.reason:
        return str(quality.labels), "", quality.reason
    f1 = with_interval(quality.f1, quality.f1_interval)
    return str(quality.labels), f"{quality.average_precision:.2f}", f1


def calibration_page(data: Evaluation | None, message: str) -> Page:
    """Whether a score of 30 % means three in ten."""
    if data is None:
        return Page(waiting(message))
    every = data.all_codes
    bins = every.calibration or ()
    parts: list[Content | str] = [lead(calibration_of_codes(every))]
    if not bins:
        return Page(paragraphs(*parts))
    rows = [(count, f"{score:.2f}", f"{share:.2f}") for count, score, share in bins]
    parts += [
        "Of the suggestions with such a score, the share that was right:",
        describe_table(["suggestions", "mean score", "share right"], rows, [True, True, True]),
    ]
    found = tuple((float(score), float(share)) for _, score, share in bins)
    ideal = ((0.0, 0.0), (1.0, 1.0))
    curves = (Curve("suggestions", found), Curve("perfect", ideal))
    return Page(paragraphs(*parts), Drawing("Share right", "score", curves, 1.0))


def source_types_page(
    quality: SourceTypesQuality | None,
    curve: Sequence[LearningPoint],
    names: Mapping[str, str],
    message: str,
    across: int = NARROWEST,
) -> Page:
    """How often the first suggested source type was right, and which are confused, in a table of at most `across` cells."""
    if quality is None:
        return Page(waiting(message))
    labels = f"{counted(quality.labels, 'record')} with a source type."
    parts: list[Content | str]
    if quality.reason or quality.accuracy is UNSET:
        parts = [lead("Too few source types are set to say how often the suggested one is right."), labels]
        parts.append(f"{quality.reason}.")
    else:
        parts = [
            lead(f"The first suggested source type is right for {in_ten(quality.accuracy)} records."),
            labels,
        ]
        parts.append(
            f"Right {with_interval(quality.accuracy, quality.accuracy_interval)}, macro F1"
            f" {with_interval(quality.macro_f1, quality.macro_f1_interval)}, each record scored by a model that has not seen it."
        )
        parts.append(_confusion_table(quality.types or (), quality.confusion or (), names, across))
    parts.append(calibration_sentence(quality.calibrated, "source types"))
    if quality.reason:
        return Page(paragraphs(*parts))
    return Page(
        paragraphs(*parts),
        _learning_drawing(curve, "share right on other records", "records with a type"),
    )


def _confusion_table(
    kinds: Sequence[str], confusion: Sequence[Sequence[int]], names: Mapping[str, str], across: int
) -> Content:
    """Set types as rows, suggested ones as columns, which are headed by numbers to fit a narrow screen."""
    heads = [str(number) for number, _ in enumerate(kinds, 1)]
    counts = [["·" if count == 0 else str(count) for count in line] for line in confusion]
    others = sum(GAP + max(map(len, column)) for column in zip(heads, *counts, strict=True))
    room = max(len("set \\ suggested"), across - others) - len("10 ")
    rows = [
        (f"{number:>2} {shorten(names.get(kind, kind), room)}", *line)
        for number, kind, line in zip(heads, kinds, counts, strict=True)
    ]
    return describe_table(["set \\ suggested", *heads], rows, [False, *(True for _ in heads)])


def trained_page(data: Evaluation | None, message: str) -> Page:
    """What each model has learned from, and how."""
    if data is None:
        return Page(waiting(message))
    elsewhere = "" if data.encoder is UNSET else " Only the sentence encoder was trained elsewhere."
    parts: list[Content | str] = [
        lead(
            f"The models have learned from this review alone: its theory map, decisions and codings.{elsewhere}"
        ),
        *(
            Content.assemble(
                (plain(model.name), "bold"),
                *(f"\n  {plain(name)}: {count:,}" for name, count in model.learned_from.items()),
                *((f"\n  {plain(name)}: {plain(value)}", MUTED) for name, value in model.settings.items()),
            )
            for model in data.trained
        ),
    ]
    counted_records = "Records decided on: with those excluded at an earlier stage, without parked ones."
    return Page(
        paragraphs(*parts, muted(f"{counted_records} The export `model-card` writes this with every figure."))
    )


def calibration_of_codes(every: AllCodesQuality) -> str:
    """Whether the scores of codes can be read as probabilities, judged by their measured error."""
    off = how_far_off(every) if every.calibrated else ""
    if not off:
        return calibration_sentence(every.calibrated, "codes")
    bins = every.calibration or ()
    if not scores_mislead(every):
        return f"Scores are calibrated: they can be read as probabilities, {off}."
    high = sum(count for count, mean, _ in bins if mean >= SHOWN_FROM)
    return (
        f"Scores are calibrated, but those of {SHOWN_FROM} and more are off by {error_among(bins):.2f} on average"
        f" ({counted(high, 'suggestion')}): do not read high scores as probabilities."
    )


def calibration_sentence(calibrated: bool, ranked: str) -> str:
    """Whether scores can be read as probabilities; `ranked` names what they rank."""
    if not calibrated:
        return f"Scores are not calibrated yet: they rank {ranked}; they are not probabilities."
    return "Scores are calibrated: they can be read as probabilities."


def _learning_drawing(points: Sequence[LearningPoint], measure: str, learned_from: str) -> Drawing:
    curves = (
        Curve("mean", tuple((point.documents, point.recall) for point in points)),
        Curve("best", tuple((point.documents, point.highest) for point in points), dots=True),
        Curve("worst", tuple((point.documents, point.lowest) for point in points), dots=True),
    )
    return Drawing(f"Learning curve: {measure}", learned_from, curves, 1.0)
