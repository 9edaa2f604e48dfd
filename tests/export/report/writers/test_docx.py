"""The Word file of a report, read back by python-docx."""

import io
import re

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from review.export.report.blocks import (
    Citation,
    Cited,
    Heading,
    ReferenceList,
    Report,
    Table,
    paragraph,
)
from review.export.report.writing import render_report
from tests.export.formats.test_layout import numbers_and_texts
from tests.export.report.sample import FLOW, REPORT, WORKS, figure


def written(report=REPORT, style="author-year"):
    files, failed = render_report(report, WORKS, style, figure, "docx")
    assert failed == ()
    return files["report.docx"]


def read(report=REPORT, style="author-year"):
    return docx.Document(io.BytesIO(written(report, style)))


def instructions(document):
    return [one.text.strip() for one in document.element.body.iter(qn("w:instrText"))]


def test_headings_have_words_own_styles():
    found = [(one.style.name, one.text) for one in read().paragraphs if one.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "Methods"),
        ("Heading 2", "Why a realist review"),
        ("Heading 1", "Results"),
        ("Heading 2", "Gaps"),
        ("Heading 1", "References"),
    ]


def test_the_first_page_says_that_edits_do_not_come_back():
    title, notice = read().paragraphs[:2]
    assert (title.style.name, title.text) == ("Title", REPORT.title)
    assert (notice.style.name, notice.text) == ("Review Notice", REPORT.notices[0])


def test_captions_are_numbered_by_fields_and_references_lead_to_them():
    document = read()
    found = instructions(document)
    assert [one for one in found if one.startswith("SEQ")] == [
        r"SEQ Figure \* ARABIC",
        r"SEQ Table \* ARABIC",
        r"SEQ Box \* ARABIC",
        r"SEQ Table \* ARABIC",
    ]
    marks = {mark.get(qn("w:name")): mark for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    wanted = re.findall(r"REF (\S+)", " ".join(found))
    assert len(wanted) == 3
    assert set(wanted) <= set(marks)
    for link in document.element.body.iter(qn("w:hyperlink")):
        assert link.get(qn("w:anchor"), "_Ref000001") in marks


def test_what_a_reference_shows_is_what_its_bookmark_holds():
    body = read().element.body
    held = {}
    for start in body.iter(qn("w:bookmarkStart")):
        text, one = "", start.getnext()
        while one.tag != qn("w:bookmarkEnd"):
            text += "".join(part.text or "" for part in one.iter(qn("w:t")))
            one = one.getnext()
        held[start.get(qn("w:name"))] = text
    shown = "".join(
        part.text
        for part in next(p for p in body.iter(qn("w:p")) if "We asked" in "".join(p.itertext())).iter(
            qn("w:t"), qn("w:instrText")
        )
    )
    for name, text in re.findall(r" REF (\S+) \\h (\w+(?: \d+)?)", shown):
        assert held[name] == text


def test_a_wide_table_is_on_a_page_on_its_side_with_its_heading():
    wide = Report(
        "R",
        (),
        (paragraph("before"), Heading(1, "Wide"), Table("e", numbers_and_texts(13)), paragraph("after")),
        "Made.",
    )
    document = read(wide)
    assert [one.orientation for one in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    body = list(document.element.body)
    breaks = [
        place for place, one in enumerate(body) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    assert body[breaks[0]].text == "before"
    assert body[breaks[0] + 1].text == "Wide"


@pytest.mark.parametrize(("paragraphs", "begins"), [(0, "Wide"), (2, "Wide"), (3, "")])
def test_a_sentence_or_two_between_a_heading_and_a_wide_table_are_on_its_page(paragraphs, begins):
    between = [paragraph(f"sentence {number}") for number in range(paragraphs)]
    wide = Table("e", numbers_and_texts(13))
    document = read(Report("R", (), (paragraph("before"), Heading(1, "Wide"), *between, wide), "Made."))
    body = list(document.element.body)
    (end,) = [
        place for place, one in enumerate(body) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    following = [one.text for one in body[end + 1 :] if one.tag == qn("w:p")]
    assert following[0] == (begins or "Table 1. " + wide.printed.title)


def test_gaps_have_a_style_of_their_own():
    runs = [run for one in read().paragraphs for run in one.runs if run.style.name == "Review Gap"]
    assert [run.text for run in runs] == ["[To write: who took part in the searches]", "[To write: a reason]"]


def test_a_figure_has_a_text_for_those_who_cannot_see_it():
    (described,) = read().element.body.xpath(".//wp:docPr/@descr")
    assert described == "Seven boxes: 70 identified, 37 included."


def test_equal_reports_give_equal_files():
    assert written() == written()


def test_no_section_ends_with_a_paragraph_that_references_lead_to():
    # LibreOffice shows a reference to a caption there without its number.
    wide = Table("e", numbers_and_texts(13))
    ends = (FLOW, wide, Heading(1, "H"), wide, paragraph("p"), wide, ReferenceList(), wide)
    document = read(Report("R", (), (paragraph(Citation((Cited("aa1"),))), *ends), "Made."))
    last = [one for one in document.element.body.iter(qn("w:p")) if one.xpath("./w:pPr/w:sectPr")]
    assert len(last) == 5
    assert not [one for one in last if one.xpath("./w:bookmarkStart")]
