"""Where the selections of a source are in the frozen text of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from review.domain.texts.normalised import normalised
from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection, QdaSource
from review.project.quotation import SearchedText
from review.project.runs.anchoring import found_again

LEAST_WORDS = 12
"""The least characters of a selection's name by which it is searched where there is no text."""

Span = tuple[int, int]
AreaSpan = tuple[int, int] | None


class Selected(Struct, frozen=True, kw_only=True):
    """A passage of a source, with its codings and notes, whether it was selected in the text or as areas of a page.

    `quote` is what the file says that it holds, empty if it does not say.
    """

    guid: str
    span: Span | None = None
    areas: tuple[QdaArea, ...] = ()
    quote: str = ""
    description: str = ""
    user: str = ""
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()


def selected(source: QdaSource) -> list[Selected]:
    """The passages of a source. Areas with the guid of a text selection are about the same one; the text counts.

    Areas with one guid, one to a page, are one passage.
    """
    found: dict[str, Selected] = {}
    areas: dict[str, list[QdaArea]] = {}
    for area in source.areas:
        areas.setdefault(area.guid, []).append(area)
    for one in source.selections:
        quote = source.text[one.start : one.end] if source.text is not None else _uncut(one.name)
        found[one.guid] = Selected(
            guid=one.guid,
            span=(one.start, one.end),
            areas=tuple(areas.get(one.guid, ())),
            quote=quote,
            description=one.description,
            user=one.user,
            codings=_merged([one, *areas.get(one.guid, ())]),
            notes=_all_notes([one, *areas.get(one.guid, ())]),
        )
    for guid, parts in areas.items():
        if guid not in found:
            found[guid] = _of_areas(guid, parts)
    return list(found.values())


def _of_areas(guid: str, parts: Sequence[QdaArea]) -> Selected:
    parts = sorted(parts, key=lambda area: (area.page, -area.top))
    first = parts[0]
    quote = " ".join(filter(None, (part.text for part in parts))) or _uncut(first.name)
    return Selected(
        guid=guid,
        areas=tuple(parts),
        quote=quote,
        description="\n\n".join(dict.fromkeys(filter(None, (part.description for part in parts)))),
        user=first.user,
        codings=_merged(parts),
        notes=_all_notes(parts),
    )


def _merged(parts: Iterable[QdaSelection | QdaArea]) -> tuple[QdaCoding, ...]:
    """The codings of the parts of a passage; one that is repeated on each part counts once."""
    found: dict[tuple[str, str], QdaCoding] = {}
    for part in parts:
        for coding in part.codings:
            found.setdefault((coding.code, coding.user), coding)
    return tuple(found.values())


def _all_notes(parts: Iterable[QdaSelection | QdaArea]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for part in parts for note in part.notes))


def _uncut(name: str) -> str:
    """A name as a quotation, if it may be one: long enough, and not cut short."""
    line = name.strip()
    return "" if len(line) < LEAST_WORDS or line.endswith(("…", "...")) else line


class Placing:
    """Places the passages of one source in a frozen text; `spans_in` gives the spans of areas, if the file is at hand."""

    def __init__(
        self,
        source: QdaSource,
        text: str,
        spans_in: Callable[[Sequence[QdaArea]], Sequence[AreaSpan]] | None = None,
    ) -> None:
        self._source = source
        self._text = text
        self._is_same = source.text in (text, _as_in_files(text))
        self._searched: SearchedText | None = None
        self._spans_in = spans_in

    def all(self, passages: Sequence[Selected]) -> list[Span | None]:
        """The span of each passage; None if it is not found."""
        found = [self._in_text(one) for one in passages]
        missing = [area for one, span in zip(passages, found, strict=True) if not span for area in one.areas]
        if missing and self._spans_in:
            spans = dict(zip(missing, self._spans_in(missing), strict=True))
            found = [
                span or _joined([spans[area] for area in one.areas])
                for one, span in zip(passages, found, strict=True)
            ]
        return [self._trimmed(span) for span in found]

    def _in_text(self, one: Selected) -> Span | None:
        """Where a passage is by its offsets, or by its words and those around it."""
        source = self._source.text
        if one.span and source is not None:
            start, end = one.span
            if not 0 <= start < end <= len(source):
                return None
            return one.span if self._is_same else self._again(source, one.span)
        return self._quoted(one.quote) if one.quote else None

    def _again(self, source: str, span: Span) -> Span | None:
        if not source[slice(*span)].strip():
            return None
        return found_again(source, span, self._searchable())

    def _quoted(self, quote: str) -> Span | None:
        """The only place with these words."""
        places = self._searchable().occurrences(quote) if len(quote) >= LEAST_WORDS else []
        return places[0] if len(places) == 1 else None

    def _searchable(self) -> SearchedText:
        self._searched = self._searched or SearchedText(self._text)
        return self._searched

    def _trimmed(self, span: Span | None) -> Span | None:
        """A span without white space at its ends; None if nothing is left."""
        if span is None or not 0 <= span[0] < span[1] <= len(self._text):
            return None
        words = self._text[slice(*span)]
        if not words.strip():
            return None
        return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


def _as_in_files(text: str) -> str:
    """A frozen text as it comes back from a file: some characters are spaces there, at the same places."""
    found = normalised(text).text
    return found if len(found) == len(text) else text


def _joined(spans: Sequence[AreaSpan]) -> Span | None:
    """From the first area with text to the last one."""
    found = [span for span in spans if span is not None]
    return (min(start for start, _ in found), max(end for _, end in found)) if found else None
