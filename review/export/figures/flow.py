"""``figure-flow``: the flow of records to what is included, in the form of PRISMA 2020 (Page et al. 2021)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck, Streams
from review.domain.searches.wording import BOX_NAMES, rule_in_words, sides_in_words, unseen_in_words
from review.export.figures.characters import on_a_line
from review.export.figures.flow_text import in_characters
from review.export.figures.picture import NewSheet, Picture
from review.export.material import NO_BREAK, ExportMaterial

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

NAMES = BOX_NAMES
"""What the boxes are called in the figure."""

DATABASES = (Box.IDENTIFIED_DATABASES, Box.IDENTIFIED_REGISTERS)
OTHERS = (Box.IDENTIFIED_ORGANISATIONS, Box.IDENTIFIED_CITATIONS, Box.IDENTIFIED_OTHER)
STEPS: tuple[tuple[Box, tuple[Box, ...]], ...] = (
    (Box.SCREENED, (Box.EXCLUDED_SCREENING,)),
    (Box.POTENTIAL, (Box.NOT_RETRIEVED,)),
    (Box.ASSESSED, (Box.EXCLUDED_ASSESSMENT, Box.PARKED)),
)
"""The steps of screening, each with what leaves the flow there."""

NOT_REPORTED = "not reported"
MOST_PARTS = 14
"""The most sources or criteria that a box lists."""


@dataclass(frozen=True)
class FlowPicture(Picture):
    """The flow; `criteria` has the texts of criteria by id, `streams` what databases and registers did not find."""

    databases: ClassVar[tuple[Box, ...]] = DATABASES
    others: ClassVar[tuple[Box, ...]] = OTHERS
    steps: ClassVar[tuple[tuple[Box, tuple[Box, ...]], ...]] = STEPS

    flow: Flow
    criteria: Mapping[str, str]
    streams: Streams = field(default_factory=Streams)

    def count(self, box: Box) -> BoxCount:
        """How many are in a box; nothing known where the flow does not have it."""
        return self.flow.boxes.get(box, BoxCount(None, None))

    def number(self, box: Box) -> str:
        """``(n = 70)``, ``(n = 23 stated, 22 computed)``, ``: not reported (3,316 in what is reported)``."""
        of = self.count(box)
        if of.is_not_reported:
            return f": {NOT_REPORTED}{f' ({of.computed:,} computed)' if of.computed else ''}"
        if of.n is None:
            known = "counted here" if of.is_not_reported else "in what is reported"
            return f": {NOT_REPORTED}{f' ({of.computed:,} {known})' if of.computed else ''}"
        if of.stated is not None and of.computed and of.computed != of.n:
            return f" ({_n(of.n)} stated, {of.computed:,} computed)"
        return f" ({_n(of.n)})"

    def named(self, box: Box) -> str:
        """A box with its number."""
        return f"{NAMES[box]}{self.number(box)}"

    @property
    def studies(self) -> str:
        """How many studies the included reports are of."""
        return f"Studies included ({_n(self.flow.studies)})"

    def parts(self, box: Box, most: int = MOST_PARTS) -> list[str]:
        """The first `most` sources or criteria of a box with their numbers, the criteria with their texts."""
        by = self.count(box).by
        listed = [
            f"{on_a_line(f'{name}: {self.criteria[name]}' if name in self.criteria else name)} ({NOT_REPORTED if n is None else _n(n)})"
            for name, n in by.items()
        ]
        more = len(listed) - most if most else 0
        return [*listed[:most], *([f"and {more} more"] if more > 0 else [])]

    @property
    def failures(self) -> list[str]:
        """The rules that do not hold, and by how much."""
        return [f"{rule_in_words(check)}{_sides(check)}" for check in self.flow.checks if check.fails]

    @property
    def caption(self) -> str:
        """What it shows."""
        return "Flow of records from identification to inclusion, in the form of PRISMA 2020"

    @property
    def alternative(self) -> str:
        """Every box in words, from the top."""
        boxes = [f"{self.named(box)}." for box in Box if box in self.flow.boxes]
        return " ".join([*boxes, f"{self.studies}."])

    @property
    def note(self) -> str:
        """What does not add up, what other methods found, what is in no box yet, and which numbers were stated."""
        apart = self._apart()
        undecided = [f"{place}: {many:,}" for place, many in self.flow.undecided.items()]
        stated = [f"{NAMES[box]}: {of.reason}" for box, of in self.flow.boxes.items() if of.reason]
        return " ".join(
            [
                *([f"Does not add up: {'; '.join(self.failures)}."] if self.failures else []),
                *([f"Of these, other methods alone found: {'; '.join(apart)}."] if apart else []),
                *([f"In no box yet: {'; '.join(undecided)}."] if undecided else []),
                *([f"{unseen}."] if (unseen := unseen_in_words(self.flow)) else []),
                *(
                    [f"Stated by the reviewers: {'; '.join(on_a_line(one) for one in stated)}."]
                    if stated
                    else []
                ),
            ]
        )

    def _apart(self) -> list[str]:
        """What databases did not find, box by box, as the table for the diagram in R has it; empty if they found nothing."""
        if not any(self.count(box).n or self.count(box).computed for box in DATABASES):
            return []
        others = self.streams.others or {}
        return [f"{NAMES[box][:1].lower()}{NAMES[box][1:]} {of.n:,}" for box, of in others.items() if of.n]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count."""
        return not any(
            of.n or of.computed or of.stated or of.is_not_reported for of in self.flow.boxes.values()
        )

    def text(self, width: int) -> str:
        """The boxes with what leaves the flow beside them, below each other where there is no room."""
        return "\n".join(in_characters(self, width))

    def _is_shown(self, box: Box) -> bool:
        """Whether a way of identification is worth a line: it has a number, or is not known."""
        of = self.flow.boxes.get(box)
        return of is not None and (of.n != 0 or bool(of.computed) or of.stated is not None)

    def identified(self, boxes: Sequence[Box]) -> list[Box]:
        """Those of some ways of identification that are shown; the first of them if none would be."""
        return [box for box in boxes if self._is_shown(box)] or [boxes[0]]

    @property
    def only_others(self) -> bool:
        """Whether other methods alone found something: databases and registers with 0 are left out then."""
        return not any(map(self._is_shown, self.databases)) and any(map(self._is_shown, self.others))

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """Boxes with arrows, what leaves the flow on the right."""
        from review.export.figures.flow_sheet import draw

        return [draw(self, new)]


def _n(number: int) -> str:
    """``n = 70``, which no line is broken in."""
    return f"n = {number:,}".replace(" ", NO_BREAK)


def _sides(check: FlowCheck) -> str:
    """The two sides of a rule that fails, if they are numbers."""
    return f": {sides_in_words(check)}" if check.difference or check.cannot_hold else ""


def flow_figure(material: ExportMaterial) -> FlowPicture:
    """The figure of the review's flow."""
    criteria = {one.id: one.text for one in material.theory_map.criteria}
    return FlowPicture(material.flow(), criteria, material.streams())
