"""From lines to the frozen text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from review.documents.layout.assemble import assemble
from review.documents.layout.lines import Line, PageLines
from review.domain import PassageKind
from review.domain.glyphs import unpack_runs
from tests.documents.layouts import lines, page
from tests.examples import examples


def test_words_broken_at_line_ends_are_joined():
    document = assemble(
        [
            page(
                1,
                lines(
                    ["The imple\u00ac", "mentation of person\u00ac", "centred care. A person-centred way."]
                ),
            )
        ]
    )
    assert document.text == "The implementation of person-centred care. A person-centred way."


def test_a_word_broken_over_pages_belongs_to_the_first():
    document = assemble(
        [page(1, lines(["We studied the imple\u00ac"], top=100)), page(2, lines(["mentation of care."]))]
    )
    first, second = document.pages
    assert document.text[first.start : first.end].rstrip() == "We studied the implementation"
    assert document.text[second.start : second.end].strip() == "of care."


def test_side_texts_are_at_the_end_by_page():
    pages = [
        page(
            n,
            lines(["Care Markets 12"], top=800),
            lines([f"Page {word} says a thing."]),
            lines([str(n)], top=30),
        )
        for n, word in ((1, "one"), (2, "two"))
    ]
    document = assemble(pages)
    assert document.text[: document.body_end] == "Page one says a thing.\nPage two says a thing."
    asides = [(a.page, a.kind, document.text[a.start : a.end]) for a in document.asides]
    assert asides == [
        (1, "running head", "Care Markets 12"),
        (1, "page number", "1"),
        (2, "running head", "Care Markets 12"),
        (2, "page number", "2"),
    ]
    assert document.page_at(document.asides[2].start).number == 2


def test_short_pieces_are_one_passage_within_a_page_only():
    drawn = [
        page(1, lines(["Change of defaults"]), lines(["Use of social norms"], top=660)),
        page(
            2,
            lines(["Tools that need no rules"]),
            lines(["A tool shapes choices, as the councils found."], top=660),
        ),
    ]
    document = assemble(drawn)
    assert [document.text[one.start : one.end].strip() for one in document.passages] == [
        "Change of defaults\nUse of social norms",
        "Tools that need no rules\nA tool shapes choices, as the councils found.",
    ]


def test_empty_pages_have_empty_slices():
    document = assemble([page(1), page(2, lines(["Only here."])), page(3)])
    assert [(p.start, p.end) for p in document.pages] == [(0, 0), (0, 10), (10, 10)]
    assert assemble([]).text == ""


def test_a_sideways_page_is_read_from_its_first_line():
    upward = [
        line._replace(baseline=-line.baseline)
        for line in lines(["Last line.", "Middle line.", "First line."])
    ]
    assert assemble([page(1, upward)]).text.splitlines()[0].startswith("First line.")


WORDS = st.text(st.sampled_from("abc DE1.,-\u00ad\u00a0ﬁ\x03\ud835é中"), max_size=40)
COORDINATES = st.sampled_from([0.0, 50.0, 60.0, 300.0, 320.0, 700.0, 712.0, 800.0, -5.0])
LINES = st.builds(
    Line,
    st.integers(0, 5000),
    WORDS,
    COORDINATES,
    COORDINATES,
    COORDINATES,
    st.sampled_from([0.0, 6.0, 10.0, 10.4, 24.0]),
    st.sampled_from(["", "Serif", "Serif-Bold"]),
    st.sampled_from(["", "Serif", "Serif-Bold"]),
    st.sampled_from([0, 0, 0, 90, 180, 270]),
    st.booleans(),
)


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.lists(LINES, max_size=12), max_size=5))
def test_whatever_is_drawn_the_document_holds_together(drawn):
    pages = [PageLines(n, 595.0, 842.0, "", tuple(found)) for n, found in enumerate(drawn, start=1)]
    document = assemble(pages)
    text = document.text
    assert text.encode().decode() == text
    bounds = [0, *(edge for p in document.pages for edge in (p.start, p.end)), document.body_end]
    assert bounds == sorted(bounds)
    assert all(a.end == b.start for a, b in zip(document.pages, document.pages[1:], strict=False))
    end = 0
    for passage in document.passages:
        assert passage.start >= end
        assert not text[end : passage.start].strip("\n")
        end = passage.end
    assert not text[end:].strip("\n")
    assert all(p.kind is PassageKind.ASIDE for p in document.passages if p.start > document.body_end)
    for run in unpack_runs(document.glyphs):
        assert run.start + run.length <= len(text)
        assert 1 <= run.page <= len(pages)
