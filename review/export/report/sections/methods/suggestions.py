"""Methods: how suggestions of the program were used, as guidance on automation asks.

Such guidance is RAISE 2025, PRISMA-trAIce and PRISMA 2020: what, in which version, for what, how good, with which limits, and who checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from review.domain.suggestions.blind import what_it_shows
from review.domain.suggestions.evaluation import BlindShare, Evaluation, SemanticGain
from review.domain.suggestions.use import Response
from review.domain.wording.counted import was
from review.domain.wording.interval import with_interval
from review.export.report.blocks import Block, Gap, Heading, Number
from review.export.report.draft import Draft
from review.export.report.sentences import Part, amount, counted, flat, items, listed, said, sentence, strong
from review.version import __version__


def suggestions(draft: Draft) -> Iterator[Block]:
    """What suggested what, how often reviewers agreed, how good it was as far as that was measured, and its limits."""
    yield Heading(2, "Use of automation", "methods-suggestions")
    yield said(
        sentence(
            f"The review was done with the program realist-review, version {__version__}, which suggests an order of records for screening,"
            " codes for passages and source types for records"
        ),
        sentence(
            "The suggestions come from linear models on the words of titles, abstracts and passages, which learn on the reviewer's computer"
            " from the theory map and the decisions of this review only; no text leaves the computer, and the program's own"
            " sentences in this report are fixed wordings with counts"
        ),
        _encoder(draft),
        sentence("No record was included, excluded or coded by a model: reviewers decided on each"),
    )
    yield said(_use(draft), _shares(draft))
    yield from _quality(draft)
    yield said(
        sentence(
            "Limits: models compare texts and do not understand them, so that they do not recognise negation, irony or the quality of a study; they learned from this"
            " review, so that their figures do not apply to others; and suggestions can influence the person who codes"
        ),
        [
            Gap(
                "Which suggestions were used at which step and why, other tools that were used, and what was done to limit bias."
            )
        ],
    )


def _encoder(draft: Draft) -> Part:
    """The sentence encoder that was used for codes, as far as that is known from measuring or from what was accepted."""
    card, accepted = draft.model_card, draft.material.suggestion_use().with_vectors
    encoder = card.evaluation.encoder if card else UNSET
    if encoder is UNSET and not accepted:
        return ""
    named = (
        f"the sentence encoder {encoder.name} ({encoder.dimensions} dimensions, licence {encoder.licence}, SHA-256 {encoder.sha256})"
        if encoder is not UNSET
        else "a sentence encoder"
    )
    return sentence(
        f"For codes they also compare what sentences mean, by vectors of {named}, which was trained elsewhere on other texts and runs on the"
        " reviewer's computer: ",
        counted(accepted, "suggestion", "suggestions accepted with sentence vectors"),
        f" made so {was(accepted)} accepted",
    )


def _use(draft: Draft) -> Part:
    total = draft.material.suggestion_use().total
    answered = {
        Response.ACCEPTED: "accepted",
        Response.REJECTED: "rejected",
        Response.AGREED: "coded by hand while they were suggested",
    }
    if not any(total.get(response, 0) for response in answered):
        return sentence("No suggestion of a code was accepted or rejected")
    parts: list[Part] = [
        (amount(total[response], f"suggestions {response}"), f" {was(total[response])} {words}")
        for response, words in answered.items()
    ]
    missed, unknown = total.get(Response.MISSED, 0), total.get(Response.UNKNOWN, 0)
    others: list[Part] = [
        (amount(missed, "codes missed"), f" {was(missed)} coded while others were suggested"),
        (
            amount(unknown, "codes without a record of suggestions"),
            f" {was(unknown)} coded without a record of what was suggested",
        ),
    ]
    return (
        *sentence("Of suggested codes, ", listed(parts)),
        " ",
        *sentence("Of other codes, ", listed(others)),
    )


def _shares(draft: Draft) -> Part:
    """How much was done without suggestions, as the theory map asks for."""
    shares = draft.material.theory_map.shares
    parts = [
        f"{share:.0%} of {what}"
        for share, what in (
            (shares.blind, "passages were to be shown without suggestions"),
            (shares.random, "records were to be drawn at random"),
        )
        if share
    ]
    return sentence("To limit bias, ", listed(parts)) if parts else ""


def _quality(draft: Draft) -> Iterator[Block]:
    """The figures of the model card."""
    card = draft.model_card
    if card is None:
        yield said(
            [
                Gap(
                    "How good the suggestions were (to measure it for this report: review export report --model-card,"
                    " or Figures of suggestions in Exports)."
                )
            ],
        )
        return
    figures = list(_figures(card.evaluation))
    models = draft.see("model-card")
    if not figures:
        yield said(
            sentence("There were too few decisions and codings to say how good the suggestions were", models)
        )
        return
    yield said(
        sentence(
            "How good the suggestions were, each tested on documents or records that the model had not seen",
            models,
            ":",
        )
    )
    yield items(figures)


Figure = tuple[str, float | UnsetType, tuple[float, float] | UnsetType]


def _figures(found: Evaluation) -> Iterator[Part]:
    for stage, order in found.relevance_by_stage.items():
        yield from _line(
            f"Order at {stage}",
            [
                ("average precision", order.average_precision, UNSET),
                ("work saved at 95 % recall", order.work_saved, UNSET),
            ],
            (counted(order.decisions, "decision", f"decisions tested at {stage}")),
        )
    codes = found.all_codes
    yield from _line(
        "Codes",
        [("recall among the first three", codes.recall_at_3, codes.recall_at_3_interval)],
        (
            counted(codes.texts, "passage", "passages tested"),
            " of ",
            counted(codes.documents, "document", "documents tested"),
        ),
    )
    yield from _blind_share(found.blind)
    yield from _vectors(found.semantic)
    types = found.source_types
    yield from _line(
        "Source types",
        [
            ("accuracy", types.accuracy, types.accuracy_interval),
            ("macro F1", types.macro_f1, types.macro_f1_interval),
        ],
        counted(types.labels, "record", "records tested"),
    )


def _blind_share(found: BlindShare) -> Iterator[Part]:
    for group, kind in ((found.blind, "without"), (found.shown, "with")):
        yield from _line(
            f"Passages coded {kind} suggestions in sight",
            [
                (
                    "average precision of their codes",
                    group.average_precision,
                    group.average_precision_interval,
                ),
                ("share of codes that would not have been suggested", group.missed, group.missed_interval),
            ],
            (
                counted(group.passages, "passage", f"passages coded {kind} suggestions"),
                " of ",
                counted(group.documents, "document", f"documents coded {kind} suggestions"),
            ),
        )
    if shown := what_it_shows(found):
        yield shown


def _vectors(found: SemanticGain | UnsetType) -> Iterator[Part]:
    if not isinstance(found, SemanticGain) or not found.average_precision:
        return
    gain = found.average_precision
    figures: list[Figure] = [
        ("average precision with them", gain.with_vectors, UNSET),
        ("without them", gain.without, UNSET),
        ("difference at least", gain.low, UNSET),
        ("at most", gain.high, UNSET),
    ]
    tested = counted(found.passages, "passage", "passages tested with sentence vectors")
    yield from _line("Sentence vectors", figures, tested)


def _line(name: str, figures: list[Figure], tested: Part) -> Iterator[Part]:
    known: list[Part] = [
        (f"{what} ", Number(with_interval(value, interval), f"{name}: {what}"))
        for what, value, interval in figures
        if value is not UNSET
    ]
    if known:
        yield flat([strong(f"{name}: "), listed(known), " (", tested, ")"])
