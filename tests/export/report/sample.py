"""A report with every kind of block, made by hand."""

import struct
import zlib

from review.domain import Record
from review.domain.citation import short_author
from review.domain.reference import Reference as Source
from review.export import EXPORTS, Column, Kind
from review.export.report.blocks import (
    Block,
    Box,
    Citation,
    Cited,
    Figure,
    Gap,
    Heading,
    Items,
    Look,
    Number,
    Paragraph,
    Quotation,
    Reference,
    ReferenceList,
    Report,
    Table,
    Text,
    paragraph,
    words,
)
from review.export.report.citing.works import Work
from review.export.table import PrintedTable
from tests.export.reviews import SMALL


def _png(width: int, height: int) -> bytes:
    """A grey picture of 200 dots per inch."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    rows = (b"\0" + b"\xb0" * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            chunk(b"pHYs", struct.pack(">IIB", 7874, 7874, 1)),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


PNG = _png(1600, 400)


def work(
    record: str,
    *authors: str,
    year: int | None = 2016,
    letter: str = "",
    title: str = "On care",
    organisation: str = "",
    **more: object,
) -> Work:
    """A work; what a record has no field for is in its reference."""
    own = {name: more.pop(name) for name in ("doi", "container") if name in more}
    return Work(
        Record(
            record,
            title,
            authors,
            year,
            organisation=organisation,
            short_author=short_author(authors, organisation, title),
            year_suffix=letter,
            **own,
        ),
        Source(**more),
    )


WORKS = {
    one.record.id: one
    for one in (
        work(
            "aa1",
            "Rahman, Sadia",
            "Okoro, Chidi B.",
            "Lee, Mary",
            letter="b",
            title="Markets in care: who shapes them?",
            kind="article-journal",
            container="Journal of Commissioning",
            volume="12",
            issue="3",
            pages="204-219",
            doi="10.5555/care.12",
        ),
        work(
            "aa2",
            "Okoro, Chidi",
            "Lee, Mary",
            year=2017,
            title="Prices",
            kind="report",
            organisation="Fairfield Trust",
        ),
        work(
            "aa3",
            "Fairfield Trust",
            year=2015,
            title="A report on choice",
            kind="report",
            urls=("https://trust.example/choice",),
        ),
        work("aa4", year=None, letter="a", title="What works in the commissioning of care"),
        work(
            "aa5",
            "van Hoof, J.",
            year=2015,
            title="Places",
            kind="chapter",
            container="A book of places",
            editors=("Ed, I.",),
            pages="3-9",
        ),
    )
}
FLOW = Figure(
    "flow", "figure-flow", "Flow of records through the review", "Seven boxes: 70 identified, 37 included."
)


def figure(name: str, file_format: str) -> bytes:
    """A drawing that stands for any figure."""
    if file_format == "png":
        return PNG
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300pt" height="60pt" viewBox="0 0 300 60">
 <metadata>made by hand</metadata>
 <defs><style type="text/css">*{{stroke-linejoin: round}}</style><clipPath id="p1"><rect width="300" height="60"/></clipPath></defs>
 <g clip-path="url(#p1)"><rect x="5" y="5" width="290" height="50" fill="#dde8f4"/><text x="20" y="35">{name}: 70 → 37</text></g>
 <use xlink:href="#p1"/>
</svg>""".encode()


def table(key: str, export: str) -> Table:
    """A table of the small review."""
    return Table(key, EXPORTS[export].build(SMALL).printed())


BLOCKS: tuple[Block, ...] = (
    Heading(1, "Methods", "methods"),
    Heading(2, "Why a realist review", "why"),
    Paragraph(
        words(
            "We asked how care markets work ",
            Citation((Cited("aa2"), Cited("aa1", "pp. 204–205"))),
            ". We included ",
            Number("37", "included"),
            " documents (",
            Reference("flow"),
            ", ",
            Reference("source-types"),
            "; see ",
            Reference("gaps"),
            "). ",
            Citation((Cited("aa3"),), is_narrative=True),
            " disagrees. ",
            Gap("who took part in the searches"),
        )
    ),
    Items(
        (
            words("First, ", Text("carefully", is_emphasis=True)),
            words("second, ", Text("boldly", is_strong=True)),
        ),
        is_numbered=True,
    ),
    Items((words("a point"), words("another ", Gap("a reason")))),
    FLOW,
    Heading(1, "Results"),
    table("source-types", "source-types"),
    Paragraph(
        words(Quotation("Prices fell, and so did quality.", "c1", Cited("aa1", "p. v"))), Look.QUOTATION
    ),
    paragraph("They say so: ", Quotation("care is “priced”", "c2", Cited("aa4", "PDF p. 3")), "."),
    Paragraph(words("Counts locate evidence."), Look.NOTE),
    Box(
        "Strengths and limitations",
        (
            Heading(2, "Strengths"),
            paragraph("Every number leads back."),
            Items((words("one"), words(Gap("two")))),
        ),
    ),
    Heading(2, "Gaps", "gaps"),
    table("matrix", "matrix"),
    Heading(1, "References"),
    ReferenceList(),
)
REPORT = Report(
    "Care markets: a realist review",
    ("Edits made in this file do not come back to the review: write at the desk, and export again.",),
    BLOCKS,
    "As of 2026-11-28 12:00 UTC; theory map v3; 812 events.",
    (("template", "generic"), ("style", "author-year"), ("as-of", "2026-11-28T12:00:00.000Z")),
)

NASTY = (
    "<script>alert(1)</script>",
    "]]> <!-- x --> &amp; & <b>bold</b>",
    r"\write18{rm -rf /} \input{x} $x$ %",
    '=HYPERLINK("http://evil.example","x")',
    "[x](javascript:alert(1)) ![y](http://evil.example/a.png) <http://evil.example>",
    "# not a heading",
    "1. not a list",
    "| not | a | table |",
    "line one\nline two\r\nline three\u2028line four",
    "bell \x07 null \x00 escape \x1b[31m \ud800 \ufffe",
    "שלום עולם, مرحبا بالعالم",
    "\u202eright to left and never closed",
    "W" * 400,
    "https://" + "a" * 300 + ".example",
    "{{ template }} ${x} {#id .class} @user ^sup^ ~sub~ ~~gone~~ *em* _em_ `code`",
    "Table: not a caption",
    "\ue001\ue011 private use",
)


def hostile() -> Report:
    """A report whose every text is hostile."""
    parts = [
        part
        for text in NASTY
        for part in (Text(text, is_emphasis=True), Gap(text), Quotation(text, "c", Cited("n1", text)))
    ]
    rows = tuple((text, text, number) for number, text in enumerate(NASTY))
    columns = (Column("a", NASTY[0]), Column("b", NASTY[2]), Column("n", NASTY[5], Kind.INTEGER))
    printed = PrintedTable(1, NASTY[1], columns, rows, NASTY[8], NASTY[3])
    blocks: list[Block] = [
        *(Heading(1, text) for text in NASTY),
        *(paragraph(text, Number("1", text)) for text in NASTY),
        Items(tuple(words(part) for part in parts), is_numbered=True),
        Paragraph(words(*parts), Look.QUOTATION),
        Table("t", printed),
        Figure("f", "figure-flow", NASTY[0], NASTY[1]),
        Box(NASTY[12], (Heading(1, NASTY[0]), paragraph(*parts))),
        paragraph(
            *(
                Citation((Cited(key, NASTY[place]),), is_narrative=bool(place % 2))
                for place, key in enumerate(NASTY_WORKS)
            )
        ),
        paragraph(Citation(tuple(map(Cited, NASTY_WORKS)))),
        ReferenceList(),
    ]
    return Report(
        NASTY[0],
        NASTY,
        tuple(blocks),
        NASTY[1],
        tuple((f"option-{place}", text) for place, text in enumerate(NASTY)),
    )


NASTY_WORKS = {
    f"n{place}": work(
        f"n{place}",
        f"{text}, {text}",
        title=text,
        container=text,
        organisation=text,
        volume=text,
        pages=text,
        urls=(text,),
        doi=text if place % 2 else "",
        kind="article-journal",
    )
    for place, text in enumerate(NASTY)
}
