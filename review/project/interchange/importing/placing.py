"""Where the selections of a source are in the frozen text of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from review.domain.texts.normalised import normalised
from review.domain.texts.spans import Span, trimmed
from review.exchange.refi.reading.offsets import READINGS, CountedText, distinct_reading
from review.exchange.refi.reading.scoring import is_named, squeezed
from review.exchange.refi.values import QdaArea, QdaCoding, QdaSelection, QdaSource
from review.project.coding.quotation import SearchedText
from review.project.runs.anchoring import found_again

LEAST_WORDS = 12
"""The least characters of a selection's name by which it is searched where there is no text."""

MAYBE_CUT = 40
"""The characters of a name from which it may have been cut without a sign of it."""

_SENTENCE_ENDS = ".!?…:;”’\"')]»"

AreaSpan = tuple[int, int] | None


class Selected(Struct, frozen=True, kw_only=True):
    """A passage of a source, with its codings and notes, whether it was selected in the text or as areas of a page.

    `quote` is what the file says that it holds, empty if it does not say. `is_open`: that may only be how it begins.
    """

    guid: str
    span: Span | None = None
    areas: tuple[QdaArea, ...] = ()
    quote: str = ""
    is_open: bool = False
    description: str = ""
    user: str = ""
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()


def longest_name(sources: Iterable[QdaSource]) -> int:
    """The length at which a file seems to cut the names of passages: that of the longest, if it is long or several have it."""
    names = {one.name.strip() for source in sources for one in source.selections}
    names |= {one.name.strip() for source in sources for one in source.areas}
    lengths = [len(name) for name in names]
    longest = max(lengths, default=0)
    return longest if longest >= MAYBE_CUT or lengths.count(longest) > 1 else 0


def selected(source: QdaSource, longest: int = 0) -> list[Selected]:
    """The passages of a source. Areas with the guid of a text selection are about the same one; the text counts.

    Areas with one guid, one to a page, are one passage. `longest` is the length at which names are cut in the file, or 0.
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
            is_open=source.text is None and _may_be_cut(quote, longest),
            description=one.description,
            user=one.user,
            codings=_merged([one, *areas.get(one.guid, ())]),
            notes=_all_notes([one, *areas.get(one.guid, ())]),
        )
    for guid, parts in areas.items():
        if guid not in found:
            found[guid] = _of_areas(guid, parts, longest)
    return list(found.values())


def _of_areas(guid: str, parts: Sequence[QdaArea], longest: int) -> Selected:
    parts = sorted(parts, key=lambda area: (area.page, -area.top))
    first = parts[0]
    shown = " ".join(filter(None, (part.text for part in parts)))
    quote = shown or _uncut(first.name)
    return Selected(
        guid=guid,
        areas=tuple(parts),
        quote=quote,
        is_open=not shown and _may_be_cut(quote, longest),
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


def _may_be_cut(quote: str, longest: int) -> bool:
    """Whether words may only be how a passage begins: as long as the longest, or long and not at the end of a sentence."""
    return bool(quote) and (
        len(quote) == longest or (len(quote) >= MAYBE_CUT and quote[-1] not in _SENTENCE_ENDS)
    )


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
        self._is_same = source.text is not None and _on_one_line(source.text) in map(
            _on_one_line, (text, _as_in_files(text))
        )
        self._searched: SearchedText | None = None
        self._spans_in = spans_in
        self._counted: Mapping[str, Span] = {} if source.text is not None else _as_counted(source, text)

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
        if one.guid in self._counted:
            return self._counted[one.guid]
        return self._quoted(one.quote) if one.quote and not one.is_open else None

    def beginning(self, one: Selected) -> Span | None:
        """The only place with the words by which a passage begins whose end is not known."""
        return self._quoted(one.quote) if one.is_open else None

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
        start, end = trimmed(self._text, span)
        return (start, end) if start < end else None


def _as_in_files(text: str) -> str:
    """A frozen text as it comes back from a file: some characters are spaces there, at the same places."""
    found = normalised(text).text
    return found if len(found) == len(text) else text


def _on_one_line(text: str) -> str:
    """A text with spaces as line ends: hard ones are spaces in a text that was read from a file, at the same places."""
    return text.replace("\n", " ")


def _as_counted(source: QdaSource, text: str) -> dict[str, Span]:
    """The spans of a source's selections by their positions in this text, by guid; none unless all names are the words there."""
    named = [one for one in source.selections if len(squeezed(one.name)) >= LEAST_WORDS]
    if not named:
        return {}
    original = f"\ufeff{text}"
    for reading in dict.fromkeys(distinct_reading(original, one) for one in READINGS):
        offsets = {at for one in source.selections for at in (one.start, reading.behind(one.end))}
        places = CountedText(original, reading).places(offsets)
        spans = {
            one.guid: (places[one.start], places[reading.behind(one.end)])
            for one in source.selections
            if one.start in places and reading.behind(one.end) in places
        }
        if all(one.guid in spans and is_named(text, *spans[one.guid], one.name) for one in named):
            return spans
    return {}


def _joined(spans: Sequence[AreaSpan]) -> Span | None:
    """From the first area with text to the last one."""
    found = [span for span in spans if span is not None]
    return (min(start for start, _ in found), max(end for _, end in found)) if found else None
