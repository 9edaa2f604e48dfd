"""The act on the plan of the review."""

from __future__ import annotations

from review.acts.act import Act, Names


class FreezePlan(Act, frozen=True, kw_only=True, tag="freeze-plan"):
    """The plan as it stands is the protocol: later changes of question, criteria, stages and theories are deviations."""

    about = "plan:{event}"
    undoable = True
    noun = "freeze of the plan"
    note: str = ""

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """What was done."""
        return "plan frozen"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The note."""
        return (self.note,) if self.note else ()
