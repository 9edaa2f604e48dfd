"""Acts on theory work beside configurations: appraisals of sources, verdicts, and passages looked at for evidence against."""

from __future__ import annotations

from review.acts.act import TOGETHER, Act, Names
from review.domain.canonical import is_hash
from review.domain.theories.appraisal import Level
from review.domain.theories.verdict import VerdictKind
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id


class Appraise(Act, frozen=True, kw_only=True, tag="appraise"):
    """A reviewer appraised a record, or a passage of it, for `target`: a code, a configuration, or ``""``, the whole review.

    `levels` are by dimension; of the same reviewer's appraisals of the same the last one counts for each dimension. A passage is the
    half-open code points `start` to `end` of the text with that hash; without one, `text_sha256` is empty.
    `appraised_by` is another reviewer whose judgement was imported: the importer undoes it, and what that reviewer appraises counts
    before it.
    """

    about = "appraisal:{event}"
    undoable = True
    has_floats = False
    deed = TOGETHER
    noun = "appraisal"
    plural = "appraisals"
    preposition = "of"
    record: str
    target: str
    levels: dict[str, Level]
    because: str
    theory_event: str
    text_sha256: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    before: str = ""
    after: str = ""
    appraised_by: str = ""
    batch: str = ""

    @property
    def detail(self) -> str:
        """The levels, and what for."""
        return self._said(_shortened(self.target))

    def detail_in_words(self, names: Names) -> str:
        """The same, with the name of a code, or the label of a configuration."""
        return self._said(_named(self.target, names))

    def _said(self, target: str) -> str:
        levels = ", ".join(f"{named(dimension)} {named(level)}" for dimension, level in self.levels.items())
        by = f"; appraised by {self.appraised_by}" if self.appraised_by else ""
        return f"{levels}; for {target}{by}" if target else levels + by

    def many_in_words(self, count: int, names: Names) -> str:
        """So many appraisals, which may be of different documents."""
        del names
        return f"{count:,} {self.plural}"

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.because,) if self.because else ()


class GiveVerdict(Act, frozen=True, kw_only=True, tag="verdict"):
    """A verdict on a theory or rival framing.

    `follows` are the events of the verdicts that it replaces: all that stood as its maker knew. `evidence` is a digest of the
    included codings with their stances and of the configurations tied to the theory, `sources` and `codings` are their numbers then.
    """

    about = "verdict:{event}"
    undoable = True
    has_floats = False
    noun = "verdict"
    code: str
    verdict: VerdictKind
    caveat: str
    gap: str
    theory_event: str
    follows: tuple[str, ...]
    evidence: str
    sources: int
    codings: int

    @property
    def detail(self) -> str:
        """The verdict."""
        return self.verdict

    def in_words(self, names: Names) -> str:
        """The verdict and the theory."""
        return f"verdict on {names.code(self.code)}: {named(self.verdict)}"

    def in_full(self, names: Names) -> str:
        """The same, with caveat and gap."""
        return "; ".join([self.in_words(names), *self.explanation])

    @property
    def explanation(self) -> tuple[str, ...]:
        """The caveat and the gap."""
        given = (("caveat", self.caveat), ("gap", self.gap))
        return tuple(f"{name}: {text}" for name, text in given if text)


class LookedAt(Act, frozen=True, kw_only=True, tag="looked-at"):
    """A passage was looked at for evidence against `target`, a code or configuration, and was not coded."""

    about = "looked-at:{event}"
    undoable = True
    has_floats = False
    noun = "passage looked at"
    target: str
    record: str
    text_sha256: str
    start: int
    end: int
    theory_event: str

    @property
    def detail(self) -> str:
        """What evidence was looked for."""
        return f"evidence against {_shortened(self.target)}"

    def detail_in_words(self, names: Names) -> str:
        """The same, with the name of a code, or the label of a configuration."""
        return f"evidence against {_named(self.target, names)}"


def _shortened(target: str) -> str:
    return short_id(target) if is_hash(target) else target


def _named(target: str, names: Names) -> str:
    if is_hash(target):
        return names.configuration(target) or _shortened(target)
    return names.code(target) if target else ""
