"""The configuration that the Reader's line works on, on whatever document, and what is shown of it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from review.domain import Stance
from review.domain.theories.configuration import Configuration, Element, Fragment
from review.errors import UnknownNameError
from review.tui.places.reader.configuration.target import Target

if TYPE_CHECKING:
    from review.project import Project


class Opened:
    """The open configuration, `current`; None until a passage begins one. `is_shown` says whether the line is there.

    `ties` are those of one that is not begun yet, if somebody set them. `last` has the elements of the last deed.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.current: Configuration | None = None
        self.is_shown = False
        self.ties: Mapping[str, Stance] | None = None
        self.last: tuple[str, ...] = ()
        self._undone = ""

    @property
    def elements(self) -> tuple[Element, ...]:
        """Its elements."""
        return self.current.elements if self.current else ()

    def of_role(self, role: str) -> list[Element]:
        """Its elements of a role."""
        return [one for one in self.elements if one.role == role]

    def theories(self, target: Target | None) -> Mapping[str, Stance]:
        """Its ties to theories; for one that is not begun those that it will have: the code in focus, with its stance."""
        if self.current:
            return self.current.theories
        if self.ties is not None:
            return self.ties
        return {target.code: target.stance} if target and target.code else {}

    def fragments(self, record: str, text_sha256: str) -> list[Fragment]:
        """Its passages in the text of a record; none while the line is hidden."""
        every = self.current.fragments if self.current and self.is_shown else ()
        return [one for one in every if (one.record, one.text_sha256) == (record, text_sha256)]

    def fragments_at(self, target: Target) -> list[Fragment]:
        """Its passages that overlap one."""
        return [one for element in self.elements for one in element.fragments if target.is_in(one)]

    def tie(self, code: str, stance: str) -> None:
        """Tie one that is not begun yet to a code; with ``""`` no longer."""
        others = {one: toward for one, toward in (self.ties or {}).items() if one != code}
        self.ties = others | ({code: Stance(stance)} if stance else {})

    def begin(self) -> None:
        """Leave the open one: the next passage begins another."""
        self.current, self.ties, self.last, self._undone = None, None, (), ""

    def choose(self, cmoc: str) -> Configuration:
        """Open a configuration, by its label or id.

        Raises:
            UnknownNameError: there is none.
        """
        self.begin()
        self.current = self._project.configurations.find(cmoc, last_pages=False)
        return self.current

    def reload(self) -> None:
        """Read it again; if it is gone, because it was undone, none is open until it is redone or another one is begun."""
        wanted = self.current.id if self.current else self._undone
        if not wanted:
            return
        try:
            self.current = self._project.configurations.find(wanted, last_pages=False)
        except UnknownNameError:
            self.begin()
            self._undone = wanted
        there = {one.id for one in self.elements}
        self.last = tuple(one for one in self.last if one in there)
