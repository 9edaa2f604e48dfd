"""What passages coded without suggestions show that passages coded with suggestions in sight do not.

The blind share is drawn at random, so that both kinds of passages are alike but for what reviewers saw. If their codes agree
with suggestions to different degrees, suggestions sway the coding (automation bias: Goddard, Roudsari & Wyatt 2012, *JAMIA*
19:121). Agreement is measured for both with the same models, which have not seen the documents; what was suggested at
the time is known of one kind only. Intervals resample whole documents (Field & Welsh 2007, *JRSS B* 69:369).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from review.domain import Coding
from review.domain.suggestions.blind import is_blind
from review.domain.suggestions.evaluation import BlindShare, CodedPassages
from review.learning.evaluation import metrics
from review.learning.evaluation.evaluation import interval
from review.learning.models.codes import LEAST_SCORE, MOST_PER_PASSAGE, CodeSuggester
from review.learning.models.ridge import Doubles, Places

Rows = NDArray[np.bool_]

LEAST = 20
"""The least coded passages of a kind for a figure: with 20 the 95 % interval of a share of .5 is .30 to .70 (Wilson 1927)."""


def of_blind_share(
    codes: CodeSuggester, paragraphs: int, codings: Collection[Coding], seen: Collection[str], share: float
) -> BlindShare:
    """How far the codes of passages are those suggested, without suggestions in sight and with them.

    Only passages judged for every established code count (those marked done), if they have one of these codes, and if all
    their codings were made in the same way.

    Args:
        codes: has learned the codings.
        paragraphs: how many of its passages are paragraphs, the first ones; for quotations outside of these nothing is suggested.
        codings: the codings of all passages.
        seen: the ids of those that were made with suggestions on the screen.
        share: the share of passages shown without suggestions, 0 to 1.
    """
    with_suggestions = {
        place: kind
        for place, kind in _with_suggestions(codes, codings, seen, share)
        if place < paragraphs and kind is not None
    }
    measured = _measured(codes, with_suggestions)
    found = BlindShare(
        share=share, blind=_counted(measured, ~measured.seen), shown=_counted(measured, measured.seen)
    )
    if reason := _why_no_figures(found):
        return structs.replace(found, reason=reason)
    difference, between = _difference(measured)
    return structs.replace(
        found,
        blind=_quality(found.blind, measured, ~measured.seen),
        shown=_quality(found.shown, measured, measured.seen),
        difference=difference,
        difference_interval=between,
    )


@dataclass(frozen=True)
class _Measured:
    """Passages by row: whether suggestions were in sight, the document, and how far the codes are those suggested."""

    seen: Rows
    documents: Places
    recall: Doubles
    precision: Doubles
    codes: Places
    missed: Places


def _with_suggestions(
    codes: CodeSuggester, codings: Collection[Coding], seen: Collection[str], share: float
) -> Iterator[tuple[int, bool | None]]:
    """Whether the codings of each coded passage were made with suggestions in sight, by its place.

    True if all were, False if all are in the blind share, None otherwise. A passage counts as blind in documents only in which its reviewer saw suggestions elsewhere: codings that were imported,
    or made by a command or with suggestions off, fall into the share by chance, and are of other documents or other work.
    """
    guided = {(coding.record, coding.reviewer) for coding in codings if coding.id in seen}
    kinds: defaultdict[int, set[bool | None]] = defaultdict(set)
    for coding in codings:
        for place in codes.about(coding.record, coding.start, coding.end):
            passage = codes.passages[place]
            is_without = (coding.record, coding.reviewer) in guided and is_blind(
                share, coding.reviewer, passage.record, passage.start
            )
            kind = True if coding.id in seen else False if is_without else None
            kinds[place].add(kind)
    for place, found in kinds.items():
        yield place, found.pop() if len(found) == 1 else None


def _measured(codes: CodeSuggester, with_suggestions: dict[int, bool]) -> _Measured:
    texts, scores = codes.model.out_of_document()
    established = codes.model.established
    truth = codes.known[np.ix_(texts, established)] == 1
    rows = np.isin(texts, list(with_suggestions)) & truth.any(axis=1)
    texts, scores, truth = texts[rows], scores[np.ix_(rows, established)], truth[rows]
    shown = (-scores).argsort(axis=1, kind="stable").argsort(axis=1) < MOST_PER_PASSAGE
    missed = truth & ~(shown & (scores >= LEAST_SCORE))
    return _Measured(
        np.array([with_suggestions[text] for text in texts.tolist()], bool),
        codes.model.documents[texts],
        metrics.recall_of_each(scores, truth),
        metrics.precision_of_each(scores, truth),
        truth.sum(axis=1),
        missed.sum(axis=1),
    )


def _counted(measured: _Measured, rows: Rows) -> CodedPassages:
    return CodedPassages(
        passages=int(rows.sum()),
        documents=len(np.unique(measured.documents[rows])),
        codes=int(measured.codes[rows].sum()),
    )


def _why_no_figures(found: BlindShare) -> str:
    for passages, kind in ((found.blind, "without"), (found.shown, "with")):
        if passages.passages < LEAST:
            return f"too few passages coded {kind} suggestions in sight and marked done ({passages.passages} of {LEAST})"
        if passages.documents == 1:
            return f"all passages coded {kind} suggestions in sight are in one document"
    return ""


def _quality(counted: CodedPassages, measured: _Measured, rows: Rows) -> CodedPassages:
    documents = measured.documents[rows]
    recall, precision = measured.recall[rows], measured.precision[rows]
    codes, missed = measured.codes[rows], measured.missed[rows]
    return structs.replace(
        counted,
        recall_at_3=float(recall.mean()),
        recall_at_3_interval=interval(documents, lambda drawn: float(recall[drawn].mean())),
        average_precision=float(precision.mean()),
        average_precision_interval=interval(documents, lambda drawn: float(precision[drawn].mean())),
        missed=float(missed.sum() / codes.sum()),
        missed_interval=interval(documents, lambda drawn: float(missed[drawn].sum() / codes[drawn].sum())),
    )


def _difference(measured: _Measured) -> tuple[float, tuple[float, float]]:
    """Of average precision, with suggestions in sight less without, and its interval.

    Recall among the first three says less: with few codes it is nearly 1 for any passage.
    """
    seen, precision = measured.seen, measured.precision

    def difference(drawn: Places) -> float:
        with_them = seen[drawn]
        if with_them.all() or not with_them.any():
            return float("nan")
        return float(precision[drawn][with_them].mean() - precision[drawn][~with_them].mean())

    return difference(np.arange(len(seen))), interval(measured.documents, difference)
