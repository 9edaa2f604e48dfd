"""Pages of the Accuracy place that compare suggestions seen and unseen, and with and without sentence vectors."""

from __future__ import annotations

from msgspec import UNSET
from textual.content import Content

from review.domain.suggestions.blind import what_it_shows, why_it_shows_nothing
from review.domain.suggestions.evaluation import BlindShare, CodedPassages, Evaluation, SemanticGain
from review.domain.suggestions.gain import what_vectors_add
from review.domain.wording.counted import counted
from review.domain.wording.interval import with_interval
from review.domain.wording.named import capitalised
from review.tui.places.accuracy.page import Page, lead, muted, paragraphs, waiting
from review.tui.widgets.table_preview import describe_table


def blind_page(data: Evaluation | None, message: str) -> Page:
    """Whether reviewers follow suggestions, shown by passages coded without them."""
    if data is None:
        return Page(waiting(message))
    found = data.blind
    note = muted(
        "Passages coded and marked done, each scored by a model that has not seen its document; without suggestions: those of the blind"
        " share, which is drawn at random, in documents in which their reviewer saw suggestions elsewhere. Not suggested: codes not among"
        " the first three, or with a score below 0.1. In brackets the 95 % interval over documents."
    )
    if why := why_it_shows_nothing(found):
        known = f"{counted(found.blind.passages, 'passage')} coded without suggestions in sight, {found.shown.passages:,} with them."
        return Page(paragraphs(lead(why), known if found.share else "", note))
    difference = with_interval(found.difference, found.difference_interval)
    return Page(
        paragraphs(
            lead(what_it_shows(found)),
            _blind_table(found),
            f"Difference in average precision, with less without: {difference}.",
            note,
        )
    )


def _blind_table(found: BlindShare) -> Content:
    columns = [_column(group) for group in (found.blind, found.shown)]
    names = ("passages", "documents", "codes", "average precision", "among the first three", "not suggested")
    return describe_table(
        ["", "without suggestions", "with suggestions"],
        list(zip(names, *columns, strict=True)),
        [False, True, True],
    )


def _column(group: CodedPassages) -> tuple[str, ...]:
    return (
        f"{group.passages:,}",
        f"{group.documents:,}",
        f"{group.codes:,}",
        with_interval(group.average_precision, group.average_precision_interval),
        with_interval(group.recall_at_3, group.recall_at_3_interval),
        with_interval(group.missed, group.missed_interval),
    )


def semantic_page(data: Evaluation | None, message: str, of_vectors: str = "") -> Page:
    """What sentence vectors add to the suggestions of codes, and how far they are."""
    progress = f"{capitalised(of_vectors)}." if of_vectors else ""
    if data is None:
        return Page(paragraphs(waiting(message), *([progress] if progress else [])))
    found = data.semantic
    said = lead(f"{what_vectors_add(found)} {progress}".rstrip())
    if not isinstance(found, SemanticGain) or not found.average_precision or not found.recall_at_3:
        return Page(paragraphs(said))
    measured = f"{counted(found.passages, 'passage')} judged for every code, in {counted(found.documents, 'document')}."
    encoder = (
        ""
        if data.encoder is UNSET
        else f"Sentence vectors of {data.encoder.name}, {data.encoder.dimensions} dimensions."
    )
    rows = [
        (name, f"{gain.with_vectors:.2f}", f"{gain.without:.2f}", f"{gain.low:.2f} to {gain.high:.2f}")
        for name, gain in (
            ("average precision", found.average_precision),
            ("among the first three", found.recall_at_3),
        )
    ]
    table = describe_table(["", "with", "without", "difference (95 %)"], rows, [False, True, True, True])
    note = muted(
        "The same passages are scored with and without sentence vectors, by models that have not seen their document."
        " Average precision: the mean over the codes that have a figure of their own."
    )
    return Page(paragraphs(said, measured, table, encoder, note))
