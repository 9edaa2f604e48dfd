"""Coded passages as selections of a source's text, and as areas of its pages."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from review.documents import Rectangle
from review.domain import Coding, Document
from review.domain.theories.configuration import Fragment
from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.exporting.notes import Notes

LONGEST_NAME = 200
"""The characters of a quotation that a selection has as its name."""


class Passages:
    """The passages of one document: a selection for each coding, and for each fragment that nobody coded.

    `passage_of` has the selection of each place.
    """

    def __init__(
        self, record: str, document: Document, codes: Collection[str], ids: Ids, notes: Notes
    ) -> None:
        self._record = record
        self._document = document
        self._codes = codes
        self._ids = ids
        self._notes = notes
        self._made: list[QdaSelection] = []
        self.passage_of: dict[tuple[int, int], str] = {}

    def of(self, codings: Iterable[Coding], fragments: Iterable[Fragment]) -> tuple[QdaSelection, ...]:
        """The selections, in the order of the text."""
        for coding in codings:
            self._add_coding(coding)
        for fragment in fragments:
            if (fragment.start, fragment.end) not in self.passage_of:
                self._add_fragment(fragment)
        return tuple(sorted(self._made, key=lambda one: (one.start, one.end)))

    def _add_coding(self, coding: Coding) -> None:
        user, guid = self._ids.user(coding.reviewer), self._ids.of("passage", coding.id)
        self._add(
            QdaSelection(
                guid=guid,
                start=coding.start,
                end=coding.end,
                description=coding.cited_page,
                user=user,
                time=coding.time,
                codings=tuple(
                    QdaCoding(
                        guid=self._ids.of("coding", coding.id, code),
                        code=self._ids.code(code),
                        user=user,
                        time=coding.time,
                        notes=self._notes.of_coding(stance, coding.status, coding.time),
                    )
                    for code, stance in coding.stances.items()
                    if code in self._codes
                ),
                notes=self._notes.on_passage(coding.id, coding.memo, coding.reviewer, coding.time),
            )
        )

    def _add_fragment(self, fragment: Fragment) -> None:
        self._add(
            QdaSelection(
                guid=self._ids.of("place", self._record, fragment.start, fragment.end),
                start=fragment.start,
                end=fragment.end,
                description=fragment.cited_page,
                user=self._ids.user(fragment.reviewer),
                time=fragment.time,
            )
        )

    def _add(self, selection: QdaSelection) -> None:
        quotation = self._document.text[selection.start : selection.end]
        cut = quotation if len(quotation) <= LONGEST_NAME else f"{quotation[: LONGEST_NAME - 1]}…"
        self._made.append(replace(selection, name=cut))
        self.passage_of.setdefault((selection.start, selection.end), selection.guid)


def areas_of(
    selections: Sequence[QdaSelection], rectangles: Sequence[Sequence[Rectangle]], ids: Ids
) -> tuple[QdaArea, ...]:
    """An area for each page that a selection is on, around all of its lines there."""
    return tuple(
        _area(selection, page, lines, ids)
        for selection, found in zip(selections, rectangles, strict=True)
        for page, lines in _by_page(found).items()
    )


def _by_page(rectangles: Iterable[Rectangle]) -> Mapping[int, list[Rectangle]]:
    pages: dict[int, list[Rectangle]] = {}
    for one in rectangles:
        pages.setdefault(one.page, []).append(one)
    return dict(sorted(pages.items()))


def _area(selection: QdaSelection, page: int, lines: Sequence[Rectangle], ids: Ids) -> QdaArea:
    """The smallest area in whole points that covers the lines; its codings have ids of their own."""
    return QdaArea(
        guid=selection.guid,
        page=page,
        left=math.floor(min(one.left for one in lines)),
        bottom=math.floor(min(one.bottom for one in lines)),
        right=math.ceil(max(one.right for one in lines)),
        top=math.ceil(max(one.top for one in lines)),
        name=selection.name,
        description=selection.description,
        user=selection.user,
        time=selection.time,
        codings=tuple(
            replace(one, guid=ids.of("coding on a page", one.guid, page)) for one in selection.codings
        ),
        notes=selection.notes,
    )
