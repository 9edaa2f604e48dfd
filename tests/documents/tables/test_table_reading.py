"""Tables of real files: which there are, and that their cells are views over the frozen text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents import Limits, find_tables, read_file
from review.documents.protocol import PageTables
from review.documents.tables.table_views import page_tables
from review.domain import Document, PageTable
from review.errors import ReadingError
from review.sandbox.messages import Decoder, ProtocolError
from tests.documents.papers import HEIGHT, SENTENCES, WIDTH, Paper

SHARED = Path(__file__).parents[3] / "../shared/data/pdfs/tables"
BODY = (("Northfold", "14", "19"), ("Eastmarsh", "22", "17"), ("Osterhythe", "9", "12"))


def grid(paper: Paper, rows: tuple[tuple[str, ...], ...], *, left: float = 100, top: float = 600) -> None:
    """A table with all its rules, rows of 20 and columns of 90 points."""
    right, bottom = left + 90 * len(rows[0]), top - 20 * len(rows)
    paper.canvas.grid([*range(int(left), int(right) + 1, 90)], [*range(int(bottom), int(top) + 1, 20)])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            paper.write([cell], x=left + 90 * column + 5, y=top - 20 * row - 14)


def found_on(path: Path, page: int = 1) -> tuple[Document, tuple[PageTable, ...]]:
    document = read_file(path).document
    assert document is not None
    ((number, found),) = find_tables(path, document, [page])
    assert number == page
    assert found is not None
    return document, found


def texts(table: PageTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def assert_views(document: Document, table: PageTable) -> None:
    """Every cell with text is a view of the document's text, and shows that text."""
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell.text:
                span = table.span_of([(row, column)])
                assert span is not None
                assert " ".join(document.text[slice(*span)].split()) == cell.text


def test_cells_are_views_over_the_frozen_text(tmp_path):
    paper = Paper(tmp_path / "table.pdf")
    paper.write(SENTENCES[:2], y=HEIGHT - 100)
    grid(paper, BODY)
    paper.write(SENTENCES[2:3], y=500)
    document, (table,) = found_on(paper.save())
    assert texts(table) == list(BODY)
    assert_views(document, table)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_table_on_a_turned_page_is_read_as_it_is_shown(tmp_path, turned):
    paper = Paper(tmp_path / "turned.pdf")
    paper.canvas.setPageRotation(turned)
    placed = {90: (90, 0, -HEIGHT), 180: (180, -WIDTH, -HEIGHT), 270: (270, -WIDTH, 0)}[turned]
    paper.canvas.rotate(placed[0])
    paper.canvas.translate(*placed[1:])
    grid(paper, BODY, top=500)
    document, (table,) = found_on(paper.save())
    assert texts(table) == list(BODY)
    assert_views(document, table)


def test_a_table_without_rules_at_its_sides_and_between_its_rows_is_read_row_by_row(tmp_path):
    paper = Paper(tmp_path / "open.pdf")
    for y in (600, 580, 520):
        paper.canvas.line(100, y, 370, y)
    for x in (190, 280):
        paper.canvas.line(x, 520, x, 600)
    for row, cells in enumerate((("Council", "2014", "2016"), *BODY)):
        for column, cell in enumerate(cells):
            paper.write([cell], x=105 + 90 * column, y=586 - 18 * row)
    document, (table,) = found_on(paper.save())
    assert texts(table) == [("Council", "2014", "2016"), *BODY]
    assert_views(document, table)


def test_lines_of_running_text_in_a_row_stay_one_row(tmp_path):
    paper = Paper(tmp_path / "running.pdf")
    paper.canvas.grid([100, 250, 400, 550], [500, 580, 600])
    for x in (105, 255, 405):
        paper.write(["Finding"], x=x, y=586)
        paper.write(
            ["Providers left the market", "when contracts ended and", "nobody told the people"], x=x, y=566
        )
    _, (table,) = found_on(paper.save())
    assert len(table.rows) == 2
    assert (
        table.rows[1][0].text == "Providers left the market when contracts ended and nobody told the people"
    )


def journal_table(paper: Paper, caption: str) -> None:
    """Rules only above and below the head and at the end; a wrapped first column, a heading across, a wide head."""
    paper.write([caption], y=632, font="Helvetica-Bold")
    for y in (620, 596, 500):
        paper.canvas.line(60, y, 360, y)
    for x, words in ((62, "Group"), (200, "Seen in 2014"), (290, "Seen in 2016")):
        paper.write([words], x=x, y=605)
    paper.write(["Adults of working age and older people"], x=62, y=584)
    for row, (name, before, after) in enumerate(
        (("Multiple and", "140", "190"), ("Older people", "22", "17"))
    ):
        for x, words in ((62, name), (200, before), (290, after)):
            paper.write([words], x=x, y=570 - 30 * row)
    paper.write(["complex needs"], x=62, y=557)


def test_a_table_with_rules_only_above_and_below_is_known_by_its_caption(tmp_path):
    paper = Paper(tmp_path / "journal.pdf")
    journal_table(paper, "Table 1. People seen by the charities")
    _, (table,) = found_on(paper.save())
    assert table.has_head
    assert texts(table) == [
        ("Group", "Seen in 2014", "Seen in 2016"),
        ("Adults of working age and older people", "", ""),
        ("Multiple and complex needs", "140", "190"),
        ("Older people", "22", "17"),
    ]
    assert table.span_of(table.row_places(3)) is not None


def test_two_rules_without_a_caption_are_not_a_table(tmp_path):
    paper = Paper(tmp_path / "rules.pdf")
    journal_table(paper, "What follows is said of the charities")
    _, found = found_on(paper.save())
    assert found == ()


def test_a_box_around_a_paragraph_and_the_bars_of_a_chart_are_not_tables(tmp_path):
    paper = Paper(tmp_path / "box.pdf")
    paper.canvas.rect(50, 600, 400, 80)
    paper.write(SENTENCES[:3], y=650)
    for bar in range(5):
        paper.canvas.rect(100, 300 + 20 * bar, 40 * (bar + 1), 12)
        paper.write([str(bar)], x=110 + 40 * (bar + 1), y=303 + 20 * bar)
    _, found = found_on(paper.save())
    assert found == ()


def test_text_that_is_not_in_the_frozen_text_is_shown_but_has_no_span(tmp_path):
    paper = Paper(tmp_path / "table.pdf")
    grid(paper, BODY)
    path = paper.save()
    other = Document("Something else.", "0" * 64, 15, read_file(path).document.pages[:1], ())
    ((_, (table,)),) = find_tables(path, other)
    assert texts(table) == list(BODY)
    assert all(not cell.spans for row in table.rows for cell in row)


def test_a_file_that_is_damaged_or_gone_says_so(tmp_path):
    paper = Paper(tmp_path / "table.pdf")
    grid(paper, BODY)
    path = paper.save()
    document = read_file(path).document
    path.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(ReadingError, match=r"table\.pdf"):
        list(find_tables(path, document))
    path.unlink()
    with pytest.raises(ReadingError, match=r"table\.pdf"):
        list(find_tables(path, document))


@pytest.mark.parametrize(
    "said",
    [
        PageTables(1, [([[("Cell", [(0, 10_000)])]], True)]),
        PageTables(1, [([[("A", [])], [("B", []), ("C", [])]], True)]),
        PageTables(7, []),
    ],
)
def test_tables_that_a_child_cannot_mean_are_a_line_for_people(
    said: PageTables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    paper = Paper(tmp_path / "table.pdf")
    grid(paper, BODY)
    path = paper.save()
    document = read_file(path).document
    monkeypatch.setattr("review.documents.asking.answers", lambda *_: iter([said]))
    with pytest.raises(ReadingError, match=r"table\.pdf: The PDF reader crashed on this file"):
        list(find_tables(path, document, (1,)))


def test_a_child_that_takes_too_long_is_ended(tmp_path):
    paper = Paper(tmp_path / "table.pdf")
    grid(paper, BODY)
    path = paper.save()
    document = read_file(path).document
    with pytest.raises(ReadingError, match=r"table\.pdf"):
        list(find_tables(path, document, limits=Limits(timeout=1e-9)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=20,
)

read_tables = Decoder(PageTables)


@given(JSON)
def test_nothing_that_a_child_says_is_believed_unchecked(plain):
    document = Document("Councils", "0" * 64, 8, (), ())
    try:
        said = read_tables(json.dumps(["page", 1, plain]).encode())
        found = page_tables(said.tables, 1, document)
    except ProtocolError:
        return
    for table in found or ():
        assert all(len(row) == table.columns for row in table.rows)
        assert all(0 <= start < end <= 8 for row in table.rows for cell in row for start, end in cell.spans)


# Real files, tables of which were compared with the page by eye.


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
@pytest.mark.parametrize(
    ("name", "page", "place", "rows"),
    [
        (
            "us-001.pdf", 1, 0,
            {3: ("With a disability", "54,425", "894", "18.7", "0.3", "56,672", "905", "18.7", "0.3", "*2,247", "–")},
        ),
        (
            "us-036.pdf", 2, 0,
            {0: ("Item", "Description"), 4: ("Fees", "Fees will depend on the school you’re attending.")},
        ),
        (
            "issue-336-example.pdf", 1, 1,
            {2: ("高速", "八", "80000≤Q＜100000", "0.92", "1.02", "1.11", "1.19", "1.26")},
        ),
        ("lots_of_sci_tables.pdf", 6, 2, {2: ("Hexachlorobutadiene (HCBD)", "87-68-3", ">0% w/w")}),
        ("federal-register-2020-17221.pdf", 6, 0, {2: ("AOA sensor system test", "40 work-hours × $85 per hour")}),
    ],
)  # fmt: skip
def test_tables_of_real_files(name, page, place, rows):
    _, found = found_on(SHARED / name, page)
    for number, expected in rows.items():
        row = found[place].rows[number]
        assert all(cell.text.startswith(text) for cell, text in zip(row, expected, strict=False))
