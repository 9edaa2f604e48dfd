"""Appraisals: how relevant, rich and rigorous sources are for a theory, a configuration or the review."""

from __future__ import annotations

from collections.abc import Mapping

from review.acts import Appraise
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.wording.named import named
from review.domain.wording.unknown import meant
from review.errors import ReviewError
from review.journal.queries.theories import appraisals
from review.project.coding.quotation import CONTEXT, given_span
from review.project.documents import DocumentService
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service
from review.project.theories.targets import Targets
from review.project.theory import TheoryService

WHOLE_REVIEW = ""
"""The target of an appraisal for the review as a whole."""


class AppraisalService(Service):
    """Appraises records, and reads each reviewer's appraisals. A low level excludes nothing."""

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        records: RecordService,
        documents: DocumentService,
        targets: Targets,
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._documents = documents
        self._targets = targets

    def all(self, *, record: str = "", target: str | None = None) -> list[Appraisal]:
        """Every reviewer's appraisals of listed records: all, those of a record, or those for a target.

        `target` is a code or the id of a configuration, ``""`` the whole review, None any.
        """
        return appraisals.appraisals(self._journal, record=record, target=target)

    def appraise(
        self,
        record: str,
        levels: Mapping[str, Level | str],
        because: str,
        *,
        target: str = WHOLE_REVIEW,
        span: tuple[int, int] | None = None,
    ) -> Acknowledgement:
        """Appraise a record, or the passage at `span` of it, for a code or configuration, by default for the whole review.

        Dimensions that are left out keep the level that this reviewer gave them before.

        Raises:
            ReviewError: there is no level or no reason, or the span is not in the text.
            UnknownNameError: the target, a dimension or a level is unknown.
        """
        if not because.strip():
            raise ReviewError("an appraisal needs a reason")
        act = self.act(record, levels, because, target=target, span=span)
        given = ", ".join(f"{dimension} {named(level)}" for dimension, level in act.levels.items())
        called = f" for {self._targets.label(act.target)}" if act.target else ""
        return self._act(act, f"{self._records.cited(record)}{called}: {given}")

    def act(
        self,
        record: str,
        levels: Mapping[str, Level | str],
        because: str,
        *,
        target: str = WHOLE_REVIEW,
        span: tuple[int, int] | None = None,
        batch: str = "",
    ) -> Appraise:
        """The act of an appraisal, checked and not yet written; a reason is not asked for.

        Raises:
            ReviewError: there is no level, or the span is not in the text.
            UnknownNameError: the target, a dimension or a level is unknown.
        """
        act = Appraise(
            record=record,
            target=self._targets.find(target).id if target else WHOLE_REVIEW,
            levels=self.levels(levels),
            because=because.strip(),
            theory_event=self._theory.event,
            batch=batch,
        )
        return self._at(act, *span) if span else act

    def levels(self, given: Mapping[str, Level | str]) -> dict[str, Level]:
        """Levels by dimension, in the order of the map.

        Raises:
            ReviewError: there is none, or a dimension has two.
            UnknownNameError: a dimension or a level is unknown.
        """
        known = [dimension.id for dimension in self._theory.map.appraisal_dimensions]
        found: dict[str, Level] = {}
        for typed, level in given.items():
            dimension = meant("dimension", typed, known)
            if dimension in found:
                raise ReviewError(f"{dimension} is given two levels; give it one")
            found[dimension] = meant(f"level of {dimension}", level, Level)
        if not given:
            raise ReviewError(f"no level given; write {known[0]}=high, with one of {', '.join(Level)}")
        return {dimension: found[dimension] for dimension in known if dimension in found}

    def _at(self, act: Appraise, start: int, end: int) -> Appraise:
        """The same act on a passage of the record."""
        from msgspec.structs import replace

        document = self._documents.text_of(act.record)
        start, end = given_span(document, start, end)
        return replace(
            act,
            text_sha256=document.text_sha256,
            start=start,
            end=end,
            quote=document.text[start:end],
            before=document.text[max(0, start - CONTEXT) : start],
            after=document.text[end : end + CONTEXT],
        )
