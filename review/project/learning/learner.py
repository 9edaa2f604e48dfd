"""The learner: answers questions about suggestions from the journal's current content, for one reviewer."""

from __future__ import annotations

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
from review.domain.suggestions.evaluation import VECTORS, Evaluation, Progress, ReportProgress
from review.domain.suggestions.use import SuggestedCode, made_with_suggestions
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.learning.arithmetic import set_up_arithmetic
from review.project.learning.kept_order import KEPT, keep_orders, order_of
from review.theory_map import TheoryMap

if TYPE_CHECKING:
    from review.learning.features.token_cache import TokenCache
    from review.learning.review_models import ReviewModels
    from review.learning.semantic.making import VectorMaker
    from review.learning.suggester import Suggester

WORDS_NAME = "review.db.words"
"""The file beside the journal that caches the words of texts; it may be deleted at any time."""

STEPS_SAID = 10
"""The number of sentence vectors after which it is said again how far they are."""


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


_AGAINST = ("reading the texts", "learning the codes", "comparing passages")
"""The steps of looking for evidence against."""


class Learner:
    """Answers questions from the journal's current content, for one reviewer.

    Args:
        material: the training data, checked for news before each answer.
        folder: where the journal is, and beside it what saves time at the next start; None to keep nothing.
        settings: the folder of the user's settings, which say which sentence encoder is used; None for none.
    """

    def __init__(self, material: Material, folder: Path | None = None, settings: Path | None = None) -> None:
        # With one thread, training from scratch gives identical bits in every process.
        set_up_arithmetic()
        self._material, self._folder, self._settings = material, folder, settings
        self._cache: TokenCache | None = None
        self._revision = self._texts_revision = -1
        self._models: ReviewModels | None = None
        self._ordered: ReviewModels | None = None
        self._maker: VectorMaker | None = None
        self._wanted_by: ReviewModels | None = None
        self._chosen_at = 0
        self.renewals = 0
        """The number of times that other answers became possible without an act: all sentence vectors were there, or the encoder was changed."""

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
        models = self.caught_up()
        _check(stage, [s.id for s in models.theory_map.stages], "stage")
        if focus is not None:
            focus = models.theory_map.present(focus)
            _check(focus, models.theory_map.code_names, "code")
        waiting = self._material.candidates(stage)
        share = models.theory_map.shares.random if random_share is None else random_share
        return self._suggester(models).queue(stage, order, waiting, limit, focus, share)

    def record(self, record: str, passages: bool = True) -> RecordSuggestions:
        """The suggested codes and source type of a record and, if asked for, the codes of each passage.

        Raises:
            UnknownNameError: the record is unknown.
        """
        models = self.caught_up()
        if record not in models.rows:
            raise UnknownNameError(f"Unknown record '{record}'")
        return self._suggester(models).of_record(record, passages)

    def against(self, target: str, limit: int = 20, report: ReportProgress = lambda _: None) -> AgainstQueue:
        """The passages of included records likeliest to challenge a theory, rival framing, sub-theme or configuration.

        Passages that were coded to the code or a sub-theme of it, put into the configuration, or looked at for it are left out.

        Args:
            target: a code, or the id of a configuration.
            limit: the most passages.
            report: called at the beginning of each step.

        Raises:
            UnknownNameError: the code or configuration is unknown.
        """
        report(Progress(1, len(_AGAINST), _AGAINST[0]))
        models = self.caught_up()
        report(Progress(2, len(_AGAINST), _AGAINST[1]))
        models.codes()
        report(Progress(3, len(_AGAINST), _AGAINST[2]))
        named = models.theory_map.present(target)
        return self._suggester(models).against(named, self._material.against(), limit)

    def evaluate(self, report: ReportProgress = lambda _: None) -> Evaluation:
        """How good the suggestions are, cross-validated by document, with models trained from scratch.

        Args:
            report: called at the beginning of each step.
        """
        renewed = Learner(self._material, self._folder, self._settings)
        renewed._cache, renewed._maker = self._cache, self._maker
        renewed.caught_up()
        renewed.finish(report)
        from review.learning.evaluation.of_review import evaluated

        seen = made_with_suggestions(self._material.suggested_codes())
        return evaluated(renewed.caught_up(), report, seen)

    def state(self) -> str:
        """The training data or what is missing, as one short line."""
        self.caught_up()
        return self.last_state

    # --- sentence vectors ----------------------------------------------------------------------------------------------

    @property
    def last_state(self) -> str:
        """The state by what was read last."""
        return self.of_vectors or (self._models.state() if self._models else "")

    @property
    def of_vectors(self) -> str:
        """How far sentence vectors are, or why they are missing, as one line; ``""`` if they are all there, or not wanted."""
        maker = self._maker
        if maker is None:
            return ""
        if maker.trouble:
            return f"no sentence vectors: {maker.trouble}"
        if maker.is_working:
            made, wanted = maker.progress
            return f"sentence vectors: {made - made % STEPS_SAID:,} of {wanted:,} passages"
        return f"sentence vectors are not kept: {maker.unkept}" if maker.unkept else ""

    def work(self) -> bool:
        """Do one small piece of the work that no question waits for; returns whether there is more of it."""
        if self._models and self._settings and self._has_other_choice(self._settings):
            self.caught_up()
            self.renewals += 1
        maker = self._maker
        if maker is None or not maker.is_working:
            return False
        maker.step()
        if maker.vectors:
            self.caught_up().codes()
            self.renewals += 1
        return maker.is_working

    def finish(self, report: ReportProgress = lambda _: None) -> None:
        """Make all sentence vectors that are missing, as far as that is possible.

        Args:
            report: called again and again.
        """
        maker = self._maker
        while maker and maker.step():
            made, wanted = maker.progress
            if made % STEPS_SAID == 0:
                report(Progress(made + 1, wanted, VECTORS))

    def _has_other_choice(self, settings: Path) -> bool:
        from review.learning.semantic.choice import changed_at

        return changed_at(settings) != self._chosen_at

    def _follow_encoder(self, models: ReviewModels) -> None:
        """Let the models use the vectors of the encoder that is chosen at the moment, if all of them are there."""
        if self._settings is None:
            return
        from review.learning.semantic.choice import changed_at, chosen
        from review.learning.semantic.making import VectorMaker
        from review.learning.semantic.vectors import VECTORS_NAME

        self._chosen_at = changed_at(self._settings)
        encoder = chosen(self._settings) if models.theory_map.uses_semantics else None
        if encoder is None and self._maker is None:
            return
        self._maker = self._maker or VectorMaker(self._folder / VECTORS_NAME if self._folder else None)
        if self._maker.follow(encoder) or models is not self._wanted_by:
            self._maker.want(models.texts_of_codes())
            self._wanted_by = models
        models.use(self._maker.vectors)

    def keep(self) -> None:
        """Write what saves time at the next start, where enough is new: the words of texts, and the order by the question."""
        if self._cache:
            self._cache.keep()
        models = self._models
        if self._folder and models and models.has_read_records and models is not self._ordered:
            theory_map, self._ordered = models.theory_map, models
            suggester = self._suggester(models)
            ranked = {stage.id: suggester.by_question(stage.id, KEPT) for stage in theory_map.stages}
            orders = {stage: order_of(theory_map, stage, records) for stage, records in ranked.items()}
            keep_orders(self._folder, orders)

    def caught_up(self) -> ReviewModels:
        """The models, updated with everything new in the material."""
        revision = self._material.revision()
        if self._models is None or revision != self._revision:
            self._models, self._revision = self._updated(), revision
        self._follow_encoder(self._models)
        return self._models

    def _suggester(self, models: ReviewModels) -> Suggester:
        from review.learning.suggester import Suggester

        return Suggester(models, self._material.reviewer)

    def _updated(self) -> ReviewModels:
        from review.learning.features.token_cache import TokenCache
        from review.learning.models.training_labels import Acts
        from review.learning.review_models import ReviewModels, Texts, TrainingData

        material, models = self._material, self._models
        theory_map, texts_revision = material.theory_map(), material.texts_revision()
        if models is None or theory_map != models.theory_map or texts_revision != self._texts_revision:
            self._cache = self._cache or TokenCache(self._folder / WORDS_NAME if self._folder else None)
            texts = Texts(material.record_texts(), material.passages())
            models = ReviewModels(theory_map, texts, models, self._cache.tokens)
        acts = Acts(material.codings(), material.rejections(), material.done_marks())
        models.learn(TrainingData(material.decisions(), acts, material.source_types()))
        self._texts_revision = texts_revision
        return models


def _check(name: str, names: Collection[str], kind: str) -> None:
    if name not in names:
        raise UnknownNameError(unknown_name(kind, name, names))
