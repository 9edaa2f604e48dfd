"""Texts that would do something if a file let them: in every place of a report, in every format."""

import io
import os
import re
from functools import cache
from pathlib import PurePosixPath
from zipfile import ZipFile

import docx
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from msgspec import structs

from review.export.formats.text import closed, legible
from review.export.report.writing import REPORT_FORMATS, render_report
from tests.export.report.sample import FLOW, NASTY, NASTY_WORKS, REPORT, WORKS, figure, hostile
from tests.export.word_schema import misplaced


def rendered(report, file_format, style="author-year"):
    files, _ = render_report(report, WORKS | NASTY_WORKS, style, figure, file_format)
    return files[f"report.{file_format}"]


@cache
def written(file_format, style="author-year"):
    """The hostile report, written once for all tests that look at it."""
    return rendered(hostile(), file_format, style)


def one_line(text):
    return " ".join(re.sub("[\u2028\u2029]", " ", legible(text)).split())


@pytest.mark.parametrize("file_format", REPORT_FORMATS)
@pytest.mark.parametrize("style", ["author-year", "vancouver"])
def test_a_hostile_report_is_written_and_is_the_same_again(file_format, style):
    assert written(file_format, style) == rendered(hostile(), file_format, style)


def test_html_has_only_the_program_s_own_elements():
    text = written("html").decode()
    page = html.fromstring(text)
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h2",
        "aside",
        "p",
        "nav",
        "ol",
        "ul",
        "li",
        "a",
        "main",
    }
    known |= {
        "figure",
        "figcaption",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "section",
        "blockquote",
        "span",
        "em",
        "i",
        "b",
        "br",
    }
    strangers = {one.tag for one in page.iter() if isinstance(one.tag, str)} - known
    assert strangers == {"svg", "g", "rect", "text", "defs", "clippath", "use"}
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    links = [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert all(re.match("https?://", link) for link in links)
    assert not page.xpath("//comment()")


def test_html_shows_every_text_as_it_is():
    page = html.fromstring(written("html").decode())
    for line_end in page.iter("br"):
        line_end.tail = " " + (line_end.tail or "")
    shown = [" ".join(one.text_content().split()) for one in page.xpath("//main/h2")]
    assert shown == [one_line(text) for text in NASTY]
    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td[1]")]
    assert cells == [one_line(text) for text in NASTY]


def test_word_opens_it_and_shows_every_text():
    content = written("docx")
    assert misplaced(content) == []
    document = docx.Document(io.BytesIO(content))
    headings = [" ".join(one.text.split()) for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [one_line(text) for text in NASTY]
    cells = [" ".join(row.cells[0].text.split()) for row in document.tables[0].rows[1:]]
    assert cells == [one_line(text) for text in NASTY]


def test_word_has_links_to_the_web_only_by_http():
    with ZipFile(io.BytesIO(written("docx"))) as parts:
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
        fields = "".join(etree.fromstring(parts.read("word/document.xml")).itertext("{*}instrText"))
    outside = [one.get("Target") for one in relations if one.get("TargetMode") == "External"]
    assert all(re.match("https?://", target) for target in outside)
    assert set(re.findall("[A-Z]{3,}", fields)) == {"TOC", "SEQ", "ARABIC"}


@pytest.mark.parametrize("style", ["author-year", "vancouver"])
def test_word_accepts_the_order_of_everything(style):
    two_figures = structs.replace(REPORT, blocks=(*REPORT.blocks, FLOW))
    assert misplaced(rendered(two_figures, "docx", style)) == []


def test_every_part_of_a_word_file_has_a_type_and_every_relation_a_part():
    with ZipFile(io.BytesIO(rendered(REPORT, "docx"))) as parts:
        types = etree.fromstring(parts.read("[Content_Types].xml"))
        endings = {one.get("Extension") for one in types.findall("{*}Default")}
        named = {one.get("PartName") for one in types.findall("{*}Override")}
        for name in parts.namelist():
            assert f"/{name}" in named or name.rsplit(".", 1)[1] in endings, name
        for relations in (name for name in parts.namelist() if name.endswith(".rels")):
            folder = PurePosixPath(relations).parent.parent
            for one in etree.fromstring(parts.read(relations)):
                if one.get("TargetMode") != "External":
                    target = (PurePosixPath("/") / folder / one.get("Target")).as_posix()
                    assert os.path.normpath(target)[1:] in parts.namelist()


def test_markdown_has_only_the_program_s_own_elements():
    text = written("md").decode()
    page = html.fromstring(f"<div>{MarkdownIt('commonmark').enable('table').render(text)}</div>")
    known = {
        "div",
        "h1",
        "h2",
        "p",
        "a",
        "ol",
        "ul",
        "li",
        "em",
        "strong",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "img",
    }
    assert {one.tag for one in page.iter() if isinstance(one.tag, str)} <= known
    assert page.xpath("//img/@src") == ["report-figure-flow.png"]
    links = [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert all(re.match("https?://", link) for link in links)
    assert len(page.xpath("//comment()")) == 1


def test_markdown_shows_every_text_as_it_is():
    page = html.fromstring(
        f"<div>{MarkdownIt('commonmark').enable('table').render(written('md').decode())}</div>"
    )
    for line_end in page.iter("br"):
        line_end.tail = " " + (line_end.tail or "")
    shown = [" ".join(one.text_content().split()) for one in page.findall("h2")]
    assert shown == [one_line(text) for text in NASTY]
    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td[1]")]
    assert cells == [one_line(text) for text in NASTY]
    body = [" ".join(one.text_content().split()) for one in page.xpath("//h2[last()]/following-sibling::p")]
    assert body[: len(NASTY)] == [f"{closed(one_line(text))}1" for text in NASTY]


def test_a_right_to_left_override_ends_with_its_text():
    page = html.fromstring(written("html").decode())
    paragraphs = [
        one.text_content() for one in page.xpath("//main//li | //main/p[not(@class)] | //main//blockquote")
    ]
    turned = [text for text in paragraphs if "\u202e" in text]
    assert len(turned) > 5
    assert [closed(text) for text in turned] == turned
