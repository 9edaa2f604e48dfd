"""Methods: how documents were selected, by which criteria, at which stages, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from review.domain import Decision, Outcome
from review.domain.wording.counted import are, has, was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sections.methods.agreement import agreement
from review.export.report.sections.methods.pilots import pilots
from review.export.report.sections.methods.screeners import screened_by
from review.export.report.sentences import (
    Part,
    amount,
    counted,
    items,
    listed,
    number,
    said,
    sentence,
    strong,
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
    decided = {
        record
        for (record, at), outcome in material.outcomes.items()
        if at == stage.id and outcome != Outcome.NONE
    }
    # A record that waits for others' decisions is nobody else's business yet: only who may see them all says who decided.
    decisions = [one for one in material.decisions if one.stage == stage.id and one.record in decided]
    yield said(
        [strong(f"Stage “{name}”.")],
        screened_by(stage, material.theory_map.stages, decisions, decided),
        sentence(
            counted(len(decided), "record", f"decided at {stage.id}"),
            f" {was(len(decided))} decided on at this stage",
            _by(decisions),
        ),
        _imported(draft, stage, decisions),
        _asked_for(stage, decisions),
        pilots(draft, stage, decided),
        _disagreements(draft, stage, decisions),
        *_settled_apart(draft, stage),
        agreement(draft, stage.id),
    )
    included, excluded = (material.theory_map.criteria_of(stage.id, excludes=kind) for kind in (False, True))
    yield from _criteria(stage, included, "inclusion", _groups(included))
    yield from _criteria(stage, excluded, "exclusion", " (one is enough)" if len(excluded) > 1 else "")


def _criteria(stage: Stage, criteria: Sequence[Criterion], kind: str, how: Part) -> Iterator[Block]:
    """The criteria of one kind as a list, if there are any."""
    if not criteria:
        return
    number = counted(len(criteria), "criterion", f"criteria of {kind} at {stage.id}", "criteria")
    yield said(sentence(number, f" of {kind}", how, ":"))
    yield items(_criterion(one) for one in criteria)


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
    apart = {record for record, made in kinds.items() if len(set(made)) > 1}
    settled = sum((record, stage.id) in draft.material.settlements for record in apart)
    how = (
        ", of which ",
        amount(settled, f"settled at {stage.id}"),
        f" {was(settled)} settled by one reviewer, with a reason",
    )
    return sentence(
        "Of the records that several decided on, they differed on ",
        amount(len(apart), f"disagreements at {stage.id}"),
        how if apart and settled else "",
        _at_first(draft, stage, len(apart)),
    )


def _settled_apart(draft: Draft, stage: Stage) -> Iterator[Part]:
    """Conflicts that another copy of the review settled otherwise: the team is still to agree on them."""
    material = draft.material
    for (record, at), settled in sorted(material.settlements.items()):
        if at == stage.id and (other := material.settled_apart().get(settled.event)):
            cited = material.record_of[record].author_year
            yield [
                Gap(
                    f"The decision on {cited} that the team agrees on: {settled.reviewer} settled it as {settled.decision}, which counts,"
                    f" and {other.reviewer}, in another copy of the review, as {other.decision}."
                )
            ]


def _at_first(draft: Draft, stage: Stage, now: int) -> Part:
    """On how many they differed before somebody decided again, where that is another number."""
    found = next((one for one in draft.material.stage_agreement() if one.stage == stage.id), None)
    if found is None or len(found.disagreements) == now:
        return ""
    return (
        "; before decisions were changed by those who had seen the others', they differed on ",
        amount(len(found.disagreements), f"disagreements at first at {stage.id}"),
        ", which the figures are of",
    )


def _imported(draft: Draft, stage: Stage, decisions: Sequence[Decision]) -> Part:
    """How many of the decisions came with an import, and with which files."""
    files = draft.material.imported_decisions()
    came = [files[one.event] for one in decisions if one.event in files]
    if not came:
        return ""
    return sentence(
        "Of these decisions, ",
        amount(len(came), f"imported decisions at {stage.id}"),
        f" {was(len(came))} made elsewhere and imported ({', '.join(sorted(set(came)))})",
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
