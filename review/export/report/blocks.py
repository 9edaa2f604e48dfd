"""What a report consists of, whatever file it is written to: blocks of inline parts.

Sections make blocks, writers turn them into a file, and the check of a written report compares the parts that the program
vouches for: each number, each `Fact`, each `Quotation` and each cell of a table. Everything else is prose, which a person may change.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from msgspec import Struct

from review.export.table import PrintedTable


class Text(Struct, frozen=True):
    """Words. What looks like markup is shown as it is."""

    text: str
    is_emphasis: bool = False
    is_strong: bool = False


class Number(Struct, frozen=True):
    """A number that the program counted, as it is printed (``37``, ``32.4``); `of` says what it counts, for the check."""

    text: str
    of: str


class Fact(Struct, frozen=True):
    """Words that somebody recorded in the review, exactly: a verdict, a caveat, a statement; `of` says what they are of."""

    text: str
    of: str


class Cited(Struct, frozen=True):
    """A record in a citation, with the pages that are cited (``p. 12``, ``pp. 16–17``), if any."""

    record: str
    pages: str = ""


class Citation(Struct, frozen=True):
    """Records cited at one place. The style turns it into text; `is_narrative`: the author is part of the sentence."""

    cited: tuple[Cited, ...]
    is_narrative: bool = False


class Quotation(Struct, frozen=True):
    """The words of a source, exactly; `of` is the coding or fragment. It is shown in quotation marks with its citation."""

    text: str
    of: str
    source: Cited


class Reference(Struct, frozen=True):
    """A reference to a table, figure, box or heading by its `key`: writers show ``Table 2``, with a link."""

    key: str


class Gap(Struct, frozen=True):
    """What the program cannot know: shown as a marked gap that says what to write here."""

    text: str


Inline = Text | Number | Fact | Citation | Quotation | Reference | Gap


class Heading(Struct, frozen=True):
    """A heading; `level` is 1 (a part of the report) to 4. `key` is what references name."""

    level: int
    text: str
    key: str = ""


class Look(StrEnum):
    """How a paragraph looks."""

    BODY = "body"
    QUOTATION = "quotation"
    """Set apart, as a long quotation."""
    NOTE = "note"
    """Small, below something."""


class Paragraph(Struct, frozen=True):
    """A paragraph."""

    parts: tuple[Inline, ...]
    look: Look = Look.BODY


class Items(Struct, frozen=True):
    """A list of items; `is_numbered`, or with bullets."""

    items: tuple[tuple[Inline, ...], ...]
    is_numbered: bool = False


class Table(Struct, frozen=True):
    """A table; writers number tables in their order, whatever number the printed table has elsewhere."""

    key: str
    printed: PrintedTable

    def numbered(self, number: int) -> PrintedTable:
        """The printed table with its number in the report."""
        return replace(self.printed, number=number)


class Figure(Struct, frozen=True):
    """A figure: the name of its export (``figure-flow``), its caption, and what it shows in words for those who cannot see it."""

    key: str
    export: str
    caption: str
    alternative: str


class Box(Struct, frozen=True):
    """A box with a title, such as the strengths and limitations that a journal asks for."""

    title: str
    blocks: tuple[Heading | Paragraph | Items, ...]
    key: str = ""


class ReferenceList(Struct, frozen=True):
    """Where the list of works stands; the style makes it from the citations.

    `also` are records that are in it although no text cites them: a reader must be able to find every included document.
    """

    also: tuple[str, ...] = ()


Block = Heading | Paragraph | Items | Table | Figure | Box | ReferenceList


class Report(Struct, frozen=True):
    """A report: its title, the notices of the first page (above everything), and its blocks.

    `made` says as of when and from what; `options` are those that make the same report again (``template``, ``style``,
    ``as_of``), kept inside the written file.
    """

    title: str
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    made: str
    options: tuple[tuple[str, str], ...] = ()


def words(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inline parts from texts and parts: ``words("We included ", Number("37", "included"), " documents.")``."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline) -> Paragraph:
    """A paragraph of the body."""
    return Paragraph(words(*parts))


def inlines(block: Block) -> tuple[Inline, ...]:
    """The inline parts of a block, those of a box's blocks too."""
    match block:
        case Paragraph():
            return block.parts
        case Items():
            return tuple(part for item in block.items for part in item)
        case Box():
            return tuple(part for inner in block.blocks for part in inlines(inner))
        case _:
            return ()
