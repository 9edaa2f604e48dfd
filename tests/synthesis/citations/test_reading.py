"""Texts are read in a child process: headings with their levels, paragraphs as they are read, and nothing that is hidden."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from review.domain.writing.citations import NO_LEVEL
from review.errors import ReadingError
from review.sandbox.limits import Limits
from review.synthesis.citations.reading.stream import text_parts
from tests.synthesis.citations.word_documents import paragraph, word_document


def parts(path: Path) -> list[tuple[str, int]]:
    return [(part.text, part.level) for part in text_parts(path)]


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: A\n---\nFindings\n========\n\n## *Market* logic ##\nIt [grows](https://example.org/a_(b))\n(**Rahman**, 2016).\n\n"
        "**Trust**\n\n```\n# not a heading (Lee, 2013)\n```\n> said Lee (2013)\n",
        "utf-8",
    )
    assert parts(path) == [
        ("Findings", 1),
        ("Market logic", 2),
        ("It grows (Rahman, 2016).", 0),
        ("Trust", 6),
        ("said Lee (2013)", 0),
    ]


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        b"\xef\xbb\xbf3.1 Market logic\r\n\r\nIt grows\r\n(Rahman, 2016).\r\n\r\nTrust\r\n-----\r\nSo it is.\r\n"
    )
    assert parts(path) == [
        ("3.1 Market logic", NO_LEVEL),
        ("It grows (Rahman, 2016).", 0),
        ("Trust", NO_LEVEL),
        ("So it is.", 0),
    ]


def test_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><h2>Market <em>logic</em></h2>"
        "<p>It grows (Rahman&nbsp;&amp; Okoro,<br>2016).<script>(Lee, 2013)</script><div>Then<p>more</div><h3>Trust",
        "utf-8",
    )
    assert parts(path) == [
        ("Market logic", 2),
        ("It grows (Rahman & Okoro, 2016).", 0),
        ("Then", 0),
        ("more", 0),
        ("Trust", 3),
    ]


def test_a_word_document(tmp_path: Path) -> None:
    path = word_document(
        tmp_path / "a.docx",
        [
            paragraph("Market logic", "Berschrift1"),
            paragraph("Trust", "Own"),
            paragraph(
                "It grows & grows",
                "Body",
                '<w:r><w:footnoteReference w:id="2"/></w:r><w:del><w:r><w:delText>(Lee, 2013)</w:delText></w:r></w:del>'
                "<w:r><w:instrText>(Lee, 2013)</w:instrText></w:r><w:r><w:t> (Rahman,</w:t><w:tab/><w:t>2016)</w:t></w:r>",
            ),
            f"<w:tbl><w:tr><w:tc>{paragraph('in a cell')}</w:tc></w:tr></w:tbl>",
        ],
        footnote="See Okoro (2015).",
    )
    assert parts(path) == [
        ("Market logic", 1),
        ("Trust", 2),
        ("It grows & grows (Rahman, 2016)", 0),
        ("See Okoro (2015).", 0),
        ("in a cell", 0),
    ]


def test_what_is_not_a_text_is_refused_in_one_line(tmp_path: Path) -> None:
    entity = '<!DOCTYPE a [<!ENTITY b "c">]>'
    cases = {
        "entities.docx": (
            word_document(tmp_path / "entities.docx", [paragraph("a")], head=entity),
            "not a Word document",
        ),
        "damaged.docx": (
            _written(tmp_path / "damaged.docx", b"PK\x03\x04 and nothing else"),
            "not a Word document",
        ),
        "book.docx": (_workbook(tmp_path / "book.docx"), "not a Word document"),
        "a.pdf": (_written(tmp_path / "a.pdf", b"%PDF-1.4"), "save it as one of these"),
        "old.txt": (_written(tmp_path / "old.txt", b"one\ntw\xff"), "line 2 is not UTF-8"),
        "zeros.txt": (_written(tmp_path / "zeros.txt", b"a\0b"), "not a text"),
        "none.md": (tmp_path / "none.md", "file not found"),
        "folder": (tmp_path, "it is a folder"),
    }
    for path, why in cases.values():
        with pytest.raises(ReadingError, match=why) as refused:
            text_parts(path)
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_text_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = word_document(tmp_path / "bomb.docx", [paragraph("word " * 4_000_000)])
    assert path.stat().st_size < 200_000
    with pytest.raises(ReadingError, match="too much"):
        text_parts(path, Limits(timeout=30.0, memory_mb=256))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _workbook(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    return path
