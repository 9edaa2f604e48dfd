"""The HTML of a report, read back by an HTML parser."""

import re

from lxml import html

from review.export.report.writing import render_report
from tests.export.report.sample import REPORT, WORKS, figure


def written(report=REPORT, style="author-year"):
    files, failed = render_report(report, WORKS, style, figure, "html")
    assert (list(files), failed) == (["report.html"], ())
    return files["report.html"].decode()


def read(report=REPORT, style="author-year"):
    return html.fromstring(written(report, style))


def text_of(element):
    return " ".join(element.text_content().split())


def test_headings_are_nested_under_the_title():
    page = read()
    found = [(one.tag, text_of(one)) for one in page.iter("h1", "h2", "h3", "h4")]
    assert found == [
        ("h1", "Care markets: a realist review"),
        ("h2", "Methods"),
        ("h3", "Why a realist review"),
        ("h2", "Results"),
        ("h3", "Gaps"),
        ("h2", "References"),
    ]


def test_a_paragraph_has_its_numbers_references_and_gaps():
    paragraph = read().xpath("//main/p")[0]
    assert text_of(paragraph) == (
        "We asked how care markets work (Okoro and Lee, 2017; Rahman et al., 2016b, pp. 204–205). We included 37"
        " documents (Figure 1, Table 1; see Gaps). Fairfield Trust (2015) disagrees."
        " [To write: who took part in the searches]"
    )
    assert [text_of(one) for one in paragraph.find_class("number")] == ["37"]
    assert [text_of(one) for one in paragraph.find_class("gap")] == [
        "[To write: who took part in the searches]"
    ]


def test_every_link_within_the_file_leads_somewhere():
    page = read()
    ids = [one.get("id") for one in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    inside = [link.get("href") for link in page.xpath("//a[starts-with(@href, '#')]")]
    assert {link[1:] for link in inside} <= set(ids)
    assert "#source-types" in inside
    assert "#ref-aa1" in inside


def test_nothing_runs_and_nothing_is_fetched():
    text = written()
    page = html.fromstring(text)
    assert not page.xpath(
        "//script | //iframe | //object | //embed | //link | //base | //form | //img[not(starts-with(@src, 'data:'))]"
    )
    assert not [name for one in page.iter() for name in one.attrib if name.lower().startswith("on")]
    assert not re.findall(r"@import|url\((?!#)", text)
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith(
        "default-src 'none'"
    )
    outside = [link for link in page.xpath("//@href | //@src") if not link.startswith("#")]
    assert outside == ["https://trust.example/choice", "https://doi.org/10.5555/care.12"]


def test_a_drawing_is_part_of_the_file_and_says_what_it_shows():
    (drawing,) = read().xpath("//figure[@id='flow']//*[local-name()='svg']")
    assert drawing.get("aria-label") == "Seven boxes: 70 identified, 37 included."
    assert drawing.get("role") == "img"


def test_in_the_dark_figures_have_an_edge_and_stay_on_white_paper():
    text = written()
    dark = text.split("@media (prefers-color-scheme: dark)")[1].split("* { box-sizing")[0]
    assert ".canvas { border: 1px solid var(--rule)" in dark
    assert ".canvas { background: #ffffff" in text


def test_the_options_that_make_the_same_report_again_are_kept():
    kept = {one.get("name"): one.get("content") for one in read().xpath("//meta[@name]")}
    assert kept["realist-review-template"] == "generic"
    assert kept["realist-review-as-of"] == "2026-11-28T12:00:00.000Z"


def test_numbers_in_the_order_of_citation_in_the_vancouver_style():
    page = read(style="vancouver")
    assert "work (1; 2, pp. 204–205). We" in text_of(page.xpath("//main/p")[0])
    entries = [text_of(one) for one in page.find_class("references")[0]]
    assert entries[0].startswith("1. Okoro C, Lee M. Prices.")


def test_equal_reports_give_equal_files():
    assert written() == written()
