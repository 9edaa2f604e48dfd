"""Which span of a document is just some cells of a table."""

from review.domain import PageTable, TableCell

EMPTY, DRAWN = TableCell(), TableCell("only drawn")


def table(*rows: tuple[TableCell, ...]) -> PageTable:
    return PageTable(1, rows)


def cell(*spans: tuple[int, int]) -> TableCell:
    return TableCell("text", spans)


def test_a_cell_and_a_row_have_the_span_of_their_text():
    found = table((cell((0, 8)), cell((9, 12))), (cell((13, 20)), EMPTY))
    assert found.span_of([(0, 1)]) == (9, 12)
    assert found.span_of(found.row_places(0)) == (0, 12)
    assert found.span_of(found.row_places(1)) == (13, 20)
    assert found.span == (0, 20)


def test_what_is_empty_or_only_drawn_has_none():
    found = table((EMPTY, DRAWN), (cell((0, 5)), EMPTY))
    assert found.span_of([(0, 0)]) is None
    assert found.span_of(found.row_places(0)) is None


def test_a_cell_in_pieces_has_none_where_another_cell_is_between():
    found = table(
        (cell((0, 9), (20, 29)), cell((10, 19))),
    )
    assert found.span_of([(0, 0)]) is None
    assert found.span_of(found.row_places(0)) == (0, 29)


def test_pieces_of_a_cell_may_have_a_little_between_but_not_half_of_the_document():
    found = table((cell((10, 19), (0, 9)), EMPTY), (cell((30, 40), (900, 910)), EMPTY))
    assert found.span_of([(0, 0)]) == (0, 19)
    assert found.span_of([(1, 0)]) is None
