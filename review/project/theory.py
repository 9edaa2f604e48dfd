"""The theory map: its present state, its versions, and changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET
from msgspec.structs import replace

from review import acts
from review.domain.wording.counted import counted
from review.domain.wording.unknown import unknown_name
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import looking_again, theory
from review.journal.queries.theory import CurrentMap
from review.project.service import Context, Service
from review.project.theories.changes import NO_GROUNDS, Grounds, MapChanged, change
from review.theory_map import TheoryMap
from review.theory_map.values import Plain

if TYPE_CHECKING:
    from review.domain.evidence_counts import CodeEvidence
    from review.domain.theories.theory_version import TheoryVersion


def evidence_in(
    journal: Journal, theory_map: TheoryMap, waits: Collection[tuple[str, str]] = ()
) -> tuple[CodeEvidence, ...]:
    """Counts of the evidence on each code of a map, over the included sources of a journal; `waits`: what waits there."""
    from review.journal.queries import coding_acts, records, screening_acts
    from review.synthesis import evidence_by_code, included_sources

    last = theory_map.last_stage
    included = included_sources(
        theory_map, records.included(journal, last), screening_acts.outcomes(journal, stage=last)
    )
    types = {record.id: record.source_type for record in included}
    codings = coding_acts.codings(journal, last_pages=False)
    return evidence_by_code(theory_map, codings, types, types.keys(), waits)


class TheoryService(Service):
    """Acts on the theory map."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: CurrentMap | None = None
        self._known_after: tuple[str, ...] = ()

    @property
    def map(self) -> TheoryMap:
        """The current version of the map."""
        return self.current.map

    @property
    def version(self) -> int:
        """The number of the current version."""
        return self.current.number

    @property
    def event(self) -> str:
        """The event that created the current version; codings refer to it."""
        return self.current.event

    @property
    def current(self) -> CurrentMap:
        """The current version: map, number and event. Each use looks in the journal, since others may have changed it.

        What was done apart in another copy may change the map under an event that stays the last.
        """
        events = theory.version_events(self._journal)
        if self._known is None or self._known_after != events:
            self._known, self._known_after = theory.current(self._journal), events
        return self._known

    @property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages, in order."""
        return tuple(stage.id for stage in self.map.stages)

    def with_stage(self, stage: str) -> CurrentMap:
        """The current version, which has this stage.

        Raises:
            UnknownNameError: it does not.
        """
        current = self.current
        known = [one.id for one in current.map.stages]
        if stage not in known:
            raise UnknownNameError(unknown_name("stage", stage, known))
        return current

    def versions(self) -> list[TheoryVersion]:
        """All versions of the map, oldest first."""
        return theory.versions(self._journal)

    def evidence_by_code(self, waits: Collection[tuple[str, str]] | None = None) -> tuple[CodeEvidence, ...]:
        """Counts of the evidence on each theory, rival framing and sub-theme, over the included sources.

        `waits`: the (coding, code) that wait for another look, where they are known; else they are read.
        """
        from review.project.looking_again.waiting import waiting

        if waits is None:
            waits = {(one.coding.id, one.code) for one in waiting(self._journal)}
        return evidence_in(self._journal, self.map, waits)

    def refine(
        self,
        code: str,
        reason: str,
        *,
        name: str | None = None,
        proposition: str | None = None,
        key_terms: Sequence[str] | None = None,
        triggers: Sequence[str] = (),
        wording_only: bool = False,
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Change the wording of a theory, rival framing or sub-theme, or restate it as if … then … because.

        `wording_only`: nobody has to look at its codings again. `triggers` are added to those of the grounds.

        Raises:
            ReviewError: there is no reason, or nothing changes.
            UnknownNameError: the code or a trigger is unknown.
            TheoryMapError: the new wording is invalid.
        """
        act = acts.Refine(
            code=code,
            reason=reason,
            name=UNSET if name is None else name,
            proposition=UNSET if proposition is None else proposition,
            key_terms=UNSET if key_terms is None else tuple(key_terms),
            wording_only=wording_only,
        )
        grounds = replace(grounds, triggers=(*triggers, *grounds.triggers))
        done = self._change(act, f"{code} changed", grounds)
        return done if wording_only else replace(done, message=done.message + self._of_subthemes(code))

    def _of_subthemes(self, code: str) -> str:
        """Says of the codings under the sub-themes of a theory that was reworded that they do not wait for another look."""
        below = self.map.under(code)[1:]
        if not below or not (number := looking_again.number_coded(self._journal, below)):
            return ""
        do = "does" if number == 1 else "do"
        return f"; {counted(number, 'coding')} under sub-themes {do} not wait for another look: their own wording is the same"

    def add(
        self,
        code: str,
        reason: str,
        *,
        name: str,
        proposition: str,
        rivals: Sequence[str] | None = None,
        category: str = "",
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Add a theory, or with `rivals` a rival framing that competes with them.

        Raises:
            ReviewError: there is no reason.
            TheoryMapError: the id is taken, or the theory has mistakes.
        """
        plain: Plain = {"name": name, "proposition": proposition}
        if category:
            plain["category"] = category
        if rivals is not None:
            plain["rivals"] = list(rivals)
        act = acts.Add(code=code, plain=plain, rival=rivals is not None, reason=reason)
        return self._change(act, f"{code} added: {name}", grounds)

    def add_subtheme(
        self,
        theory_code: str,
        code: str,
        reason: str,
        *,
        name: str,
        definition: str = "",
        grounds: Grounds = NO_GROUNDS,
    ) -> MapChanged:
        """Add a sub-theme under a theory or rival framing.

        Raises:
            ReviewError: there is no reason.
            TheoryMapError: the id is taken.
        """
        act = acts.Add(code=code, theory=theory_code, name=name, proposition=definition, reason=reason)
        return self._change(act, f"{code} added under {theory_code}: {name}", grounds)

    def reject(self, code: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Reject a theory: it is kept in the map with its codings, but no longer suggested."""
        return self._change(acts.RejectTheory(code=code, reason=reason), f"{code} rejected", grounds)

    def reinstate(self, code: str, reason: str, *, grounds: Grounds = NO_GROUNDS) -> MapChanged:
        """Reinstate a rejected theory."""
        return self._change(acts.Reinstate(code=code, reason=reason), f"{code} reinstated", grounds)

    def _change(self, act: acts.TheoryAct, message: str, grounds: Grounds) -> MapChanged:
        return change(self._context, act, message, grounds)
