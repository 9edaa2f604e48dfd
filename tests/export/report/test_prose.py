"""Prose of the desk as blocks."""

from hypothesis import given
from hypothesis import strategies as st

from review.export.report.blocks import (
    Citation,
    Cited,
    Gap,
    Heading,
    Items,
    Look,
    Paragraph,
    Quotation,
    Text,
)
from review.export.report.prose import prose_blocks

QUOTATION = Quotation("many providers", "c1", Cited("r1", "p. 12"))
KNOWN = {
    "c1": (QUOTATION,),
    "r1": (Citation((Cited("r1"),)),),
    "r2": (Citation((Cited("r2"),)),),
    "C3": (Text("C3"),),
}


def blocks(text, level=4):
    return prose_blocks(text, lambda name: KNOWN.get(name, (Gap(f"{name}?"),)), level)


def test_a_token_becomes_what_it_names():
    assert blocks("They say [@c1] so, in [@C3].") == [
        Paragraph((Text("They say "), QUOTATION, Text(" so, in C3.")))
    ]


def test_a_group_is_each_of_its_tokens():
    assert blocks("So [@r1; @r2].") == [
        Paragraph((Text("So "), Citation((Cited("r1"), Cited("r2"))), Text(".")))
    ]
    assert blocks("So [@C3, @gone].") == [Paragraph((Text("So C3 "), Gap("gone?"), Text(".")))]


def test_a_token_that_names_nothing_is_a_gap():
    assert blocks("See [@gone].") == [Paragraph((Text("See "), Gap("gone?"), Text(".")))]


def test_a_quotation_alone_is_set_apart():
    assert blocks("Before.\n\n[@c1]\n\nAfter.")[1] == Paragraph((QUOTATION,), Look.QUOTATION)


def test_citations_beside_each_other_are_one():
    assert blocks("Shown [@r1]; [@r2] and again [@r1].") == [
        Paragraph(
            (
                Text("Shown "),
                Citation((Cited("r1"), Cited("r2"))),
                Text(" and again "),
                Citation((Cited("r1"),)),
                Text("."),
            )
        )
    ]


def test_markdown_is_read():
    assert blocks("# One\n\n## Two\n\na *b* **c**\nd\n\n> e\n\n- f\n- g\n  - h\n\n1. i\n", level=3) == [
        Heading(3, "One"),
        Heading(4, "Two"),
        Paragraph(
            (Text("a "), Text("b", is_emphasis=True), Text(" "), Text("c", is_strong=True), Text(" d"))
        ),
        Paragraph((Text("e"),), Look.QUOTATION),
        Items(((Text("f"),), (Text("g"),), (Text("h"),))),
        Items(((Text("i"),),), is_numbered=True),
    ]


def test_headings_are_never_deeper_than_the_deepest():
    assert blocks("###### Six") == [Heading(4, "Six")]


def test_html_is_shown_as_it_is_written():
    assert blocks("<script>alert(1)</script> &amp; <b>x</b>") == [
        Paragraph((Text("<script>alert(1)</script> & <b>x</b>"),))
    ]


def test_a_token_before_a_bracket_is_no_link():
    assert blocks("[@r1](http://x)")[0].parts[0] == Citation((Cited("r1"),))


def test_the_address_of_a_link_stays():
    assert blocks("[site](https://a.example/b)") == [Paragraph((Text("site (https://a.example/b)"),))]
    assert blocks("<https://a.example/b>") == [Paragraph((Text("https://a.example/b"),))]


def test_code_and_lines_are_kept_as_text():
    assert blocks("`x = 1`\n\n```\na\nb\n```") == [Paragraph((Text("x = 1"),)), Paragraph((Text("a\nb"),))]


def all_words(found):
    parts = [
        part
        for block in found
        for part in (
            block.parts
            if isinstance(block, Paragraph)
            else [part for item in block.items for part in item]
            if isinstance(block, Items)
            else [Text(block.text)]
        )
    ]
    return "".join(part.text for part in parts if isinstance(part, Text | Gap))


@given(st.text(alphabet="abc *_>#-\n", max_size=80))
def test_every_letter_of_a_text_is_in_its_blocks(text):
    assert [c for c in all_words(blocks(text)) if c.isalpha()] == [c for c in text if c.isalpha()]


@given(st.text(alphabet="ab c1[]@()*_`>#-\n!<&\\1.", max_size=80))
def test_no_text_is_too_odd(text):
    assert isinstance(blocks(text), list)
