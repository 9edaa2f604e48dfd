"""``figure-cmoc``: configurations from context over mechanism to outcome, and how they are linked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from review.domain.theories import chain
from review.domain.theories.chain import Linked, linked_with
from review.domain.theories.configuration import (
    MECHANISM,
    OUTCOME,
    Configuration,
    ConfigurationStatus,
    LinkKind,
    link_in_words,
)
from review.domain.theories.grounds import Ground, ground, limits, missing_roles, named_role
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.export.figures.characters import on_a_line, wrapped
from review.export.figures.picture import NewSheet, Picture
from review.export.material import ExportMaterial
from review.export.words import Names

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

PARTS = ("Context", "Mechanism", "Outcome")
"""The parts of a configuration, from left to right."""


GROUNDS: Mapping[Ground | None, str] = {
    Ground.QUALIFIED: "only qualified",
    Ground.RETRODUCED: "retroduced",
    Ground.NOT_INCLUDED: "no passage of an included document",
    Ground.NO_PASSAGE: "no passage",
}
"""What an element rests on, where no passage shows it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An element as it is shown: its wording, what role it has, where that is not clear from its part, and what it rests on.

    Without `ground` the element is missing.
    """

    wording: str
    role: str
    ground: Ground | None

    @property
    def is_shown(self) -> bool:
        """Whether a passage of an included document speaks for it."""
        return self.ground in {Ground.SHOWN, Ground.QUALIFIED}

    @property
    def text(self) -> str:
        """The wording in a line, with its role and what it rests on."""
        role = f"{self.role}: " if self.role else ""
        rests_on = f" ({GROUNDS[self.ground]})" if self.ground in GROUNDS else ""
        return f"{role}{on_a_line(self.wording)}{rests_on}"


@dataclass(frozen=True)
class CmocPicture(Picture):
    """Configurations without those that were set aside.

    `roles` are the names of the roles, `set_aside` how many are left out, `included` the included records.
    """

    parts: ClassVar[tuple[str, ...]] = PARTS

    configurations: tuple[Configuration, ...]
    roles: Mapping[str, str]
    stances: Mapping[str, str]
    set_aside: int = 0
    included: Collection[str] = frozenset()

    @cached_property
    def links(self) -> tuple[Linked, ...]:
        """The links between those that are shown."""
        shown = {one.id for one in self.configurations}
        return tuple(
            (one.id, link.to, link.kind)
            for one in self.configurations
            for link in one.links
            if link.to in shown
        )

    @cached_property
    def label_of(self) -> Mapping[str, str]:
        """Labels by id."""
        return {one.id: one.label for one in self.configurations}

    def chains(self) -> list[list[Configuration]]:
        """Those that are linked, together: each after what leads to it. Those without a link follow, each alone."""
        waiting = list(self.configurations)
        linked: list[list[Configuration]] = []
        alone: list[list[Configuration]] = []
        while waiting:
            group = linked_with(waiting[0].id, self.links)
            (linked if len(group) > 1 else alone).append(
                self._in_order([one for one in waiting if one.id in group])
            )
            waiting = [one for one in waiting if one.id not in group]
        return [*linked, *alone]

    def _in_order(self, group: Sequence[Configuration]) -> list[Configuration]:
        """In the order of labels, but nothing before what leads to it, unless they lead to each other in a circle."""
        found: list[Configuration] = []
        left = list(group)
        while left:
            blocked = {
                to
                for one, to, kind in self.links
                if kind is LinkKind.LEADS_TO and one != to and any(of.id == one for of in left)
            }
            following = [one for one in left if one.id not in blocked] or left[:1]
            after = [
                one
                for one in following
                if found and any(link[:2] == (found[-1].id, one.id) for link in self.links)
            ]
            found.append((after or following)[0])
            left.remove(found[-1])
        return found

    def cells(self, configuration: Configuration) -> dict[str, list[Cell]]:
        """The elements by part."""
        cells: dict[str, list[Cell]] = {part: [] for part in PARTS}
        for element in configuration.elements:
            part = _part(element.role)
            role = (
                ""
                if element.role in {"context", "outcome"}
                else self.roles.get(element.role, named(element.role))
            )
            cells[part].append(Cell(element.as_read, role, ground(element, self.included)))
        for role in missing_roles(configuration):
            cells[_part(role)].append(Cell(f"No {named_role(role, self.roles)} is given", "", None))
        return cells

    def theories(self, configuration: Configuration) -> str:
        """The theories that it is tied to, with its stance."""
        return ", ".join(
            f"{self.stances.get(stance, stance)} {code}" for code, stance in configuration.theories.items()
        )

    def linked_in_words(self, configuration: Configuration) -> list[str]:
        """Its links to those that are shown, as sentences."""
        labels = self.label_of
        return [
            link_in_words(kind, configuration.label, labels[to])
            for one, to, kind in self.links
            if one == configuration.id
        ]

    @property
    def caption(self) -> str:
        """What it shows."""
        return f"Configurations of context, mechanism and outcome, and how they are linked ({len(self.configurations)})"

    @property
    def alternative(self) -> str:
        """The statements and the links."""
        said = [
            f"{one.label}: {on_a_line(one.as_read) or 'nothing worded yet'}{self._limits(one)}"
            for of in self.chains()
            for one in of
        ]
        links = [f"{words}." for one in self.configurations for words in self.linked_in_words(one)]
        return " ".join([*said, *links])

    def _limits(self, configuration: Configuration) -> str:
        """What no passage shows of it, in brackets."""
        found = limits(configuration, self.included, self.roles)
        return f" ({'; '.join(found)}.)" if found else ""

    @property
    def note(self) -> str:
        """What is left out."""
        if not self.set_aside:
            return ""
        return f"Left out: {counted(self.set_aside, 'configuration')} set aside."

    @property
    def is_empty(self) -> bool:
        """Whether there are no configurations."""
        return not self.configurations

    # --- as text -------------------------------------------------------------------------------------------------------

    def text(self, width: int) -> str:
        """The chains as lines with arrows, then every configuration with its parts."""
        lines: list[str] = []
        if self.links:
            tied = {one for link in self.links for one in link[:2]}
            labels = {one.id: one.label for of in self.chains() for one in of if one.id in tied}
            drawn = chain.as_text(chain.draw(labels, self.links))
            if max(map(len, drawn), default=0) <= width:
                lines += [*drawn, ""]
            else:
                words = [text for one in self.configurations for text in self.linked_in_words(one)]
                lines += [*(line for text in words for line in wrapped(text, width)), ""]
        for of in self.chains():
            for one in of:
                lines += [*self._lines_of(one, width), ""]
        return "\n".join(lines[:-1])

    def _lines_of(self, configuration: Configuration, width: int) -> Iterator[str]:
        theories = self.theories(configuration)
        yield from wrapped(
            f"{configuration.label} ({named(configuration.status)}){f'  {theories}' if theories else ''}",
            width,
        )
        for part, cells in self.cells(configuration).items():
            for cell in cells:
                yield from wrapped(cell.text, width, f"  {part:<10}", " " * 12)

    def mermaid(self) -> str:
        """The figure as a Mermaid diagram: a part of it for each configuration."""
        return "\n".join(_mermaid(self)) + "\n"

    # --- drawn ---------------------------------------------------------------------------------------------------------

    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """A line of boxes for each configuration, with the links between them on the left."""
        from review.export.figures.cmoc_sheets import draw

        return draw(self, new)


def _part(role: str) -> str:
    """The part of a configuration that a role belongs to."""
    return "Mechanism" if role in MECHANISM else "Outcome" if role == OUTCOME else "Context"


def cmoc_figure(material: ExportMaterial) -> CmocPicture:
    """The figure of the review's configurations."""
    every = material.configurations()
    shown = tuple(one for one in every if one.status is not ConfigurationStatus.SET_ASIDE)
    words = material.words
    return CmocPicture(
        shown,
        words[Names.CONFIGURATION_ROLE],
        words[Names.STANCE],
        len(every) - len(shown),
        material.included,
    )


ARROWS: Mapping[LinkKind, str] = {
    LinkKind.LEADS_TO: "==>",
    LinkKind.VARIANT: "-.->",
    LinkKind.RIVAL: "<-.->",
    LinkKind.COUNTER_CASE: "-.-x",
}


def _mermaid(picture: CmocPicture) -> Iterator[str]:
    yield "flowchart LR"
    if picture.is_empty:
        yield '  empty["Nothing to show yet: compose a configuration first."]'
    nodes = {one.id: f"c{number}" for number, one in enumerate(picture.configurations, 1)}
    for one in picture.configurations:
        node = nodes[one.id]
        yield f'  subgraph {node}["{_quoted(one.label)}"]'
        for part, cells in picture.cells(one).items():
            text = "<br/>".join(_quoted(cell.text) for cell in cells)
            yield f'    {node}{part[0]}["{part}: {text}"]'
        yield f"    {' --> '.join(f'{node}{part[0]}' for part in PARTS)}"
        yield "  end"
    for begin, to, kind in picture.links:
        yield f'  {nodes[begin]} {ARROWS[kind]}|"{chain.WORDS[kind]}"| {nodes[to]}'


def _quoted(text: str) -> str:
    """Outside text for a label of Mermaid, in which only letters, digits and the commonest signs are written as they are."""
    kept = set(" .,;:()-–—'’/%!?…")
    return "".join(sign if sign.isalnum() or sign in kept else f"#{ord(sign)};" for sign in on_a_line(text))


def diagram(picture: Picture) -> str:
    """The diagram of the figure."""
    assert isinstance(picture, CmocPicture)
    return picture.mermaid()
