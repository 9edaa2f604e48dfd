"""Acts about conflicts between reviewers, beside what settles them."""

from __future__ import annotations

from review.acts.act import Act
from review.domain.wording.named import named


class TieConflict(Act, frozen=True, kw_only=True, tag="tie-conflict"):
    """A criterion was changed because of a conflict on a record at a stage, or (`off`) was not.

    A conflict can be tied to several criteria; of the acts on one of them the last counts, no matter who made it.
    """

    about = "conflict-tie:{act.record}:{act.stage}:{act.criterion}"
    undoable = True
    has_floats = False
    noun = "tie of a conflict"
    record: str
    stage: str
    criterion: str
    because: str = ""
    off: bool = False

    @property
    def detail(self) -> str:
        """The criterion and the stage, and whether the tie was removed."""
        return f"{self.criterion}, {named(self.stage)}{', removed' if self.off else ''}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """What of the conflict changed the criterion."""
        return (self.because,) if self.because else ()
