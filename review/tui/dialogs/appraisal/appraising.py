"""An appraisal as it is being made, without a screen: of what, for what, and the level of each dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from review.domain.texts.spans import Span
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.wording.one_line import first_words
from review.errors import ReviewError, UnknownNameError
from review.theory_map import Dimension

if TYPE_CHECKING:
    from review.project import Acknowledgement, Project

T = TypeVar("T")


STATEMENT = 60
"""The most characters of a configuration's statement in its name."""


@dataclass(frozen=True)
class Target:
    """What a source is appraised for: a theory, a configuration, or the whole review (the id ``""``)."""

    id: str
    name: str


REVIEW = Target("", "the review")


@dataclass(frozen=True)
class Passage:
    """The passage that is appraised instead of the whole record, in the text that is shown, with its page and its first words."""

    span: Span
    text_sha256: str
    cited_page: str
    quote: str


class Appraising:
    """The levels that the reviewer gives a record, or a `passage` of it, for `target`.

    What the reviewer gave before is there already. `at` is the number of the dimension that the next level is for, as many as
    there are dimensions after the last; `of_passage` whether the passage is appraised, not the record.
    """

    def __init__(
        self,
        project: Project,
        record: str,
        target: str = REVIEW.id,
        passage: Passage | None = None,
        *,
        of_passage: bool = False,
    ) -> None:
        self._project = project
        self.record = project.records.get(record)
        self.dimensions: tuple[Dimension, ...] = project.theory.map.appraisal_dimensions
        self.passage = passage
        self.of_passage = of_passage and passage is not None
        self._known = project.appraisals.all(record=record)
        self._theories = tuple(self._theories_of(record))
        self._cmocs = tuple(dict.fromkeys(one.cmoc for one in project.configurations.of_record(record)))
        self.target = self._named(target)
        self.at = 0
        self._chosen: dict[str, Level] = {}

    def _theories_of(self, record: str) -> Iterable[Target]:
        """The theories and rival framings that the record is coded to, in the map's order; all if it is coded to none."""
        theory_map = self._project.theory.map
        coded = {code for one in self._project.coding.codings(record, last_pages=False) for code in one.codes}
        of = {theory_map.theory_of(code).id for code in coded if code in theory_map.code_names}
        standing = [code for code in theory_map.codes if code.id in of or not (of or code.rejected)]
        return (Target(code.id, f"{code.id} {code.name}") for code in standing)

    def _named(self, target: str) -> Target:
        theory_map = self._project.theory.map
        if target in theory_map.code_names:
            theory = theory_map.theory_of(target)
            return Target(theory.id, f"{theory.id} {theory.name}")
        try:
            return self._configuration(target) if target else REVIEW
        except UnknownNameError:
            return REVIEW

    def _configuration(self, cmoc: str) -> Target:
        found = self._project.configurations.find(cmoc, last_pages=False)
        return Target(found.id, f"{found.label} {first_words(found.as_read, STATEMENT)}".rstrip())

    # What it is for, and of

    def for_theory(self) -> str:
        """Appraise for the next theory that the record is coded to; returns why not, if so."""
        if not self._theories:
            return "The map has no theory."
        self.target = _after(self.target, self._theories)
        return ""

    def for_configuration(self) -> str:
        """Appraise for the next configuration with a fragment of the record; returns why not, if so."""
        if not self._cmocs:
            return "No configuration has a passage of this source."
        self.target = self._configuration(_after(self.target.id, self._cmocs))
        return ""

    def for_review(self) -> str:
        """Appraise for the whole review."""
        self.target = REVIEW
        return ""

    def passage_or_record(self) -> str:
        """Appraise the passage, if there is one, instead of the record, or the record again."""
        self.of_passage = not self.of_passage and self.passage is not None
        return ""

    # What is known

    @property
    def _span(self) -> Span | None:
        return self.passage.span if self.passage and self.of_passage else None

    def _those(self) -> list[Appraisal]:
        """The appraisals of the same, for the same."""
        span = self._span
        return [
            one
            for one in self._known
            if one.target == self.target.id and one.span == span and not one.is_lost
        ]

    @property
    def own(self) -> Appraisal | None:
        """The reviewer's own appraisal so far."""
        return next((one for one in self._those() if one.reviewer == self._project.reviewer), None)

    @property
    def others(self) -> list[Appraisal]:
        """Those of other reviewers, as far as they may be seen."""
        return [one for one in self._those() if one.reviewer != self._project.reviewer]

    @property
    def levels(self) -> Mapping[str, Level]:
        """The level of each dimension as chosen, or else as it was."""
        return {**(self.own.levels if self.own else {}), **self._chosen}

    @property
    def reason(self) -> str:
        """The reason that the reviewer gave last."""
        return self.own.because[0] if self.own and self.own.because else ""

    @property
    def is_changed(self) -> bool:
        """Whether a level is another than it was."""
        before = self.own.levels if self.own else {}
        return any(before.get(dimension) is not level for dimension, level in self._chosen.items())

    # Choosing levels

    @property
    def dimension(self) -> Dimension:
        """The dimension that the next level is for; after the last level the last one."""
        return self.dimensions[min(self.at, len(self.dimensions) - 1)]

    @property
    def is_complete(self) -> bool:
        """Whether the last dimension has been passed."""
        return self.at >= len(self.dimensions)

    def choose(self, level: Level) -> None:
        """Give the dimension this level, and go to the next."""
        self._chosen[self.dimension.id] = level
        self.at = min(self.at, len(self.dimensions) - 1) + 1

    def begin_again(self) -> None:
        """Go to the first dimension."""
        self.at = 0

    def move(self, by: int) -> None:
        """Go to another dimension."""
        self.at = min(max(0, self.at + by), len(self.dimensions) - 1)

    def store(self, because: str) -> Acknowledgement:
        """Store the levels that were chosen and why; without any, the reason for all that there are.

        Raises:
            ReviewError: there is no reason, the record has another text by now, or it cannot be stored.
        """
        now = self._project.records.get(self.record.id).text_sha256
        if self._span and self.passage and self.passage.text_sha256 != now:
            raise ReviewError("nothing was stored: the file was read again meanwhile; open the source again")
        return self._project.appraisals.appraise(
            self.record.id, self._chosen or self.levels, because, target=self.target.id, span=self._span
        )


def _after(one: T, those: Sequence[T]) -> T:
    """The next one, from the last to the first; the first if it is not among them."""
    return those[(those.index(one) + 1) % len(those)] if one in those else those[0]
