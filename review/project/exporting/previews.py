"""Previews of exports: what is read for one is kept for the next, while nothing is done in the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from review.domain import Selection
from review.export import EXPORTS, REFERENCES, ExportMaterial, PrintedTable, TextPreview
from review.journal.journal import Journal
from review.project.exporting.material import Card
from review.project.exporting.tables import check_names, now, present


class _Read(NamedTuple):
    """What is read: for whom, what is left out, and which references."""

    viewer: str
    without_low: Sequence[str]
    selection: Selection | None


class Previews:
    """Made in threads; what they read is kept for the state of the review that was read last."""

    def __init__(self, journal: Journal, card: Card) -> None:
        self._journal = journal
        self._card = card
        self._kept: tuple[tuple[int, int], dict[_Read, ExportMaterial]] = ((-1, -1), {})

    def preview(
        self,
        name: str,
        width: int,
        without_low: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        selection: Selection | None = None,
    ) -> PrintedTable | TextPreview:
        """What an export would write now, for a screen that is `width` characters wide; the rest as in `write_exports`.

        Raises:
            UnknownNameError: the export or a dimension is unknown.
        """
        check_names([name])
        dimensions = tuple(without_low) if EXPORTS[name].counts else ()
        material = self._material(dimensions, selection if name == REFERENCES else None)
        return EXPORTS[name].preview(material, width, options)

    def _material(self, without_low: Sequence[str], selection: Selection | None) -> ExportMaterial:
        """The review as it is."""
        database = self._journal.database
        state = database.revision, database.writes_of_others
        before, kept = self._kept
        if before != state:
            kept = {}
            self._kept = state, kept
        wanted = _Read(database.viewer, without_low, selection)
        if wanted not in kept:
            kept[wanted] = present(self._journal, self._card, without_low, selection)
        return replace(kept[wanted], as_of=now())

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = ((-1, -1), {})
