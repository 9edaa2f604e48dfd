"""The learner: answers questions about suggestions from the journal's current content, for one reviewer."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from review.domain import (
    Coding,
    Decision,
    DoneMark,
    Order,
    PassageText,
    Queue,
    RecordSuggestions,
    RecordText,
    Rejection,
)
from review.domain.suggestions.against import AgainstMaterial, AgainstQueue
from review.domain.suggestions.evaluation import Evaluation, ReportProgress
from review.domain.suggestions.use import SuggestedCode, made_with_suggestions
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.project.learning.kept_order import KEPT, keep_orders, order_of
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.features.token_cache import TokenCache
    from review.learning.suggester import Suggester

WORDS_NAME = "review.db.words"
"""The file beside the journal that caches the words of texts; it may be deleted at any time."""


class Material(Protocol):
    """The training data: texts, and the events that one reviewer may see."""

    reviewer: str

    def revision(self) -> int:
        """A number that grows with every event."""

    def texts_revision(self) -> int:
        """A number that grows when records or documents are added or edited."""

    def theory_map(self) -> TheoryMap:
        """The current map."""

    def record_texts(self) -> list[RecordText]:
        """Title, abstract and opening of every record, oldest first."""

    def passages(self, record: str | None = None) -> list[PassageText]:
        """The paragraphs that can be coded, of one document or all."""

    def candidates(self, stage: str) -> list[str]:
        """The records waiting for the reviewer's decision at a stage, oldest first."""

    def codings(self) -> list[Coding]:
        """The current codings."""

    def decisions(self) -> list[Decision]:
        """The decisions that the reviewer may see."""

    def rejections(self) -> list[Rejection]:
        """The rejected suggestions."""

    def done_marks(self) -> list[DoneMark]:
        """The spans that reviewers have marked as done."""

    def suggested_codes(self) -> list[SuggestedCode]:
        """The responses to suggested codes."""

    def source_types(self) -> dict[str, str]:
        """The assigned source types, by record."""

    def against(self) -> AgainstMaterial:
        """Where evidence against theories and configurations is looked for."""


class Learner:
    """Answers questions from the journal's current content, for one reviewer.

    Args:
        material: the training data, checked for news before each answer.
        folder: where the journal is, and beside it what saves time at the next start; None to keep nothing.
    """

    def __init__(self, material: Material, folder: Path | None = None) -> None:
        # With one thread, training from scratch gives identical bits in every process; numpy reads this when first imported.
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
        self._material, self._folder = material, folder
        self._cache: TokenCache | None = None
        self._revision = self._texts_revision = -1
        self._suggester: Suggester | None = None
        self._ordered: Suggester | None = None

    def queue(
        self,
        stage: str,
        order: Order,
        limit: int = 50,
        focus: str | None = None,
        random_share: float | None = None,
    ) -> Queue:
        """What to read next at a stage.

        Args:
            stage: a stage of the theory map.
            order: the order; with `Order.OLDEST` records come as they were added.
            limit: the most records.
            focus: for `Order.CHALLENGE` the theory to challenge; None for all.
            random_share: the share of random records against bias, 0 to 1; None for the theory map's.

        Raises:
            UnknownNameError: the stage or code is unknown.
        """
        suggester = self.caught_up()
        _check(stage, [s.id for s in suggester.theory_map.stages], "stage")
        if focus is not None:
            focus = suggester.theory_map.present(focus)
            _check(focus, suggester.theory_map.code_names, "code")
        waiting = self._material.candidates(stage)
        share = suggester.theory_map.shares.random if random_share is None else random_share
        return suggester.queue(stage, order, waiting, limit, focus, share)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggested codes and source type of a record and, if asked for, the codes of each passage.

        Raises:
            UnknownNameError: the record is unknown.
        """
        suggester = self.caught_up()
        if record not in {one.record for one in suggester.texts.records}:
            raise UnknownNameError(f"Unknown record '{record}'")
        return suggester.of_record(record, passages)

    def against(self, target: str, limit: int = 20) -> AgainstQueue:
        """The passages of included records likeliest to challenge a theory, rival framing, sub-theme or configuration.

        Passages that were coded to the code or a sub-theme of it, put into the configuration, or looked at for it are left out.

        Args:
            target: a code, or the id of a configuration.
            limit: the most passages.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        suggester = self.caught_up()
        return suggester.against(suggester.theory_map.present(target), self._material.against(), limit)

    def evaluate(self, report: ReportProgress = lambda _: None) -> Evaluation:
        """How good the suggestions are, cross-validated by document, with models trained from scratch.

        Args:
            report: called at the beginning of each step.
        """
        renewed = Learner(self._material, self._folder)
        renewed._cache = self._cache
        return renewed.caught_up().evaluate(report, made_with_suggestions(self._material.suggested_codes()))

    def state(self) -> str:
        """The training data, as one short line."""
        return self.caught_up().state()

    def keep(self) -> None:
        """Write what saves time at the next start, where enough is new: the words of texts, and the order by the question."""
        if self._cache:
            self._cache.keep()
        suggester = self._suggester
        if self._folder and suggester and suggester.has_read_records and suggester is not self._ordered:
            theory_map, self._ordered = suggester.theory_map, suggester
            ranked = {stage.id: suggester.by_question(stage.id, KEPT) for stage in theory_map.stages}
            orders = {stage: order_of(theory_map, stage, records) for stage, records in ranked.items()}
            keep_orders(self._folder, orders)

    def caught_up(self) -> Suggester:
        """The suggester, updated with everything new in the material."""
        from review.learning.features.token_cache import TokenCache
        from review.learning.models.training_labels import Acts
        from review.learning.suggester import Suggester, Texts, TrainingData

        material, suggester = self._material, self._suggester
        revision = material.revision()
        if suggester is not None and revision == self._revision:
            return suggester
        theory_map, texts_revision = material.theory_map(), material.texts_revision()
        if suggester is None or theory_map != suggester.theory_map or texts_revision != self._texts_revision:
            self._cache = self._cache or TokenCache(self._folder / WORDS_NAME if self._folder else None)
            texts = Texts(material.record_texts(), material.passages())
            suggester = Suggester(theory_map, texts, material.reviewer, suggester, self._cache.tokens)
        acts = Acts(material.codings(), material.rejections(), material.done_marks())
        suggester.learn(TrainingData(material.decisions(), acts, material.source_types()))
        self._suggester, self._revision, self._texts_revision = suggester, revision, texts_revision
        return suggester


def _check(name: str, names: Collection[str], kind: str) -> None:
    if name not in names:
        raise UnknownNameError(unknown_name(kind, name, names))
