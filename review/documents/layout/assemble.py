"""Assembles the lines of all pages into the frozen text with its pages, passages and side texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from review.documents.layout.blocks import Block, BlockKind, blocks_of, body_size
from review.documents.layout.cleaning import clean_text
from review.documents.layout.contents_pages import contents_end, contents_pages, is_leaders
from review.documents.layout.cover_sheets import cover_sheets
from review.documents.layout.footnotes import footnotes_of
from review.documents.layout.front_matter import front_matter
from review.documents.layout.labels import PageLabel, page_labels
from review.documents.layout.lines import HIDDEN, Line, PageLines
from review.documents.layout.paragraphs import Hyphens, Paragraph, paragraphs_of
from review.documents.layout.passages import split_paragraph
from review.documents.layout.reference_lists import places_of
from review.documents.layout.running_heads import leading_line_numbers, side_line_kinds
from review.documents.layout.writer import FrozenWriter
from review.domain import Document, Page, Passage, PassageKind, SideText

_IN_PARAGRAPHS = ("cover sheet", "hidden text")
_MERGED_KINDS = (PassageKind.PARAGRAPH, PassageKind.FRONT_MATTER)
_TINY = 100
_MERGED = 700
_RUN_IN_ABSTRACT = re.compile(r"(abstract|summary)\s?[:.—–-]", re.IGNORECASE)
_TABLE = re.compile(r"table|box", re.IGNORECASE)
_TABLE_GAP = 3.0
_WORD_END = re.compile(r"\s|$")


@dataclass(frozen=True, slots=True)
class _Note:
    """Lines of a page that together form a side text."""

    page: int
    kind: str
    lines: list[Line]


def assemble(pages: Sequence[PageLines], reader: str = "") -> Document:
    """The document made of the lines of its pages. `reader` is stored in it.

    Pages without lines have an empty slice. The file is not opened.
    """
    pages = [_prepared(page) for page in pages]
    covers = cover_sheets(pages)
    every_line = [line for page in pages[covers:] for line in page.lines if line.drawn != HIDDEN]
    body = body_size(every_line)
    kinds = [*map(_of_cover, pages[:covers]), *side_line_kinds(pages[covers:])]
    notes: list[_Note] = []
    drawn: list[list[Block]] = []
    for page, kinds_here in zip(pages, kinds, strict=True):
        notes += _margin_notes(page, kinds_here, body)
        rest = [line for index, line in enumerate(page.lines) if index not in kinds_here]
        drawn.append(blocks_of(page.number, rest, body))
    blocks, footnotes = _without_footnotes(drawn, body)
    notes += footnotes
    writer = FrozenWriter(Hyphens(every_line))
    passages = _write_body(writer, paragraphs_of(blocks))
    body_end = writer.length
    labels = page_labels([*(page._replace(lines=()) for page in pages[:covers]), *pages[covers:]], body)
    asides = _write_side_texts(writer, sorted(notes, key=lambda note: note.page))
    text = writer.text
    passages += [Passage(aside.start, aside.end, PassageKind.ASIDE) for aside in asides]
    return Document(
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        body_end=body_end,
        pages=_pages(pages, labels, writer.page_starts, text[:body_end]),
        passages=tuple(passages),
        asides=tuple(asides),
        glyphs=writer.glyphs.packed(),
        reader=reader,
    )


def _prepared(page: PageLines) -> PageLines:
    """The page without line numbers, and with rotated text in reading order."""
    lines = leading_line_numbers([line for line in page.lines if line.text.strip()])
    if len(lines) > 1:
        rising = sum(b.baseline > a.baseline + 0.5 * a.size for a, b in pairwise(lines))
        if rising > 0.8 * (len(lines) - 1):
            lines.reverse()
    return page._replace(lines=tuple(lines), label=clean_text(page.label, longest=40))


def _without_footnotes(drawn: Sequence[Sequence[Block]], body: float) -> tuple[list[Block], list[_Note]]:
    """The blocks of all pages without footnotes, and the footnotes. References and tables are not footnotes."""
    places = iter(places_of([block for found in drawn for block in found]))
    blocks: list[Block] = []
    notes = []
    for found in drawn:
        entries = {index for index, place in zip(range(len(found)), places, strict=False) if place.is_entry}
        footnotes = footnotes_of(found, body, entries | _tables(found))
        notes += [_Note(found[index].page, "footnote", found[index].lines) for index in sorted(footnotes)]
        blocks += [block for index, block in enumerate(found) if index not in footnotes]
    return blocks, notes


def _tables(blocks: Sequence[Block]) -> set[int]:
    """The caption of a table and the small blocks of the page that closely follow it."""
    found = set()
    in_table, lowest = False, 0.0
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.CAPTION:
            in_table, lowest = bool(_TABLE.match(block.first.text)), block.last.baseline
        elif in_table:
            in_table = (
                block.kind is BlockKind.SMALL and lowest - block.first.baseline < _TABLE_GAP * block.size
            )
        if in_table:
            lowest = min(lowest, block.last.baseline)
            found.add(index)
    return found


def _of_cover(page: PageLines) -> dict[int, str]:
    """The kinds of the lines of a cover sheet."""
    return {
        index: "hidden text" if line.drawn == HIDDEN else "cover sheet"
        for index, line in enumerate(page.lines)
    }


def _margin_notes(page: PageLines, kinds: dict[int, str], body: float) -> list[_Note]:
    """The side texts of a page: a line each, or paragraphs where whole paragraphs are side text."""
    notes = [
        _Note(page.number, kind, [page.lines[index]])
        for index, kind in sorted(kinds.items())
        if kind not in _IN_PARAGRAPHS
    ]
    for kind in _IN_PARAGRAPHS:
        lines = [page.lines[index] for index in sorted(kinds) if kinds[index] == kind]
        notes += [_Note(page.number, kind, block.lines) for block in blocks_of(page.number, lines, body)]
    return notes


def _write_body(writer: FrozenWriter, paragraphs: Sequence[Paragraph]) -> list[Passage]:
    passages: list[Passage] = []
    page = 0
    places, front, contents = places_of(paragraphs), front_matter(paragraphs), contents_pages(paragraphs)
    for index, (paragraph, (section, is_entry)) in enumerate(zip(paragraphs, places, strict=True)):
        start, text = writer.paragraph(paragraph.lines)
        if not text:
            continue
        goes_on, page = paragraph.lines[0][0] == page, paragraph.lines[-1][0]
        if entries := len(text) if index in contents or is_leaders(text) else contents_end(text):
            # Entries of a contents page are not evidence.
            passages.append(Passage(start, start + entries, PassageKind.HEADING, section))
            start, text = start + entries, text[entries:]
            if not text:
                continue
        if paragraph.kind is BlockKind.HEADING and not is_entry:
            passages.append(Passage(start, writer.length, PassageKind.HEADING, section))
            continue
        here = "abstract" if not section and _RUN_IN_ABSTRACT.match(text) else section
        kind = PassageKind.REFERENCE if is_entry else PassageKind.PARAGRAPH
        if index in front and not is_entry:
            kind = PassageKind.FRONT_MATTER
        for low, high in split_paragraph(text):
            _add(passages, Passage(start + low, start + high, kind, here), may_merge=goes_on or low > 0)
    return passages


def _add(passages: list[Passage], passage: Passage, *, may_merge: bool) -> None:
    """Adds a passage; merges consecutive tiny ones of a page, such as the cells of a table."""
    if may_merge and passages and passage.kind in _MERGED_KINDS:
        last = passages[-1]
        tiny = min(last.end - last.start, passage.end - passage.start) < _TINY
        fits = passage.end - last.start <= _MERGED
        if tiny and fits and last.kind is passage.kind and last.section == passage.section:
            passages[-1] = Passage(last.start, passage.end, last.kind, last.section)
            return
    passages.append(passage)


def _write_side_texts(writer: FrozenWriter, notes: Sequence[_Note]) -> list[SideText]:
    asides = []
    for note in notes:
        start, text = writer.paragraph([(note.page, line) for line in note.lines], in_body=False)
        if text:
            asides.append(SideText(start, writer.length, note.page, note.kind))
    return asides


def _pages(
    pages: Sequence[PageLines], labels: Sequence[PageLabel], starts: dict[int, int], body: str
) -> tuple[Page, ...]:
    """The pages with their slices, which are consecutive and have no gaps."""
    found: list[Page] = []
    end = len(body)
    for page, (label, source) in zip(reversed(pages), reversed(labels), strict=True):
        start = _after_word(body, starts[page.number]) if page.number in starts else end
        start = min(start, end)
        found.append(Page(page.number, label, start, end, page.width, page.height, label_source=source))
        end = start
    if found:
        found[-1] = replace(found[-1], start=0)
    return tuple(reversed(found))


def _after_word(body: str, offset: int) -> int:
    """The offset, moved to the end of a word broken there: a word belongs to the page where it starts."""
    if offset == 0 or body[offset - 1].isspace():
        return offset
    match = _WORD_END.search(body, offset)
    return min(len(body), match.end() if match else offset)
