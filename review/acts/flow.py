"""The act on the flow of records: what happened outside the program, stated with its reason."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from review.acts.act import Act, Names
from review.domain.searches.flow import Box
from review.domain.wording.named import named


class StateFlow(Act, frozen=True, kw_only=True, tag="state-flow"):
    """How many are in a box of the flow, or that it is not reported (`n` null), and why.

    Without `n`, what is counted is shown again. `follows` are the events about the box that the maker knew: these are replaced.
    """

    about = "flow:{act.box}"
    undoable = True
    has_floats = False
    noun = "flow"
    box: Box
    n: int | UnsetType | None = UNSET
    because: str
    follows: tuple[str, ...] = ()

    @property
    def detail(self) -> str:
        """The box and what was stated."""
        return f"{named(self.box)}: {said(self.n)}"

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """The box and what was stated."""
        return f"{self.noun}, {self.detail}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.because,)


def said(n: int | UnsetType | None) -> str:
    """What was stated: a number, ``not reported``, or ``as computed``."""
    if isinstance(n, UnsetType):
        return "as computed"
    return "not reported" if n is None else f"{n:,}"
