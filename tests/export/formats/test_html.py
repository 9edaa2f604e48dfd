"""HTML, read back by an HTML parser."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from review.export import TABLES
from review.export.formats.html import render, style
from review.export.formats.text import legible
from tests.export.hostile import TEXT, table_of
from tests.export.reviews import SMALL


def read(table):
    return html.fromstring(render(table)[""].decode())


def rows_of(page):
    return [[cell.text_content() for cell in row] for row in page.iter("tr")]


def test_a_numbered_title_stands_above_the_table_and_a_note_below():
    table = TABLES["source-types"].build(SMALL)
    page = read(table)
    assert page.findtext(".//title") == "Table 1. Source types of the included documents (N = 2)"
    figure = page.find(".//figure")
    assert [part.tag for part in figure] == ["figcaption", "div", "p"]
    assert figure[0].text_content() == "Table 1. Source types of the included documents (N = 2)"
    assert rows_of(page)[0] == ["Source type", "n", "% of N"]
    assert rows_of(page)[-1] == ["Total", "2", "100"]
    assert figure[2].text_content() == f"Note. {table.printed().note}"
    assert [cell.get("class") for cell in page.find(".//tbody/tr")] == [None, "number", "number"]


def test_a_matrix_has_turned_headings_and_dots():
    page = read(TABLES["matrix"].build(SMALL))
    heads = page.findall(".//th")
    assert {head.get("scope") for head in heads} == {"col"}
    assert [head.text_content() for head in heads][3:] == ["T1", "T1.a", "T2", "RA", "X9"]
    assert [head.find("span") is not None for head in heads][3:] == [False, True, False, False, False]


@pytest.mark.parametrize("name", TABLES)
def test_no_table_runs_or_fetches_anything(name):
    text = render(TABLES[name].build(SMALL))[""].decode()
    page = html.fromstring(text)
    assert not page.xpath(
        "//script | //iframe | //object | //link | //base | //form | //img | //@src | //@href"
    )
    assert not re.findall(r"@import|url\(", text)


@settings(max_examples=60)
@given(st.lists(TEXT, max_size=10))
def test_any_text_comes_back_as_it_is_legible(texts):
    content = render(table_of(*texts, "text"))[""].decode()
    page = html.fromstring(content)
    assert not page.xpath("//script | //b[not(parent::figcaption)] | //td//*[not(self::br)]")
    for line_end in page.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    found = [row[1] for row in rows_of(page)[1:]]
    assert found == [re.sub("[\u2028\u2029]", "\n", legible(text)) for text in (*texts, "text")]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_texts_can_be_read_on_light_dark_and_paper():
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{([^}]*)\}", style())
    ]
    assert len(schemes) == 3
    for scheme in schemes:
        for ink, paper in (
            ("ink", "paper"),
            ("faint", "paper"),
            ("link", "paper"),
            ("ink", "panel"),
            ("gap-ink", "gap"),
        ):
            assert contrast(scheme[ink], scheme[paper]) >= 4.5, (scheme, ink, paper)
        assert contrast(scheme["rule"], scheme["panel"]) >= 3


def test_a_caption_keeps_to_its_table_or_picture_and_not_to_what_follows_a_picture():
    rules = style()
    table, picture = (
        "figcaption { break-after: avoid; }",
        "figure.picture figcaption { break-before: avoid; break-after: auto; }",
    )
    assert 0 < rules.index(table) < rules.index(picture)
