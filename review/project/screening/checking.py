"""A decision, checked against the criteria and theories of the map before it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.acts import Decide
from review.domain import DecisionKind
from review.domain.wording.given import as_names, as_optional_text, as_text
from review.domain.wording.named import named
from review.domain.wording.unknown import meant, unknown_name
from review.errors import ReviewError, UnknownNameError
from review.journal.queries.theory import CurrentMap
from review.theory_map import TheoryMap

_EXCLUDES = {DecisionKind.INCLUDE: False, DecisionKind.EXCLUDE: True}
"""Whether the criteria that a decision names exclude; those that wait may name either kind."""


def checked_decision(
    current: CurrentMap,
    record: str,
    stage: str,
    decision: DecisionKind | str,
    *,
    criteria: Sequence[str] = (),
    note: str | None = "",
    overrides: Mapping[str, str] | None = None,
    model: str = "",
    theories: Sequence[str] = (),
) -> Decide:
    """The act of a decision at a stage of the map, as `ScreeningService.decide` describes it.

    Raises:
        ReviewError: as there, apart from pilots.
        UnknownNameError: as there, apart from the record and the stage.
    """
    theory_map = current.map
    chosen = meant("decision", decision, DecisionKind)
    criteria, theories = as_names("criteria", criteria), as_names("theories", theories)
    note, overrides = as_optional_text("note", note), overrides or {}
    _check_known(theory_map, criteria, overrides, chosen, stage)
    _check_criteria(theory_map, criteria, chosen, stage)
    if chosen is DecisionKind.EXCLUDE and not criteria and theory_map.stage(stage).criterion_required:
        raise ReviewError(f"an exclusion at {named(stage)} needs a criterion (--criterion ID)")
    for name, reason in overrides.items():
        if not as_text(f"the reason for overriding {name}", reason).strip():
            raise ReviewError(f"overriding criterion {name} needs a reason")
    _check_theories(theory_map, theories, chosen)
    return Decide(
        record=record,
        stage=stage,
        decision=chosen,
        theory_event=current.event,
        criteria=criteria,
        note=note,
        overrides=dict(overrides),
        model=model,
        theories=tuple(dict.fromkeys(theories)),
    )


def _check_known(
    theory_map: TheoryMap,
    criteria: Sequence[str],
    overrides: Mapping[str, str],
    decision: DecisionKind,
    stage: str,
) -> None:
    known = [criterion.id for criterion in theory_map.criteria]
    for name in [*criteria, *overrides]:
        if name not in known:
            excludes = _EXCLUDES.get(decision) if name in criteria else True
            possible = theory_map.criteria_of(stage, excludes=excludes)
            raise UnknownNameError(unknown_name("criterion", name, [one.id for one in possible]))


def _check_criteria(
    theory_map: TheoryMap, criteria: Sequence[str], decision: DecisionKind, stage: str
) -> None:
    excludes = _EXCLUDES.get(decision)
    kind = {False: "an inclusion criterion", True: "an exclusion criterion", None: "a criterion"}[excludes]
    criteria_of_kind = {False: "Inclusion criteria", True: "Exclusion criteria", None: "Criteria"}[excludes]
    possible = [criterion.id for criterion in theory_map.criteria_of(stage, excludes=excludes)]
    for name in criteria:
        if name not in possible:
            raise UnknownNameError(
                f"{name} is not {kind} of the stage {named(stage)}. {criteria_of_kind}: {', '.join(possible) or 'none'}"
            )


def _check_theories(theory_map: TheoryMap, theories: Sequence[str], decision: DecisionKind) -> None:
    if theories and decision is not DecisionKind.PARK:
        raise ReviewError(f"only a record that is parked waits for a theory; leave out {', '.join(theories)}")
    for code in theories:
        if code not in theory_map.code_names:
            raise UnknownNameError(theory_map.unknown_code(code))
