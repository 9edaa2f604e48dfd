"""Builds the input of exports from a journal: what is there now, or was at the moment up to which it was replayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from review.domain.suggestions.model_card import ModelCard
from review.domain.suggestions.use import use
from review.domain.theories.looked_at import passages_by_target
from review.export import ExportMaterial
from review.export.citation_keys import citation_keys
from review.export.late import Late
from review.export.material import PlanWork
from review.journal.journal import Journal
from review.journal.queries import descriptions, plan, screening_acts, theory
from review.journal.queries import use as suggestion_use
from review.journal.queries.searches.flow import duplicates
from review.journal.queries.team import samples
from review.journal.queries.team.imported import imported_codings, imported_decisions
from review.journal.queries.team.settled_apart import settled_apart
from review.journal.queries.theories.looked_at import looked_at
from review.journal.queries.writing import prose as written
from review.project.exporting.reading import Read, ReadWithoutLow
from review.project.exporting.theory_work import saturation_of, theory_work
from review.project.searches.flow import flow_of, streams_of
from review.project.team import agreed
from review.project.theories.plan import deviations_of
from review.project.writing.citing import cited_by_name
from review.synthesis.gaps import gaps
from review.synthesis.prisma_s import prisma_s
from review.synthesis.rival_passages import rival_passages

Card = Callable[[], ModelCard]
"""Makes the present model card; called only by the export that needs it, because it is slow."""


def material_of(
    journal: Journal,
    as_of: str,
    texts_in: Journal,
    card: Card | None = None,
    without_low: Sequence[str] = (),
) -> ExportMaterial:
    """What exports show of a journal to its viewer; `texts_in` is the journal with the texts.

    What takes long is read when it is first asked for, and kept. `without_low`: without passages and documents that were appraised low in one of these dimensions.

    Raises:
        UnknownNameError: a dimension is unknown.
    """
    read = ReadWithoutLow(journal, texts_in, without_low) if without_low else Read(journal, texts_in)
    return ExportMaterial(
        theory_map=read.theory_map,
        theory_version=read.current.number,
        theory_event=read.current.event,
        as_of=as_of,
        events=journal.revision,
        records=read.records,
        records_by_id=lambda: read.by_id,
        decisions=Late(lambda: read.decisions),
        outcomes=read.outcomes,
        included=read.included,
        settlements={(one.record, one.stage): one for one in screening_acts.settlements(journal)},
        settled_apart=cache(lambda: settled_apart(journal, screening_acts.settlements(journal))),
        memos=Late(lambda: read.memos),
        comments=Late(lambda: read.comments),
        facets=Late(lambda: read.facets),
        table_one=read.table_one,
        codings=lambda: read.codings,
        evidence=lambda: read.evidence,
        waiting=lambda: read.waiting,
        recognised_pages=lambda: read.recognised_pages,
        populations=lambda: read.populations,
        rivals=cache(lambda: rival_passages(read.theory_map, read.codings, read.included)),
        gaps=cache(
            lambda: gaps(read.theory_map, read.evidence, read.table_one, read.populations, read.verdicts)
        ),
        configurations=lambda: read.configurations,
        appraisals=lambda: read.appraisals,
        flow=cache(lambda: flow_of(journal, read.theory_map)),
        streams=cache(lambda: streams_of(journal, read.theory_map)),
        verdicts=lambda: read.verdicts,
        cited_under=lambda: read.cited_under,
        cited_by_name=lambda: cited_by_name(journal, read.theory_map, texts_in),
        theory_work=cache(lambda: theory_work(journal, read.theory_map)),
        saturation=cache(
            lambda: saturation_of(
                journal, read.theory_map, read.codings, read.memos, read.comments, read.by_id
            )
        ),
        looked_at=cache(
            lambda: {one: len(found) for one, found in passages_by_target(looked_at(journal)).items()}
        ),
        plan=cache(lambda: PlanWork(plan.freezes(journal), deviations_of(journal, read.decisions))),
        references=lambda: read.references,
        citation_keys=cache(lambda: citation_keys(read.records, read.references)),
        model_card=card,
        left_out=read.left_out,
        searches=lambda: read.searches,
        search_problems=read.search_problems,
        prisma_s=cache(lambda: prisma_s(read.searches, duplicates(journal))),
        duplicates=cache(lambda: duplicates(journal)),
        prose=cache(lambda: written.all_prose(journal, read.theory_map)),
        resolve=read.resolve,
        marks=read.marks,
        suggestion_use=cache(lambda: use(suggestion_use.suggested_codes(journal))),
        first_map=lambda: theory.first(journal),
        stage_agreement=cache(lambda: agreed.of_stages(journal, read.theory_map)),
        code_agreement=cache(lambda: agreed.of_codes(journal, read.theory_map, texts_in)),
        level_agreement=cache(lambda: agreed.of_appraisals(journal, read.theory_map)),
        pilots=cache(lambda: samples.pilots(journal, [stage.id for stage in read.theory_map.stages])),
        imported_decisions=cache(lambda: imported_decisions(journal)),
        memos_for_all=cache(lambda: descriptions.number_for_all(journal)),
        imported_codings=cache(lambda: imported_codings(journal)),
    )
