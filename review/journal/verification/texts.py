"""The texts: their words, pages and labels, glyph maps, and the passages in them."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from review.domain import Document, LabelSource, Page, Passage, SideText
from review.domain.glyphs import unpack_runs
from review.domain.wording.short_id import short_id
from review.journal import texts
from review.journal.journal import Journal
from review.journal.validity import read

_Recorded = dict[str, set[tuple[str, str]]]
"""For each text the digests of layout and glyph map in the events that brought it."""

_WHAT_TO_DO = "`review reread` reads it again, or go back to a copy in backups/"


def text_problems(journal: Journal) -> Iterator[str]:
    """Changed texts, and records whose text is missing."""
    with journal.snapshot() as connection:
        recorded = _recorded(connection)
        for key, text_sha256, *stored in connection.execute(
            "SELECT key, text_sha256, body, layout, glyphs, reader FROM text ORDER BY key"
        ):
            if wrong := "; ".join(_wrong_with(text_sha256, stored, recorded)):
                named = short_id(text_sha256) if isinstance(text_sha256, str) else f"in row {key}"
                yield f"text {named}: {wrong}"
        for (record,) in connection.execute(
            "SELECT record FROM record WHERE text_sha256 <> '' AND text_sha256 NOT IN (SELECT text_sha256 FROM text)"
        ):
            yield f"record {short_id(str(record))}: its text is missing; {_WHAT_TO_DO}"


def fault_of(text_sha256: str, stored: Sequence[object], digests: Collection[tuple[str, str]]) -> str:
    """What is wrong with a text's row (its columns from `body` on), or ``""``.

    `digests` has those of layout and glyph map that its events record.
    """
    wrong = "; ".join(_wrong_with(text_sha256, stored, {text_sha256: set(digests)} if digests else {}))
    return wrong.partition(f"; {_WHAT_TO_DO}")[0]


def _recorded(connection: sqlite3.Connection) -> _Recorded:
    found: _Recorded = {}
    for (stored,) in connection.execute("SELECT act FROM event WHERE kind IN ('ingest', 'reread')"):
        act = read(stored) or {}
        if "layout_sha256" in act:
            digests = str(act["layout_sha256"]), str(act.get("glyphs_sha256"))
            found.setdefault(str(act.get("text_sha256")), set()).add(digests)
    return found


def _wrong_with(text_sha256: object, stored: Sequence[object], recorded: _Recorded) -> Iterator[str]:
    body, layout, glyphs, reader = stored
    text = _unpacked(body)
    if text is None:
        yield f"its text cannot be read (damaged); {_WHAT_TO_DO}"
    elif hashlib.sha256(text).hexdigest() != text_sha256:
        yield "was changed after it was read"
        text = None
    if not isinstance(reader, str):
        yield "its column `reader` does not hold text"
    pages = _unpacked(layout)
    if pages is None:
        yield f"its pages and page labels cannot be read (damaged); {_WHAT_TO_DO}"
    if not isinstance(glyphs, bytes):
        yield "its column `glyphs` holds no glyph map"
    if text is None or pages is None or not isinstance(glyphs, bytes):
        return
    if known := recorded.get(str(text_sha256)):
        digests = hashlib.sha256(pages).hexdigest(), hashlib.sha256(glyphs).hexdigest()
        if digests not in known:
            same_layout = digests[0] in {layout_sha256 for layout_sha256, _ in known}
            changed = "glyph map was" if same_layout else "pages and page labels were"
            yield f"its {changed} changed after it was read; {_WHAT_TO_DO}"
            return
    yield from _shape_faults(str(text_sha256), (body, layout, glyphs, reader))


def _unpacked(packed: object) -> bytes | None:
    try:
        return zlib.decompress(packed) if isinstance(packed, bytes) else None
    except zlib.error:
        return None


def _shape_faults(text_sha256: str, row: Sequence[Any]) -> Iterator[str]:
    """Impossible layouts and glyph maps: the only check for texts whose events record no digests."""
    fault = "its pages and passages are not in this program's format"
    try:
        document = texts.document_of(text_sha256, *row)
        if not (fault := _layout_fault(document)):
            fault = "its glyph map does not match its text"
            fault = "" if _are_glyphs_of(document) else fault
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError):
        pass  # the words above say what could not be read
    if fault:
        yield f"{fault}; {_WHAT_TO_DO}"


def _layout_fault(document: Document) -> str:
    length = len(document.text)
    if type(document.body_end) is not int or not 0 <= document.body_end <= length:
        return "its body ends outside its text"
    for place, page in enumerate(document.pages, 1):
        if page.number != place or not isinstance(page.label, str):
            return f"its page {place} has no such number or label"
        if page.label and page.label_source in {LabelSource.PDF, LabelSource.NONE}:
            return f"its page {place} has a label that comes from nowhere"
    parts: tuple[tuple[str, Sequence[Page | Passage | SideText]], ...] = (
        ("page", document.pages),
        ("passage", document.passages),
        ("side text", document.asides),
    )
    for name, spans in parts:
        for place, span in enumerate(spans, 1):
            if not (
                type(span.start) is int and type(span.end) is int and 0 <= span.start <= span.end <= length
            ):
                return f"its {name} {place} lies outside its text"
        if any(one.end > other.start for one, other in pairwise(spans)):
            return f"its {name}s overlap or are out of order"
    if any(not 1 <= aside.page <= len(document.pages) for aside in document.asides):
        return "it has side text on a page that does not exist"
    return ""


def _are_glyphs_of(document: Document) -> bool:
    """Whether a glyph map can belong to this text: its runs are in order, within the text and its pages."""
    if not document.glyphs:
        return True
    end = 0
    for run in unpack_runs(document.glyphs):
        if run.start < end or run.length < 0 or run.first < 0 or not 0 <= run.page <= len(document.pages):
            return False
        end = run.start + run.length
    return end <= len(document.text)


# --- passages --------------------------------------------------------------------------------------------------------


def coding_problems(journal: Journal) -> Iterator[str]:
    """Codings and fragments whose quotation is not where they say, or is on another page of an old text."""
    with journal.snapshot() as connection:
        recorded = _recorded(connection)
        for table in ("coding", "fragment"):
            yield from _quotation_problems(connection, table, recorded)


def _quotation_problems(connection: sqlite3.Connection, table: str, recorded: _Recorded) -> Iterator[str]:
    found = connection.execute(
        f'SELECT text_sha256, {table}, record, start, "end", quote, page, page_label FROM {table} ORDER BY text_sha256, start'
    )
    for text_sha256, quoted in groupby(found, key=itemgetter(0)):
        document = _document(connection, text_sha256)
        for _, one, record, start, end, quote, page, label in quoted:
            named = f"{table} {short_id(str(one))} in record {short_id(str(record))}"
            if document is None or not (
                type(start) is type(end) is int and document.text[start:end] == quote
            ):
                yield f"{named}: its quotation is not at {start}-{end}"
            elif text_sha256 not in recorded and document.pages:
                stands_on = document.page_at(start)
                if (page, label) != (stands_on.number, stands_on.label):
                    yield f"{named}: is on page {stands_on.number} ({stands_on.label}) of its text but was made on page {page} ({label})"


def _document(connection: sqlite3.Connection, text_sha256: object) -> Document | None:
    row = connection.execute(
        "SELECT body, layout, glyphs, reader FROM text WHERE text_sha256 = ?", (text_sha256,)
    ).fetchone()
    try:
        return texts.document_of(str(text_sha256), *row) if row else None
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError):
        # The words alone, where only the pages are damaged.
        words = _unpacked(row[0])
        try:
            return Document(words.decode("utf-8"), str(text_sha256), 0, (), ()) if words is not None else None
        except UnicodeDecodeError:
            return None
