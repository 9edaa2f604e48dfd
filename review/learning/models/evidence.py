"""What shows that a text bears on a code before anything is learned: several kinds of evidence that know no label.

- *Similarity* to the code's text, and to the texts that lend it their words: to the power of .7, so that few common words already
  count, less its mean over the codes, because a text that is like all codes shows nothing about any of them.
- *Meaning*, where there are sentence vectors: the cosine of text and code, and of the texts that lend it their
  meaning, less its mean over the codes.
- *Neighbours*: the mean evidence of the passage before and the passage after in the document, which are often about the same.

A kind is a frozen class with a scale and a method `of`; `kinds_of` lists those in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array

from review.learning.features.blocks import Floats
from review.learning.features.compared import Features
from review.learning.features.sentences import SENTENCE_WEIGHT
from review.learning.models.ridge import Doubles, Places

MOST_LENDING = 10
FULL_LENDING = 0.1
"""How many similar texts extend each code's words, and the mean similarity at which they count fully."""

SIMILARITY_POWER = 0.7
"""Before a calibration .5 is as good, but with few labels it costs recall where most codes are frequent (.007 on one of three sets)."""

SIMILARITY_SCALE = 0.75
MEANING_SCALE = 0.3
NEIGHBOURS_SCALE = 0.3
"""How much a kind counts until a calibration has learned it; chosen on labelled sets."""


class Kind(Protocol):
    """A kind of evidence that a text shows by itself."""

    @property
    def scale(self) -> float:
        """How much it counts until a calibration has learned it."""
        ...

    def of(self, rows: csr_array) -> Floats:
        """The evidence of texts like the rows of ``features.matrix`` for each code (texts × codes)."""
        ...

    def weights_at(self, row: csr_array, code: int) -> Floats:
        """How much each entry of a text's row counts for a code, to explain a score by words; their sum is `of`.

        What has no words counts nothing.
        """
        ...


@dataclass(frozen=True)
class Similarity:
    """How alike texts and codes are; `weights` by column and code, see `widened`."""

    weights: Floats
    scale: float = SIMILARITY_SCALE

    def of(self, rows: csr_array) -> Floats:
        """See `Kind.of`."""
        return less_mean(np.maximum(rows @ self.weights, 0) ** np.float32(SIMILARITY_POWER))

    def weights_at(self, row: csr_array, code: int) -> Floats:
        """See `Kind.weights_at`: what makes the text like the other codes counts against this one."""
        weights = self.weights[row.indices]
        similarity = np.maximum(row.data @ weights, 0)
        # Each word has the share in the power of the similarity that it has in the similarity.
        shares = np.divide(
            similarity ** np.float32(SIMILARITY_POWER),
            similarity,
            out=similarity.copy(),
            where=similarity > 0,
        )
        own = shares[code]
        shares *= -1 / len(shares) if len(shares) > 1 else 0
        shares[code] += own
        found: Floats = weights @ shares
        return found


@dataclass(frozen=True)
class Meaning:
    """How alike the sentence vectors of texts and codes are; `weights` by leading column and code, see `widened_meaning`."""

    weights: Floats
    scale: float = MEANING_SCALE

    def of(self, rows: csr_array) -> Floats:
        """See `Kind.of`; texts without a vector show nothing."""
        return less_mean(rows[:, : len(self.weights)] @ self.weights)

    def weights_at(self, row: csr_array, code: int) -> Floats:  # noqa: ARG002 - as of every kind
        """See `Kind.weights_at`; a sentence vector has no words."""
        return np.zeros(len(row.indices), np.float32)


def kinds_of(features: Features, texts: csr_array, codebook: csr_array) -> tuple[Kind, ...]:
    """The kinds of evidence in use.

    Args:
        features: the features of the columns.
        texts: rows like those of ``features.matrix``.
        codebook: one such row per code.
    """
    words = Similarity(widened(features, texts, codebook))
    if not features.semantic:
        return (words,)
    return words, Meaning(widened_meaning(features.semantic, texts, codebook))


class Evidence:
    """The evidence for each code of training texts, which have neighbours, and of other texts.

    Args:
        kinds: the kinds that a text shows by itself.
        texts: the training texts, rows like those of ``features.matrix``.
        neighbours: their neighbours.
    """

    def __init__(self, kinds: Sequence[Kind], texts: csr_array, neighbours: Neighbours) -> None:
        self._kinds = kinds
        self._own_scales = np.array([kind.scale for kind in kinds])
        self._has_neighbours = neighbours.any
        own = self._own(texts)
        near = neighbours.mean(own @ self._own_scales.astype(np.float32))
        self._usual = near.mean(axis=0) if len(near) else np.zeros(near.shape[1], np.float32)
        self._texts = self._joined(own, near)

    @property
    def scales(self) -> Doubles:
        """How much each kind counts until a calibration has learned it."""
        return np.append(self._own_scales, NEIGHBOURS_SCALE) if self._has_neighbours else self._own_scales

    def at(self, places: Places) -> Floats:
        """The evidence of training texts (texts × codes × kinds)."""
        found: Floats = self._texts[places]
        return found

    def of(self, rows: csr_array) -> Floats:
        """The evidence of texts without neighbours, which are taken to be the usual ones (texts × codes × kinds)."""
        own = self._own(rows)
        return self._joined(own, np.broadcast_to(self._usual, own.shape[:2]))

    def weights_at(self, row: csr_array, code: int, slopes: Sequence[float]) -> Doubles:
        """How much each entry of a text's row counts for a code if the kinds have these slopes, see `Kind.weights_at`."""
        weights: Doubles = np.zeros(len(row.indices))
        for kind, slope in zip(self._kinds, slopes, strict=False):
            weights += slope * kind.weights_at(row, code)
        return weights

    def _own(self, rows: csr_array) -> Floats:
        return np.stack([kind.of(rows) for kind in self._kinds], axis=-1)

    def _joined(self, own: Floats, near: Floats) -> Floats:
        return np.concatenate([own, near[..., np.newaxis]], axis=-1) if self._has_neighbours else own


class Neighbours:
    """The text before and the text after each text in its document.

    Args:
        documents: the document number of each text.
        positions: where each text is in its document (default: in the order given).

    Attributes:
        any: whether any text has a neighbour.
    """

    def __init__(self, documents: Places, positions: Sequence[int] | Places | None = None) -> None:
        places = np.arange(len(documents)) if positions is None else np.asarray(positions, np.int64)
        order = np.lexsort((places, documents))
        together = documents[order[1:]] == documents[order[:-1]]
        self._before = np.full(len(documents), -1, np.int64)
        self._after = self._before.copy()
        self._before[order[1:][together]] = order[:-1][together]
        self._after[order[:-1][together]] = order[1:][together]
        self.any = bool(together.any())

    def mean(self, evidence: Floats) -> Floats:
        """The mean evidence of each text's neighbours; of a text without any, the mean of all texts (texts × codes)."""
        found, number = np.zeros_like(evidence), np.zeros((len(evidence), 1), np.float32)
        for side in (self._before, self._after):
            here = side >= 0
            found[here] += evidence[side[here]]
            number[here] += 1
        alone = number[:, 0] == 0
        found /= np.maximum(number, 1)
        if alone.any():
            found[alone] = evidence.mean(axis=0)
        return found


def less_mean(values: Floats) -> Floats:
    """The values of each text less their mean over the codes; a single code's as they are (texts × codes)."""
    several = values.shape[1] > 1
    return values - values.mean(axis=1, keepdims=True) if several else values


def widened(features: Features, texts: csr_array, codebook: csr_array) -> Floats:
    """The weights of similarity to each code's text and to the texts most similar to it, by words (columns × codes).

    Pseudo-relevance feedback (Rocchio 1971): before any label it raised recall@3 from .70 to .76 on one of three
    labelled sets and by less than .01 on the others, with one label a code by .01 to .04 on all.

    Args:
        features: the features of the columns.
        texts: rows like those of ``features.matrix``.
        codebook: one such row per code.
    """
    weights = features.of_words(features.compared_rows(codebook))
    shared = lent(texts @ weights)
    return weights + features.of_words(features.compared(texts.T @ shared))


def widened_meaning(semantic: int, texts: csr_array, codebook: csr_array) -> Floats:
    """The same for sentence vectors, the `semantic` leading columns (columns × codes); their similarity is a cosine."""
    vectors = texts[:, :semantic] / np.float32(SENTENCE_WEIGHT)
    weights: Floats = (codebook[:, :semantic] / np.float32(SENTENCE_WEIGHT)).toarray().T
    more: Floats = vectors.T @ lent(texts[:, :semantic] @ weights)
    return weights + more


def lent(similarity: Floats) -> Floats:
    """The share of each text in what extends a code (texts × codes); a text extends only one code, the most similar one.

    Args:
        similarity: of texts to codes (texts × codes).
    """
    texts, codes = similarity.shape
    shared = np.zeros_like(similarity)
    most = min(MOST_LENDING, texts // (2 * codes)) if codes else 0
    if not most:
        return shared
    similarity = np.maximum(similarity, 0)
    similarity[similarity < similarity.max(axis=1, keepdims=True)] = 0
    for code in range(codes):
        nearest = np.argsort(-similarity[:, code], kind="stable")[:most]
        shared[nearest, code] = similarity[nearest, code]
    shared /= np.maximum(shared.sum(axis=0), most * FULL_LENDING)
    return shared
