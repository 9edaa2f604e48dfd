"""Drawings as parts of HTML."""

import pytest
from lxml import etree

from review.errors import ReviewError
from review.export.report.writers.svg import inside_html
from tests.export.report.sample import figure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def drawn(inside: str, alternative: str = "what it shows") -> str:
    return inside_html(SVG.format(inside).encode(), "flow", alternative)


def test_ids_and_what_refers_to_them_begin_with_the_figure_s_anchor():
    found = drawn(
        '<clipPath id="p"/><g clip-path="url(#p)" style="fill: url(\'#p\')"/><use xlink:href="#p"/><style>*{a: b} .c, d {e: f}</style>'
    )
    assert 'id="flow-p"' in found
    assert 'clip-path="url(#flow-p)"' in found
    assert "fill: url(#flow-p)" in found
    assert 'xlink:href="#flow-p"' in found
    assert "#flow .canvas *{a: b}" in found


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g onclick="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"/>',
        '<use href="http://evil.example/#x"/>',
        '<image href="http://evil.example/x.png"/>',
        "<foreignObject><iframe/></foreignObject>",
        '<g><set attributeName="href" to="javascript:alert(1)"/></g>',
        "<metadata>x</metadata>",
    ],
)
def test_nothing_runs_or_is_fetched(inside):
    found = drawn(inside)
    assert not any(sign in found for sign in ("alert", "evil", "iframe", "metadata", "onclick"))


def test_a_picture_within_a_drawing_stays():
    assert 'href="data:image/png;base64,AA=="' in drawn('<image xlink:href="data:image/png;base64,AA=="/>')


def test_what_it_shows_is_an_attribute_whatever_it_says():
    found = etree.fromstring(drawn("", 'a "quoted" <b>\nline'))
    assert found.get("aria-label") == 'a "quoted" <b> line'


def test_a_drawing_of_its_own_loses_only_what_a_file_has():
    found = inside_html(figure("figure-flow", "svg"), "flow", "x")
    assert found.startswith("<svg ")
    assert "DOCTYPE" not in found
    assert "figure-flow: 70 → 37" in found


@pytest.mark.parametrize("content", [b"", b"<svg", b"\x89PNG"])
def test_what_is_no_drawing_is_refused(content):
    with pytest.raises(ReviewError, match="flow: the figure is not SVG"):
        inside_html(content, "flow", "x")
