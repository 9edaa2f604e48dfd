"""What is known of a record before a decision: decisions, facets; and what undo would reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.acts import Decide
from review.domain import Decision, Outcome, Settlement

if TYPE_CHECKING:
    from review.project import Project


class Standing:
    """The decisions on a record at a stage, from the moment it is shown, and its facets."""

    def __init__(self, project: Project, record: str, stage: str) -> None:
        self._project = project
        self._record = record
        self.stage = stage
        self.came_open = project.screening.is_open(record, stage)

    @property
    def decisions(self) -> list[Decision]:
        """The decisions that the reviewer may see."""
        return self._project.screening.decisions(self._record, self.stage)

    @property
    def own(self) -> Decision | None:
        """The reviewer's decision so far."""
        return next((made for made in self.decisions if made.reviewer == self._project.reviewer), None)

    @property
    def facets(self) -> str:
        """The facets that are set on the record: ``population: older people; women · country: England``."""
        values = self._project.annotations.facets_of(self._record)
        return " · ".join(f"{name}: {'; '.join(those)}" for name, those in values.items())

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that reference files have on the record."""
        return self._project.references.notes(self._record)

    @property
    def asked_for(self) -> str:
        """Why more reviewers decide on the record than the stage asks for; empty for most."""
        return self._project.team.asked_for(self._record, self.stage)

    @property
    def waits_for_pilot(self) -> bool:
        """Whether the record is decided on only after the pilot of the stage, to which it does not belong."""
        return self._project.screening.waits_for_pilot(self._record, self.stage)

    @property
    def offered_again(self) -> str:
        """Why a record that the reviewer has parked is offered again; empty for others."""
        parked = self._project.screening.parked_again(self.stage, self._record)
        return next((one.reason for one in parked), "")

    @property
    def other_stage(self) -> str:
        """What another stage has done with the record, and whether a decision at this one counts; empty for most."""
        return self._project.screening.other_stage_in_words(self._record, self.stage)

    @property
    def in_conflict(self) -> bool:
        """Whether the decisions disagree, as far as they may be seen, and nobody settled it."""
        return len({made.decision for made in self.decisions}) > 1 and self.settlement is None

    @property
    def settlement(self) -> Settlement | None:
        """What settled the disagreement, if anything did."""
        return self._project.screening.settlement(self._record, self.stage)

    @property
    def settled_by_others(self) -> list[Decision]:
        """Others' decisions if they settled the record, or came to disagree after it was shown; mostly none.

        Where they disagree from the beginning, another decision is what is wanted.
        """
        if self.own is not None:
            return []
        outcome = self._project.screening.outcome(self._record, self.stage)
        is_open = outcome == Outcome.NONE or (outcome == Outcome.CONFLICT and not self.came_open)
        return [] if is_open else self.decisions


def last_act(project: Project) -> str:
    """The reviewer's last act, which undo would reverse, in a few words; empty if there is none."""
    found = project.history.undoable()
    if found is None:
        return ""
    act, words = found
    if act.of_batch or not isinstance(act, Decide):
        return words
    by = f" by {', '.join(act.criteria)}" if act.criteria else ""
    by += f" for {', '.join(act.theories)}" if act.theories else ""
    return f"{act.decision}{by} · {project.history.cited(act.record) or 'a record that was merged'}"
