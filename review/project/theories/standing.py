"""What theory work has come to, and what of it is still to be done: for the status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from msgspec import Struct

from review.domain.theories.appraisal import Appraisal
from review.domain.theories.configuration import Configuration, ConfigurationStatus
from review.domain.theories.looked_at import passages_by_target
from review.journal.journal import Journal
from review.journal.queries.theories import appraisals, looked_at, verdicts
from review.project.theories.verdicts import verdicts_in
from review.theory_map import TheoryMap


class TheoryWorkStanding(Struct, frozen=True, kw_only=True):
    """Verdicts, appraisals, configurations and passages looked at.

    `verdicts` counts those on the theories and rival framings that are not rejected, of which there are `theories`. `missing` are the theories and rival framings without a verdict, unless they were rejected; `outdated` those whose verdict was given
    before the theory or its evidence changed, with what changed. `to_appraise` counts the included sources with codings that nobody has
    appraised, for whatever; `looked_at` the passages looked at for evidence against a theory or configuration, each once
    no matter how many looked at it, `looked_at_for` those of each, by its code or label.
    `cmocs` counts the configurations by status, `cmocs_to_recheck` those tied to a theory that was reworded since.
    """

    verdicts: int
    theories: int
    missing: tuple[str, ...]
    outdated: dict[str, tuple[str, ...]]
    to_appraise: int
    looked_at: int
    looked_at_for: dict[str, int]
    cmocs: dict[ConfigurationStatus, int]
    cmocs_to_recheck: int


def theory_work_standing(
    journal: Journal, theory_map: TheoryMap, configurations: Collection[Configuration]
) -> TheoryWorkStanding:
    """What theory work on a map has come to in a journal with these configurations."""
    by_status = Counter(one.status for one in configurations)
    given = verdicts_in(journal, theory_map)
    held = [code.id for code in theory_map.codes if not code.rejected]
    seen = passages_by_target(looked_at.looked_at(journal))
    labels = {one.id: one.label for one in configurations}
    return TheoryWorkStanding(
        verdicts=sum(code in given for code in held),
        theories=len(held),
        missing=tuple(code for code in held if code not in given),
        outdated={code: verdict.since for code, verdict in given.items() if verdict.since},
        to_appraise=len(
            verdicts.coded_sources(journal, theory_map) - _appraised(appraisals.appraisals(journal))
        ),
        looked_at=len(set().union(*seen.values())),
        looked_at_for=dict(
            sorted((labels.get(target, target), len(passages)) for target, passages in seen.items())
        ),
        cmocs={status: by_status[status] for status in ConfigurationStatus},
        cmocs_to_recheck=sum(bool(one.reworded) for one in configurations),
    )


def _appraised(found: list[Appraisal]) -> set[str]:
    return {one.record for one in found}
