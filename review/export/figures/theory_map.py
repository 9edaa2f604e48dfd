"""``figure-map``: the theory map by category, with the rival framings and what they rival, at first and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from review.export.figures.changes import Pair, pairs
from review.export.figures.characters import padded, wrapped
from review.export.figures.picture import NewSheet, Picture
from review.export.material import ExportMaterial
from review.theory_map import Code, TheoryMap

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

SIDE_BY_SIDE = 96
"""How many characters wide a terminal must be for both maps beside each other."""


def theory_map_figure(material: ExportMaterial) -> TheoryMapPicture:
    """The figure of the first theory map and the present one."""
    return TheoryMapPicture(
        material.first_map() or material.theory_map, material.theory_map, material.theory_version
    )


@dataclass(frozen=True)
class TheoryMapPicture(Picture):
    """The two maps; `version` is the number of the present one. A map that never changed is shown once."""

    first: TheoryMap
    now: TheoryMap
    version: int

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The theories and rival framings of both."""
        return pairs(self.first, self.now)

    @property
    def is_changed(self) -> bool:
        """Whether anything in the figure differs between the two."""
        return (
            any(pair.changes for pair in self.pairs)
            or self.first.programme_theory != self.now.programme_theory
        )

    @property
    def caption(self) -> str:
        """What it shows."""
        if not self.is_changed:
            return "Theory map, with the rival framings"
        return f"Theory map at first and refined (version {self.version}), with the rival framings"

    @property
    def alternative(self) -> str:
        """The theories, what rivals them, and what changed."""
        theories = ", ".join(f"{code.id} {code.name}" for code in self.now.theories if not code.rejected)
        rivals = [
            f"{code.id} ({code.name}) rivals {', '.join(code.rivals) or 'no theory'}."
            for code in self.now.rival_framings
        ]
        changed = [f"{pair.code} {', '.join(pair.changes)}" for pair in self.pairs if pair.changes]
        said = [f"Theories: {theories or 'none'}.", *rivals]
        return " ".join(
            [*said, f"Changed since the first version: {'; '.join(changed)}."] if changed else said
        )

    @property
    def is_empty(self) -> bool:
        """Whether no map has a theory."""
        return not self.pairs

    def sections(self) -> Iterator[tuple[str, Sequence[Pair]]]:
        """The theories by category; the rival framings come last."""
        for section, of in groupby(self.pairs, key=lambda pair: pair.section):
            yield section, list(of)

    @staticmethod
    def claims(code: Code) -> Mapping[str, str]:
        """What a card says below the name, by what it is."""
        return claims(code)

    # --- as text -------------------------------------------------------------------------------------------------------

    def text(self, width: int) -> str:
        """Both maps beside each other, or below each other where there is little room."""
        beside = self.is_changed and width >= SIDE_BY_SIDE
        column = (width - 3) // 2 if beside else width
        lines: list[str] = []
        for section, of in self.sections():
            lines += ["", *wrapped(section.upper(), width)]
            for pair in of:
                lines += _beside(pair, column) if beside else _below(pair, column, is_changed=self.is_changed)
        head = [f"{padded('AT FIRST', column)} │ NOW"] if beside else []
        return "\n".join([*head, *lines[0 if beside else 1 :]])

    # --- drawn ---------------------------------------------------------------------------------------------------------

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """Cards in two columns, with lines from rival framings to the theories that they rival."""
        from review.export.figures.theory_map_sheets import draw

        return draw(self, new)


def claims(code: Code) -> Mapping[str, str]:
    """What a card says below the name, by what it is."""
    return {
        "proposition": code.proposition,
        "subthemes": f"Sub-themes: {'; '.join(f'{one.id} {one.name}' for one in code.subthemes)}"
        if code.subthemes
        else "",
        "rivals": f"Rivals {', '.join(code.rivals)}" if code.rivals else "",
    }


def _card(code: Code | None, width: int, changes: Sequence[str] = ()) -> list[str]:
    if code is None:
        return ["–"]
    changed = f" [{', '.join(changes)}]" if changes else ""
    title = f"{code.id} {code.name}{changed}"
    lines = wrapped(title, width)
    for text in filter(None, claims(code).values()):
        lines += wrapped(text, width, "  ", "  ")
    return lines


def _beside(pair: Pair, column: int) -> list[str]:
    left, right = _card(pair.before, column), _card(pair.after, column, pair.changes)
    if pair.after is None:
        right = wrapped(f"– [{', '.join(pair.changes)}]", column)
    height = max(len(left), len(right))
    left, right = ([*of, *[""] * (height - len(of))] for of in (left, right))
    return [f"{padded(one, column)} │ {other}".rstrip() for one, other in zip(left, right, strict=True)]


def _below(pair: Pair, width: int, *, is_changed: bool) -> list[str]:
    if pair.before is None or not is_changed or not pair.changes:
        return _card(pair.after, width, pair.changes)
    now = (
        _card(pair.after, width - 2, pair.changes)
        if pair.after
        else wrapped(f"{pair.code} [{', '.join(pair.changes)}]", width)
    )
    first = _card(pair.before, width - 10)
    return [*now, *(f"  {'first:' if place == 0 else '      '} {line}" for place, line in enumerate(first))]
