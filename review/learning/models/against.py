"""The passages of included documents that are likeliest to challenge a claim, and that nobody has judged for it.

Which passages bear on a code is learned from all codings; what the wording of a challenge is, from those that challenge or
support and from fragments of configurations, half from all and half from those of the claim itself (which found .75 instead
of .66 challenges among the first ten of a labelled set with a tenth of its labels, see ``benchmarks/against.py``). Once enough
passages are known to challenge a claim or not to, a logistic regression turns scores into probabilities; it is fitted
on scores from models that have not seen the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from review.domain import PassageText, Stance
from review.domain.suggestions.against import AgainstItem, AgainstMaterial
from review.domain.theories.configuration import Relation
from review.errors import UnknownNameError
from review.learning.features.blocks import Floats
from review.learning.features.prose import is_prose
from review.learning.models import challenge
from review.learning.models.calibration import LEAST_OF_EACH, Calibration, fitted
from review.learning.models.claims import Claim, claim_of_code, claim_of_configuration
from review.learning.models.codes import CodeSuggester
from review.learning.models.orders import spread
from review.learning.models.ridge import Doubles, Places
from review.learning.models.training_labels import Acts
from review.learning.models.ways import together, ways
from review.theory_map import TheoryMap

FOLDS = 5
"""Into so many parts the documents are divided to score each with a wording learned from the others."""


class _Judged(NamedTuple):
    """A passage that challenges a code or a configuration (`target`), or does not."""

    place: int
    target: str
    speaks_against: bool


class EvidenceAgainst:
    """Finds evidence against claims, from one state of a review.

    Args:
        suggester: has learned from the acts.
        theory_map: its map.
        passages: the passages that may be listed, the first ones of `suggester`.
        acts: the acts that it has learned from.
        material: where evidence is looked for.
    """

    def __init__(
        self,
        suggester: CodeSuggester,
        theory_map: TheoryMap,
        passages: Sequence[PassageText],
        acts: Acts,
        material: AgainstMaterial,
    ) -> None:
        self._suggester, self._map, self._passages = suggester, theory_map, passages
        self._codings = acts.codings
        self._material = material
        self._weights_of_all: dict[int | None, Floats] = {}

    def claim(self, target: str) -> Claim:
        """The claim of a code or of a configuration, given by its id.

        Raises:
            UnknownNameError: there is none.
        """
        configurations = self._material.configurations
        if target in self._map.code_names:
            return claim_of_code(target, self._map, configurations)
        for one in configurations:
            if one.id == target:
                return claim_of_configuration(one, self._map, configurations)
        raise UnknownNameError(self._map.unknown_code(target))

    def found(self, target: str, limit: int) -> tuple[tuple[AgainstItem, ...], bool]:
        """The passages likeliest to challenge a target, in the order to look at them; and whether scores are probabilities.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        claim = self.claim(target)
        places = self._open_places(claim)
        if not len(places):
            return (), False
        texts = self._suggester.features.matrix[places]
        against = self._wording(claim, texts)
        of_ways = ways(self._suggester, claim, texts, self._suggester.model.scores_at(places), against)
        likelihood = together(of_ways, len(places))
        calibration = self._calibration()
        scores = calibration(_logit(likelihood)) if calibration else likelihood
        order = self._order(scores, places, limit)
        passages = [self._passages[places[row]] for row in order]
        explained = self._suggester.explained(texts[order], [passage.text for passage in passages])
        items = []
        for row, passage, text in zip(order, passages, explained, strict=True):
            way = max(of_ways, key=lambda one: float(one.likelihood[row]))
            score = round(float(scores[row]), 4)
            terms = way.reasons(text)
            items.append(AgainstItem(passage.record, passage.start, passage.end, score, way.why, terms))
        return tuple(items), calibration is not None

    def _order(self, scores: Doubles, places: Places, limit: int) -> list[int]:
        """The rows of scores in the order to look at their passages, at most `limit`.

        Scraps, glossaries and acknowledgements come after all sentences.
        """
        sentences: list[int] = []
        others: list[int] = []
        for row in spread(scores, [self._passages[place].record for place in places]):
            if len(sentences) == limit:
                break
            passage = self._passages[places[row]]
            claims = not passage.is_apart and is_prose(passage.text, self._map.languages)
            (sentences if claims else others).append(row)
        return (sentences + others)[:limit]

    def _open_places(self, claim: Claim) -> Places:
        """The passages of included records that nobody has judged for the target."""
        under, about = set(self._map.under(claim.target)), self._suggester.about
        taken = {
            place
            for coding in self._codings
            if under & coding.stances.keys()
            for place in about(coding.record, coding.start, coding.end)
        }
        taken |= {
            place
            for one in self._material.configurations
            if one.id == claim.target
            for fragment in one.fragments
            for place in about(fragment.record, fragment.start, fragment.end)
            if not fragment.is_lost
        }
        taken |= {one.place for one in self._looked_at if one.target == claim.target}
        included = set(self._material.included)
        open_ = [
            place
            for place, passage in enumerate(self._passages)
            if passage.record in included and place not in taken
        ]
        return np.array(open_, np.int64)

    # --- what was judged ---------------------------------------------------------------------------------------------

    @cached_property
    def _coded(self) -> list[_Judged]:
        return [
            _Judged(place, code, stance is Stance.CHALLENGES)
            for coding in self._codings
            for code, stance in coding.stances.items()
            if stance in (Stance.CHALLENGES, Stance.SUPPORTS)
            for place in self._suggester.about(coding.record, coding.start, coding.end)
        ]

    @cached_property
    def _fragments(self) -> list[_Judged]:
        return [
            _Judged(place, one.id, fragment.relation is Relation.AGAINST)
            for one in self._material.configurations
            for fragment in one.fragments
            if fragment.relation is not Relation.QUALIFIES and not fragment.is_lost
            for place in self._suggester.about(fragment.record, fragment.start, fragment.end)
        ]

    @cached_property
    def _looked_at(self) -> list[_Judged]:
        return [
            _Judged(place, self._map.present(one.target), False)
            for one in self._material.looked_at
            for place in self._suggester.about(one.record, one.start, one.end)
        ]

    @cached_property
    def _elsewhere(self) -> list[_Judged]:
        """Passages that were marked as done without a code, or for which it was rejected."""
        codes = self._suggester.codes
        cells = np.argwhere(self._suggester.known == 0).tolist()
        return [_Judged(place, codes[column], False) for place, column in cells]

    # --- the wording of a challenge, and probabilities -------------------------------------------------------------------

    def _wording(self, claim: Claim, texts: csr_array, without: int | None = None) -> Doubles:
        """How much each text's wording is that of a challenge, learned `without` a fold of the documents."""
        wording = challenge.in_wording(texts, self._wording_of_all(without))
        own = [
            (one.place, one.speaks_against)
            for one in (*self._coded, *self._fragments)
            if one.target in claim.judged
        ]
        return (wording + challenge.in_wording(texts, self._weights(own, without))) / 2 if own else wording

    def _wording_of_all(self, without: int | None) -> Floats:
        if without not in self._weights_of_all:
            self._weights_of_all[without] = self._weights(self._stated, without)
        return self._weights_of_all[without]

    def _weights(self, examples: Sequence[tuple[int, bool]], without: int | None) -> Floats:
        kept = [(place, against) for place, against in examples if self._folds[place] != without]
        return challenge.wording_weights(self._suggester, self._first_words, kept)

    @cached_property
    def _first_words(self) -> csr_array:
        return challenge.directions(self._suggester)

    @cached_property
    def _stated(self) -> list[tuple[int, bool]]:
        """The rows of passages worded as a challenge or as support, of whatever claim."""
        put = [(one.place, one.speaks_against) for one in self._fragments]
        return self._suggester.with_stances(self._codings) + put

    @cached_property
    def _folds(self) -> Places:
        folds: Places = self._suggester.model.documents % FOLDS
        return folds

    def _calibration(self) -> Calibration | None:
        """Fitted on what was judged for all codes; None as long as that is too little.

        What was found not to bear on a code does not challenge it: without that, passages on other matters, which are most, would
        be unknown.
        """
        every = (*self._coded, *self._looked_at, *self._elsewhere)
        known = [one for one in every if one.target in self._suggester.codes]
        against = np.array([one.speaks_against for one in known], bool)
        if min(against.sum(), (~against).sum()) < LEAST_OF_EACH:
            return None
        places, rows = np.unique([one.place for one in known], return_inverse=True)
        scores = self._suggester.model.scores_out_of_document(places)
        targets, evidence = np.array([one.target for one in known]), np.zeros(len(known))
        for target in np.unique(targets).tolist():
            here = np.flatnonzero(targets == target)
            evidence[here] = self._out_of_document(self.claim(target), places[rows[here]], scores[rows[here]])
        found = fitted(_logit(evidence), against)
        return found if found and found.slopes[0] > 0 else None

    def _out_of_document(self, claim: Claim, places: Places, scores: Doubles) -> Doubles:
        """How likely judged passages challenge a claim, by models that have not seen their documents, as `scores` are."""
        texts = self._suggester.features.matrix[places]
        against = np.zeros(len(places))
        for fold in np.unique(self._folds[places]).tolist():
            rows = np.flatnonzero(self._folds[places] == fold)
            against[rows] = self._wording(claim, texts[rows], without=fold)
        return together(ways(self._suggester, claim, texts, scores, against), len(places))


def _logit(likelihood: Doubles) -> Doubles:
    """One kind of evidence for a calibration."""
    certain = np.clip(likelihood, 1e-6, 1 - 1e-6)
    logits: Doubles = np.log(certain / (1 - certain)).reshape(-1, 1)
    return logits
