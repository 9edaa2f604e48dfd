"""Acts that say which records several reviewers decide on: the random sample of a stage, and its pilot."""

from __future__ import annotations

from review.acts.act import Act, Names
from review.domain.wording.counted import counted
from review.domain.wording.named import named


class SampleAct(Act, frozen=True, kw_only=True):
    """An act on which records of a stage several reviewers decide on; all about a stage are one subject."""

    about = "sample:{act.stage}"
    noun = "sample"
    stage: str


class DrawSample(SampleAct, frozen=True, kw_only=True, tag="draw-sample"):
    """Records of the random sample of a stage, beside those drawn before: two reviewers decide on each.

    The program draws, by the `share` and `seed` that the theory map had; nobody decides that, so nobody undoes it.
    """

    automatic = True
    records: tuple[str, ...]
    seed: int
    share: float

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """How many were drawn at which stage."""
        drawn = counted(len(self.records), "record")
        return f"sample ({named(self.stage)}): {drawn} drawn to be decided twice"


class GrowSample(SampleAct, frozen=True, kw_only=True, tag="grow-sample"):
    """More records of a stage that two reviewers decide on; a closed sample is open again."""

    undoable = True
    has_floats = False
    records: tuple[str, ...]
    because: str

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """How many more, at which stage."""
        more = counted(len(self.records), "more record")
        return f"sample ({named(self.stage)}): {more} to be decided twice"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.because,) if self.because else ()


class DrawPilot(SampleAct, frozen=True, kw_only=True, tag="draw-pilot"):
    """Records that so many `reviewers` decide on before others of the stage are decided."""

    undoable = True
    has_floats = False
    noun = "pilot"
    records: tuple[str, ...]
    reviewers: int
    because: str = ""

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """How many records, at which stage, and how many reviewers decide on them."""
        drawn = counted(len(self.records), "record")
        return f"pilot ({named(self.stage)}): {drawn}, each decided by {self.reviewers} reviewers"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason, if one was given."""
        return (self.because,) if self.because else ()


class CloseSample(SampleAct, frozen=True, kw_only=True, tag="close-sample"):
    """No more records of a stage need a second decision: those drawn so far, nor any drawn later.

    `pilot`: this is said of the pilot, and the sample stays.
    """

    undoable = True
    has_floats = False
    because: str
    pilot: bool = False

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """What was closed."""
        return f"{'pilot' if self.pilot else self.noun} ({named(self.stage)}) closed"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.because,) if self.because else ()
