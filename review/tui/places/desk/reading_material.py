"""Reads the material on a theory, and what its text quotes: at once, or in the background of a large review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from review.tui.places.desk.material import Item, MaterialList, items_on, passages_in
from review.tui.places.desk.quoted import Look, Quoted

if TYPE_CHECKING:
    from review.domain.theories.verdict import Verdict
    from review.project import Project


class MaterialAsked(NamedTuple):
    """What is to be read: the material on a code, with the text on it, asked for the `reads`-th time."""

    code: str
    text: str
    reads: int


class MaterialRead(NamedTuple):
    """The material, the ids of the passages in it, what the text quotes, and the verdict on the theory, if one was given."""

    items: Sequence[Item]
    passages: frozenset[str]
    look: Look
    verdict: Verdict | None = None


class ReadingMaterial:
    """Puts what was read into `quoted` and `material`, which are those of one code at a time."""

    def __init__(self, project: Project, quoted: Quoted, material: MaterialList) -> None:
        self._project = project
        self._quoted = quoted
        self._material = material
        self._reads, self._read_at = 0, ("", 0)
        self.verdict: Verdict | None = None
        """The present verdict on the code whose material was read."""
        self.changes = 0
        """How often other material came in the place of what there was."""

    def begin(self, code: str) -> None:
        """The material on a code is to be read, or read again; that on another one goes at once."""
        self._reads += 1
        if not self.has(code):
            self._read_at = ("", 0)
            self.verdict = None
            self.changes += 1
            self._material.show(())
            self._quoted.take(Look())

    def has(self, code: str) -> bool:
        """Whether the material is that on this code."""
        return self._read_at[0] == code

    def unread(self, code: str, text: str) -> MaterialAsked | None:
        """What is to be read; None if nothing is."""
        is_read = self._read_at == (code, self._reads)
        return None if is_read else MaterialAsked(code, text, self._reads)

    def read(self, asked: MaterialAsked) -> MaterialRead:
        """Read it; may be called from any thread. Material like that which there is, is that itself.

        Raises:
            ReviewError: the review cannot be read.
        """
        look = self._quoted.read(asked.code, asked.text)
        verdict = self._project.verdicts.all().get(asked.code)
        before, items = self._material.all, items_on(self._project, asked.code)
        if items == before:
            items = before
        return MaterialRead(items, passages_in(items), look, verdict)

    def take(self, asked: MaterialAsked, read: MaterialRead, code: str, text: str) -> None:
        """Have what was read, unless another code is open by now; of a text that was typed on, what is in it now."""
        if asked.code != code:
            return
        had, self._read_at = self.has(code), (asked.code, asked.reads)
        is_same = (
            read.items is self._material.all and self._quoted.has(read.look) and read.verdict == self.verdict
        )
        if had and is_same:
            return
        self.changes += 1
        self._quoted.take(read.look)
        if self._quoted.changed(text):
            self._quoted.look(code, text)
        self.verdict = read.verdict
        self._material.show(read.items, read.passages)
