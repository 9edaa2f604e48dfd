"""What a journal holds for exports, read once and only when it is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from review.domain import CodeEvidence, Coding, Comment, Decision, FacetValues, Memo, Record, Settlement
from review.domain.reference import Reference
from review.domain.searches.checking import problems
from review.domain.searches.search import Search, SearchProblem
from review.domain.theories.appraisal import Appraisal
from review.domain.theories.configuration import Configuration
from review.domain.theories.levels import AppraisalIndex, LeftOut
from review.domain.theories.verdict import Verdict
from review.domain.wording.unknown import unknown_name
from review.domain.writing.desk import Mark, Resolved
from review.errors import UnknownNameError
from review.export.late import Late
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries import coding_acts, descriptions, records, screening_acts, theory
from review.journal.queries.references import sources
from review.journal.queries.searches import log
from review.journal.queries.searches.counts import counts
from review.journal.queries.theories import appraisals
from review.project.bibliography import as_reference, united_bodies
from review.project.configurations.reading import all_configurations
from review.project.exporting.found_records import FoundRecords
from review.project.looking_again.waiting import waiting
from review.project.theories.verdicts import verdicts_in
from review.project.writing.citing import cited_under
from review.project.writing.marks import marks_of
from review.project.writing.tokens import Tokens
from review.synthesis import evidence_by_code, included_sources, table_one
from review.synthesis.populations import Populations, sources_by_population
from review.synthesis.without_low import codings_without_low, configurations_without_low, low_records
from review.theory_map import TheoryMap


class Read:
    """What a journal holds for exports, each read once, when it is first needed.

    Clocks differ between machines: a day's replay may include an act on a record that was added "later". Acts on records
    that are not there are left out.
    """

    def __init__(self, journal: Journal, texts_in: Journal) -> None:
        self._journal = journal
        self._texts_in = texts_in
        self.current = theory.current(journal)
        self.theory_map = self.current.map
        self.records = Late(lambda: records.every_record(journal))
        self.by_id = FoundRecords(journal, self.records)
        self.outcomes = screening_acts.outcomes(journal)
        included = records.included(journal, self.theory_map.last_stage)
        sources_in_n = included_sources(self.theory_map, included, self.outcomes)
        self.included = frozenset(record.id for record in sources_in_n)
        self._types = {record.id: record.source_type for record in sources_in_n}
        self.table_one = table_one(self.theory_map, included, self.outcomes)

    def left_out(self) -> LeftOut | None:
        """What is left out because it is low, if anything may be."""
        return None

    def resolve(self, token: str) -> Resolved:
        """What a token of the desk's prose is replaced by.

        Raises:
            UnknownNameError: nothing, or several things.
        """
        return self._tokens.resolve(token)

    def marks(self, code: str) -> Sequence[Mark]:
        """Where the prose on a code quotes what was recoded, moved or lost since it was written."""
        return marks_of(self._journal, self.theory_map, code, self._tokens)

    @cached_property
    def references(self) -> Sequence[Reference]:
        """All records as references."""
        return _references(self._journal, self.theory_map, self.records, self.codings, self.decisions)

    @cached_property
    def searches(self) -> Sequence[Search]:
        """The log of searches."""
        return log.searches(self._journal)

    @cached_property
    def _imported(self) -> Mapping[str, int]:
        return counts(self._journal).imported

    def search_problems(self, search: Search) -> Sequence[SearchProblem]:
        """The contradictions within a search, and with what was imported of it."""
        return problems(search, self._imported.get(search.id, 0))

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self._journal, self._texts_in)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that the viewer may see."""
        seen = screening_acts.decisions(self._journal)
        return tuple(decision for decision in seen if decision.record in self.by_id)

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The codings, with where they end."""
        found = coding_acts.codings(self._journal, texts_in=self._texts_in)
        return tuple(coding for coding in found if coding.record in self.by_id)

    @cached_property
    def memos(self) -> tuple[Memo, ...]:
        """The memos."""
        return tuple(descriptions.memos(self._journal))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments."""
        return tuple(descriptions.comments(self._journal))

    @cached_property
    def facets(self) -> tuple[FacetValues, ...]:
        """The facets of records and codings."""
        return tuple(one for one in descriptions.facets(self._journal) if one.record in self.by_id)

    @cached_property
    def waiting(self) -> frozenset[tuple[str, str]]:
        """The (coding, code) that wait for another look."""
        return frozenset((one.coding.id, one.code) for one in waiting(self._journal))

    @cached_property
    def recognised_pages(self) -> frozenset[tuple[str, int]]:
        """The pages of coded texts that were recognised from images."""
        coded = {coding.text_sha256 for coding in self.codings}
        return frozenset(
            (text, page) for text in coded for page in texts.recognised_pages(self._texts_in, text)
        )

    @cached_property
    def evidence(self) -> Sequence[CodeEvidence]:
        """The evidence on each code."""
        return evidence_by_code(self.theory_map, self.codings, self._types, self.included, self.waiting)

    @cached_property
    def populations(self) -> Populations:
        """The included sources by population and code."""
        return sources_by_population(self.theory_map, self.codings, self.included, self.facets)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The present verdict on each theory."""
        return verdicts_in(self._journal, self.theory_map)

    @cached_property
    def cited_under(self) -> Mapping[str, Collection[str]]:
        """The records cited under each theory, in the prose or in the text that was checked last."""
        return cited_under(self._journal, self.theory_map, self._texts_in)

    @cached_property
    def configurations(self) -> tuple[Configuration, ...]:
        """The configurations in the order of their labels."""
        found = all_configurations(self._journal, self._texts_in)
        return tuple(sorted(found, key=lambda one: (len(one.label), one.label)))

    @cached_property
    def appraisals(self) -> tuple[Appraisal, ...]:
        """The appraisals."""
        return tuple(appraisals.appraisals(self._journal))


class ReadWithoutLow(Read):
    """The same without what was appraised low in one of the dimensions; N stays as it is."""

    def __init__(self, journal: Journal, texts_in: Journal, dimensions: Sequence[str]) -> None:
        super().__init__(journal, texts_in)
        known = [one.id for one in self.theory_map.appraisal_dimensions]
        for dimension in dimensions:
            if dimension not in known:
                raise UnknownNameError(unknown_name("dimension", dimension, known))
        self._dimensions = tuple(one for one in known if one in dimensions)
        self._whole = Read(journal, texts_in)

    @cached_property
    def _appraised(self) -> AppraisalIndex:
        return AppraisalIndex(self.appraisals)

    @cached_property
    def codings(self) -> tuple[Coding, ...]:
        """The codings, without codes for which the passage is low."""
        return codings_without_low(self.theory_map, self._whole.codings, self._appraised, self._dimensions)

    @cached_property
    def configurations(self) -> tuple[Configuration, ...]:
        """The configurations, without fragments that are low for them."""
        return configurations_without_low(
            self.theory_map, self._whole.configurations, self._appraised, self._dimensions
        )

    def left_out(self) -> LeftOut | None:
        """What is left out."""
        kept = {one.id: len(one.stances) for one in self.codings}
        passages = [one for one in self._whole.codings if kept.get(one.id, 0) < len(one.stances)]
        parts = {part.id for one in self.configurations for part in one.fragments}
        fragments = [
            part for one in self._whole.configurations for part in one.fragments if part.id not in parts
        ]
        return LeftOut(
            self._dimensions,
            len(passages),
            len({one.record for one in passages}),
            len(fragments),
            len({part.record for part in fragments}),
            low_records(self.included, self._appraised, self._dimensions),
        )


def _references(
    journal: Journal,
    theory_map: TheoryMap,
    every: Sequence[Record],
    codings: Iterable[Coding],
    decisions: Iterable[Decision],
) -> Sequence[Reference]:
    """Records as references, with their codes, and with their decisions in the order of the stages and what settled them."""
    bodies = united_bodies(sources(journal))
    codes: dict[str, dict[str, None]] = {}
    for coding in codings:
        codes.setdefault(coding.record, {}).update(dict.fromkeys(coding.codes))
    order = {stage.id: place for place, stage in enumerate(theory_map.stages)}
    decided: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda made: order.get(made.stage, -1)):
        decided.setdefault(decision.record, []).append(decision)
    settled: dict[str, list[Settlement]] = {}
    for settlement in screening_acts.settlements(journal):
        settled.setdefault(settlement.record, []).append(settlement)
    return [
        as_reference(
            record,
            bodies.get(record.id, {}),
            codes.get(record.id, ()),
            decided.get(record.id, ()),
            settled.get(record.id, ()),
        )
        for record in every
    ]
