"""Texts are read in a child process: headings with their levels, paragraphs as they are read, and nothing that is hidden."""

from __future__ import annotations

import zipfile
from pathlib import Path
from textwrap import wrap

import pytest

from review.errors import ReadingError
from review.manuscripts.part import NO_LEVEL
from review.manuscripts.stream import manuscript
from review.sandbox.limits import Limits
from tests.manuscripts.word_documents import paragraph, word_document


def parts(path: Path) -> list[tuple[str, int]]:
    return [(part.text, part.level) for part in manuscript(path).parts]


@pytest.mark.usefixtures("started_alone")
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


def test_a_heading_directly_above_its_paragraph_in_plain_text(tmp_path: Path) -> None:
    path = _written(
        tmp_path / "a.txt",
        b"3.1 Market logic\nIt grows, says Rahman (2016), and so do others.\nTheory 2: Trust\nSo it is here.\n",
    )
    assert parts(path) == [
        ("3.1 Market logic", NO_LEVEL),
        ("It grows, says Rahman (2016), and so do others.", 0),
        ("Theory 2: Trust", NO_LEVEL),
        ("So it is here.", 0),
    ]


@pytest.mark.parametrize("width", range(12, 60, 4))
def test_a_paragraph_in_lines_of_any_width_has_no_heading(tmp_path: Path, width: int) -> None:
    text = "Councils in York and Leeds, said Ann Lee, bought more. Care Homes of Kent Town closed. Few Of Them stayed."
    path = _written(tmp_path / "a.txt", "\n".join(wrap(text, width)).encode())
    assert parts(path) == [(text, 0)]


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


def test_a_short_paragraph_in_bold_alone_is_a_heading_below_all_others(tmp_path: Path) -> None:
    def run(text: str, bold: str = "") -> str:
        return f"<w:r><w:rPr>{bold}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"

    path = word_document(
        tmp_path / "a.docx",
        [
            f"<w:p>{run('Theory 3: ', '<w:b/>')}{run(' ')}{run('Trust', '<w:b/>')}</w:p>",
            f"<w:p>{run('Trust.', '<w:b/>')}{run(' It grows.')}</w:p>",
            f"<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{run('It grows.')}</w:p>",
            "<w:p>" + run("It grows.", '<w:b w:val="0"/>') + "</w:p>",
            f"<w:p>{run('It grows. ' * 20, '<w:b/>')}</w:p>",
        ],
    )
    assert [level for _, level in parts(path)] == [6, 0, 0, 0, 0]


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
            manuscript(path)
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_text_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = word_document(tmp_path / "bomb.docx", [paragraph("word " * 4_000_000)])
    assert path.stat().st_size < 200_000
    with pytest.raises(ReadingError, match="too much"):
        manuscript(path, Limits(timeout=30.0, memory_mb=256))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _workbook(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    return path


def rows(path: Path) -> list[tuple[tuple[str, ...], bool]]:
    return [(part.cells, part.is_head) for part in manuscript(path).parts if part.cells]


TABLE = [(("Source type", "n"), True), (("Empirical study", "12"), False), (("", "3"), False)]


def test_rows_of_tables_have_their_cells_in_every_kind_of_file(tmp_path: Path) -> None:
    markdown = tmp_path / "a.md"
    markdown.write_text("| Source type | n |\n|---|---:|\n| *Empirical*<br>study | 12 |\n| | 3 |\n", "utf-8")
    page = tmp_path / "a.html"
    page.write_text(
        "<table><thead><tr><th>Source <b>type</b></th><th>n</th></tr></thead><tbody><tr><td><p>Empirical</p><p>study</p></td>"
        "<td>12</td></tr><tr><td></td><td>3</td></tr></tbody></table>",
        "utf-8",
    )
    cells = [
        "".join(f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>" for texts in row)
        for row in ([["Source type"], ["n"]], [["Empirical", "study"], ["12"]], [[""], ["3"]])
    ]
    head, *body = cells
    table = f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(f'<w:tr>{one}</w:tr>' for one in body)}</w:tbl>"
    document = word_document(tmp_path / "a.docx", [table])
    assert rows(markdown) == rows(page) == rows(document) == TABLE


def test_options_that_the_program_kept_are_read(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        '<html><head><meta name="realist-review-style" content="vancouver"></head><body>A</body></html>',
        "utf-8",
    )
    text = tmp_path / "a.md"
    text.write_text(
        '<!-- realist-review report: {"template": "generic", "style": "vancouver"} -->\n\n# A\n', "utf-8"
    )
    assert manuscript(page).options == (("style", "vancouver"),)
    assert manuscript(text).options == (("template", "generic"), ("style", "vancouver"))
