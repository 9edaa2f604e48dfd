"""The project, put together: the texts of its sources and notes, and where in these texts its selections are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from review.domain.texts.normalised import normalised
from review.domain.wording.counted import counted as in_words
from review.exchange.refi.reading.archive import base_name
from review.exchange.refi.reading.building import ProjectParts
from review.exchange.refi.reading.contents import Content, Contents
from review.exchange.refi.reading.elements import Element
from review.exchange.refi.reading.found import FoundNote, FoundSource
from review.exchange.refi.reading.offsets import (
    READINGS,
    CountedText,
    OffsetReading,
    as_usual,
    distinct_reading,
)
from review.exchange.refi.reading.scoring import Fit, best_of_source, best_reading, fit, misnamed
from review.exchange.refi.reading.skipping import SkipList, quoted
from review.exchange.refi.values import (
    QdaCase,
    QdaCounts,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
)
from review.references.text import one_line, paragraphs

_NOTES_IN_SOURCES = "qualcoder"
_TRIED = 500
"""With how many selections of a source the readings are tried; more would not change which one fits best."""

_OTHER_KINDS = {SourceKind.PICTURE: "picture", SourceKind.AUDIO: "recording", SourceKind.VIDEO: "video"}


class Assembly:
    """A project whose XML was read, with the contents that belong to it."""

    def __init__(self, root: Element, parts: ProjectParts, contents: Contents, skipped: SkipList) -> None:
        self._root, self._parts, self._contents, self._skipped = root, parts, contents, skipped
        self._notes = list(root.all(FoundNote))
        self.sources = [_named(source) for source in self._with_notes(root.all(FoundSource))]
        """The sources as they were found."""
        self.contents = [contents.of_source(source) for source in self.sources]
        """What there is of each source."""
        self._fits = [self._fits_of(*pair) for pair in zip(self.sources, self.contents, strict=True)]
        self._reading = best_reading([of for of in self._fits if of])

    def project(self) -> QdaProject:
        """The project without its sources."""
        root = self._root
        return QdaProject(
            name=one_line(root.get("name")),
            origin=one_line(root.get("origin")),
            description=paragraphs(root.text_of("Description") or ""),
            users=tuple({user.guid: user for user in reversed([*root.all(QdaUser)])}.values())[::-1],
            codes=tuple(self._parts.codes()),
            variables=tuple(root.all(QdaVariable)),
            cases=tuple(root.all(QdaCase)),
            notes=tuple(self._note(note) for note in self._notes),
            links=tuple(root.all(QdaLink)),
            sets=tuple(root.all(QdaSet)),
            project_notes=root.refs("NoteRef"),
        )

    def counts(self) -> QdaCounts:
        """What the project has by its own count."""
        return QdaCounts(
            codes=self._parts.count_codes(),
            sources=len(self.sources),
            selections=len(self._parts.selections),
        )

    def offsets(self) -> str:
        """How the offsets of all sources together were read; empty if none has a text and selections."""
        return str(self._reading) if any(self._fits) else ""

    def source(self, number: int) -> QdaSource:
        """A source, its selections in its normalised text."""
        found, content = self.sources[number], self.contents[number]
        text, selections, file = None, found.selections, content.ending
        original = self._contents.text(quoted(found.name), content)
        if original is None and content.text and content.text is content.file:
            file = ""
        elif original is not None:
            text = normalised(original).text
            if not text.strip():
                self._contents.list_empty(found)
            selections = self._placed(found, original, self._fits[number])
            self._list_misnamed(found, text, selections)
        return QdaSource(
            guid=found.guid,
            name=found.name,
            kind=found.kind,
            file=file,
            text=text,
            description=found.description,
            user=found.user,
            time=found.time,
            selections=selections,
            areas=found.areas,
            values=found.values,
            codings=found.codings,
            notes=found.notes,
            others=found.others,
        )

    def list_other_kinds(self) -> None:
        """List how much there is of what only other programs can code."""
        for kind, noun in _OTHER_KINDS.items():
            others = [source.others for source in self.sources if source.kind is kind]
            if others:
                selections = f" with {in_words(sum(others), 'selection')}" if sum(others) else ""
                what = f"{in_words(len(others), noun)}{selections}"
                self._skipped.add(noun, what, "only texts and PDFs are coded here")
        if self._parts.graphs:
            what = in_words(self._parts.graphs, "graph")
            self._skipped.add("graph", what, "a review has no drawings of this kind")

    def _fits_of(self, source: FoundSource, content: Content) -> Mapping[OffsetReading, Fit]:
        if not source.selections:
            return {}
        original = self._contents.text(quoted(source.name), content)
        if original is None:
            return {}
        text = normalised(original).text
        distinct = {reading: distinct_reading(original, reading) for reading in READINGS}
        some = source.selections[:: len(source.selections) // _TRIED + 1]
        fits: dict[OffsetReading, Fit] = {}
        for usual in dict.fromkeys(as_usual(reading) for reading in distinct.values()):
            counted = CountedText(original, usual)
            for reading in (usual, as_usual(usual, to_last=True)):
                fits[reading] = fit(text, counted.places(_offsets(some, reading)), some, reading)
        return {reading: fits[distinct[reading]] for reading in READINGS}

    def _placed(
        self, source: FoundSource, original: str, fits: Mapping[OffsetReading, Fit]
    ) -> tuple[QdaSelection, ...]:
        """The selections of a source with offsets of its normalised text; those beyond it are listed."""
        if not fits:
            return ()
        reading = best_of_source(fits, self._reading)
        counted = CountedText(original, reading)
        places = counted.places(_offsets(source.selections, reading))
        placed = []
        for selection in source.selections:
            start, end = places.get(selection.start), places.get(reading.behind(selection.end))
            if start is not None and end is not None and start < end:
                placed.append(replace(selection, start=start, end=end))
            else:
                name = f" {quoted(selection.name)}" if selection.name else ""
                what = f"selection{name} ({selection.start}–{selection.end}) of {quoted(source.name)}"
                self._skipped.add("selection", what, _fault(selection, counted.end))
        return tuple(placed)

    def _list_misnamed(self, source: FoundSource, text: str, selections: Sequence[QdaSelection]) -> None:
        """List how many selections have a name that is a quotation of other words of the text."""
        if number := misnamed(text, selections):
            what = f"{in_words(number, 'name')} of passages of {quoted(source.name)}"
            self._skipped.add("name", what, "the passages have other words; look at them")

    def _note(self, found: FoundNote) -> QdaNote:
        text = paragraphs(self._contents.of_note(found))
        return QdaNote(
            guid=found.guid,
            name=found.name,
            text=text or found.description,
            user=found.user,
            time=found.time,
        )

    def _with_notes(self, sources: Iterator[FoundSource]) -> Iterator[FoundSource]:
        """The sources, with the passages that QualCoder puts into notes instead; selections in other notes are listed."""
        about = {note.guid: note for note in self._notes if note.selections}
        if not one_line(self._root.get("origin")).lower().startswith(_NOTES_IN_SOURCES):
            for note in about.values():
                what = f"{in_words(len(note.selections), 'selection')} of the note {quoted(note.name)}"
                self._skipped.add("selection", what, "the texts of notes are not coded here")
            yield from sources
            return
        for source in sources:
            noted = [about[guid] for guid in source.notes if guid in about]
            yield replace(
                source,
                selections=source.selections + tuple(_noted_passages(noted)),
                notes=tuple(guid for guid in source.notes if guid not in about),
            )
            self._parts.selections.update(one.guid for note in noted for one in note.selections)


def _offsets(selections: Iterable[QdaSelection], reading: OffsetReading) -> set[int]:
    return {offset for one in selections for offset in (one.start, reading.behind(one.end))}


def _noted_passages(notes: Sequence[FoundNote]) -> Iterator[QdaSelection]:
    for note in notes:
        for selection in note.selections:
            yield replace(selection, notes=(note.guid,), user=note.user, time=note.time)


def _named(source: FoundSource) -> FoundSource:
    """A source that has a name: without one of its own, that of its file."""
    if source.name:
        return source
    path = source.path or source.plain_path or source.rich_path
    return replace(source, name=one_line(base_name(path)) or f"{source.kind} without a name")


def _fault(selection: QdaSelection, end: int) -> str:
    if selection.start > selection.end:
        return "it ends before it begins"
    if selection.start == selection.end:
        return "it has no text"
    if selection.start < 0:
        return "it begins before the text"
    if selection.end > end:
        return "it ends behind the text"
    return "it begins or ends within a character"
