"""What theory work can be about: a code of the map, or a configuration."""

from __future__ import annotations

from msgspec import Struct

from review.errors import UnknownNameError
from review.journal.queries.theories.groups import Groups, label_of
from review.project.service import Context, Service
from review.project.theory import TheoryService


class Target(Struct, frozen=True):
    """A code or configuration: its `id`, and what it is called among people (``T3``, ``C3``)."""

    id: str
    label: str


class Targets(Service):
    """Finds the code or configuration that somebody means."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def find(self, typed: str) -> Target:
        """The code, in this spelling, or the configuration by its label or the beginning of its id.

        Raises:
            UnknownNameError: none, or several configurations.
        """
        theory_map = self._theory.map
        if typed in theory_map.code_names:
            return Target(typed, typed)
        if theory_map.present(typed) != typed:
            raise UnknownNameError(theory_map.unknown_code(typed))
        groups = Groups(self._journal)
        if groups.could_mean(typed):
            shown = groups.meant(typed)
            return Target(shown.id, shown.label)
        raise UnknownNameError(f"{theory_map.unknown_code(typed)} (`review cmoc list` lists configurations)")

    def label(self, target: str) -> str:
        """What people call a target: the code, or the label of the configuration with this id."""
        shown = Groups(self._journal).of(target)
        return shown.label if shown else label_of(self._journal, target) or target
