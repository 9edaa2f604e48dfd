"""Methods: how documents were selected, by which criteria, at which stages, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from review.domain import Decision, Outcome
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sections.methods.agreement import agreement
from review.export.report.sections.methods.screeners import screened_by
from review.export.report.sentences import (
    Part,
    amount,
    are,
    counted,
    has,
    items,
    listed,
    number,
    said,
    sentence,
    strong,
    was,
)
from review.theory_map import Criterion, Stage


def selection(draft: Draft) -> Iterator[Block]:
    """The stages with their criteria, who decided, and what happened to disagreements."""
    material = draft.material
    stages = material.theory_map.stages
    yield Heading(2, "Selection of documents", "methods-selection")
    names = [f"“{material.stage_in_words(stage.id)}”" for stage in stages]
    yield said(
        sentence(
            "Records were screened in ",
            counted(len(names), "stage", "stages"),
            ": ",
            listed(names, last="and then"),
        ),
        sentence("Each exclusion names the criterion that decided")
        if all(stage.criterion_required for stage in stages)
        else "",
    )
    for stage in stages:
        yield from _stage(draft, stage)
    yield said(_overridden(draft), _parked(draft), [Gap("Why these criteria and stages suit the question.")])


def _stage(draft: Draft, stage: Stage) -> Iterator[Block]:
    material, name = draft.material, draft.material.stage_in_words(stage.id)
    decisions = [one for one in material.decisions if one.stage == stage.id]
    decided = {
        record
        for (record, at), outcome in material.outcomes.items()
        if at == stage.id and outcome != Outcome.NONE
    }
    yield said(
        [strong(f"Stage “{name}”.")],
        screened_by(stage, material.theory_map.stages, decisions, decided),
        sentence(
            counted(len(decided), "record", f"decided at {stage.id}"),
            f" {was(len(decided))} decided on at this stage",
            _by(decisions) if decided else "",
        ),
        _asked_for(stage, decisions),
        _disagreements(draft, stage, decisions),
        agreement(draft, stage.id),
    )
    included, excluded = (material.theory_map.criteria_of(stage.id, excludes=kind) for kind in (False, True))
    if included:
        yield said(
            sentence(
                counted(len(included), "criterion", f"criteria of inclusion at {stage.id}", "criteria"),
                " of inclusion",
                _groups(included),
                ":",
            )
        )
        yield items(_criterion(one) for one in included)
    if excluded:
        yield said(
            sentence(
                counted(len(excluded), "criterion", f"criteria of exclusion at {stage.id}", "criteria"),
                " of exclusion",
                " (one is enough)" if len(excluded) > 1 else "",
                ":",
            )
        )
        yield items(_criterion(one) for one in excluded)


def _criterion(one: Criterion) -> Part:
    return strong(f"{one.id}. "), one.text, f" ({one.group})" if one.group else ""


def _groups(criteria: Sequence[Criterion]) -> str:
    """How the criteria go together where they are in groups."""
    groups = {one.group for one in criteria if one.group}
    return " (at least one of each group)" if len(groups) > 1 else ""


def _by(decisions: Sequence[Decision]) -> Part:
    """Who decided, by name; nothing where decisions may not be seen."""
    names = sorted({one.reviewer for one in decisions})
    return (
        (", by ", counted(len(names), "reviewer", "reviewers who decided"), f" ({', '.join(names)})")
        if names
        else ""
    )


def _asked_for(stage: Stage, decisions: Sequence[Decision]) -> Part:
    """How many reviewers a record needs, and how many records got more than one."""
    by_record: dict[str, set[str]] = {}
    for one in decisions:
        by_record.setdefault(one.record, set()).add(one.reviewer)
    several = sum(len(names) > 1 for names in by_record.values())
    needed = sentence(
        "The plan asks for ",
        counted(stage.reviewers, "reviewer", f"reviewers asked for at {stage.id}"),
        " on each record",
        _share_of(stage),
    )
    if not by_record:
        return needed
    twice = sentence(
        counted(several, "record", f"decided by several at {stage.id}"),
        f" {was(several)} decided on by more than one reviewer",
    )
    return *needed, " ", *twice


def _share_of(stage: Stage) -> Part:
    """The share that is decided twice by the plan, where one reviewer decides on the others."""
    if stage.reviewers > 1 or not stage.double:
        return ""
    return (
        ", and for two on a random share of ",
        number(Decimal(f"{100 * stage.double:.3g}"), f"share decided twice at {stage.id}"),
        " %",
    )


def _disagreements(draft: Draft, stage: Stage, decisions: Sequence[Decision]) -> Part:
    """How many records reviewers differed on, and how these were settled; nothing if no record has two decisions."""
    kinds: dict[str, list[str]] = {}
    for one in decisions:
        kinds.setdefault(one.record, []).append(one.decision)
    if not any(len(made) > 1 for made in kinds.values()):
        return ""
    apart = sum(len(set(made)) > 1 for made in kinds.values())
    settled = sum(at == stage.id for _, at in draft.material.settlements)
    how = (
        ", of which ",
        amount(settled, f"settled at {stage.id}"),
        f" {was(settled)} settled by one reviewer, with a reason",
    )
    return sentence(
        "Of these, reviewers differed on ",
        amount(apart, f"disagreements at {stage.id}"),
        how if apart and settled else "",
    )


def _overridden(draft: Draft) -> Part:
    """Criteria that were overridden in favour of included documents."""
    material = draft.material
    records = {one.record for one in material.decisions if one.overrides and one.record in material.included}
    if not records:
        return ""
    many = len(records)
    return sentence(
        counted(many, "included document", "included although a criterion was met"),
        f" {has(many)} a criterion of exclusion that was overridden, with a reason",
        draft.cited(records),
    )


def _parked(draft: Draft) -> Part:
    """Parked records: provisional, at the last stage."""
    last = draft.material.theory_map.last_stage
    many = sum(outcome == Outcome.PARK and at == last for (_, at), outcome in draft.material.outcomes.items())
    if not many:
        return ""
    return sentence(
        "At the last stage an exclusion is provisional: ",
        counted(many, "record", "parked"),
        f" {are(many)} parked, and may come back when a theory changes",
    )
