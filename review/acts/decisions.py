"""Acts that decide on a record at a stage."""

from __future__ import annotations

from msgspec import field

from review.acts.act import TOGETHER, Act, Names
from review.domain.act import DecisionKind
from review.domain.wording.counted import counted
from review.domain.wording.explained import explained
from review.domain.wording.named import named

DONE = {
    DecisionKind.INCLUDE: "included",
    DecisionKind.EXCLUDE: "excluded",
    DecisionKind.MAYBE: "set to maybe",
    DecisionKind.PARK: "parked",
}
"""What a decision does to records."""


class Decide(Act, frozen=True, kw_only=True, tag="decide"):
    """A reviewer's decision; a later one at the same stage replaces it.

    `overrides` maps overridden criteria to the reason; `model` names the model whose suggestion was on the screen;
    `theory_event` is the event of the theory map's current version; `theories` are those that a record is parked for. Decisions with the same `batch` were made by one
    command and are undone and redone together, by `imported_by` also those in the name of others. `imported_from` is the name of the
    reference file that had the decision.
    """

    about = "decision:{act.record}:{act.stage}:{reviewer}"
    undoable = True
    deed = TOGETHER
    noun = "decision"
    plural = "decisions"
    record: str
    stage: str
    decision: DecisionKind
    theory_event: str
    criteria: tuple[str, ...] = ()
    note: str = ""
    overrides: dict[str, str] = field(default_factory=dict)
    model: str = ""
    theories: tuple[str, ...] = ()
    batch: str = ""
    imported_by: str = ""
    imported_from: str = ""

    @property
    def detail(self) -> str:
        """The decision, the stage, the deciding criteria, and what it is parked for."""
        parked_for = [f"for {' '.join(self.theories)}"] if self.theories else []
        return ", ".join([self.decision, named(self.stage), *self.criteria, *parked_for])

    def many_in_words(self, count: int, names: Names) -> str:
        """``12 records excluded at title abstract by E1``, or ``12 decisions imported from list.csv``."""
        del names
        if self.imported_from:
            return f"{counted(count, 'decision')} imported from {self.imported_from}"
        by = f" by {', '.join(self.criteria)}" if self.criteria else ""
        parked_for = f" for {' '.join(self.theories)}" if self.theories else ""
        return f"{counted(count, 'record')} {DONE[self.decision]} at {named(self.stage)}{by}{parked_for}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The overridden criteria with the reasons, the note, and the file that it was imported from."""
        origin = (f"imported from {self.imported_from}",) if self.imported_from else ()
        return *explained(self.overrides, self.note), *origin


class Settle(Act, frozen=True, kw_only=True, tag="settle"):
    """The decision that counts on a record at a stage where reviewers disagree, and why; their decisions stay.

    Its subject is shared by all reviewers: the last settlement that stands counts.
    """

    about = "settlement:{act.record}:{act.stage}"
    undoable = True
    noun = "settlement"
    record: str
    stage: str
    decision: DecisionKind
    theory_event: str
    reason: str
    criteria: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """The decision that counts, the stage and the deciding criteria."""
        return ", ".join([self.decision, named(self.stage), *self.criteria])

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.reason,)
