"""Rectangles of spans."""

from review.documents.layout.boxes import merge_boxes


def test_glyphs_of_a_line_become_one_rectangle_and_lines_stay_apart():
    first = [(300 + 5 * n, 700, 305 + 5 * n, 708) for n in range(20)]
    second = [(300 + 5 * n, 688, 305 + 5 * n, 696) for n in range(3)]
    assert merge_boxes(first + second) == [(300, 700, 400, 708), (300, 688, 315, 696)]


def test_a_line_that_ends_above_the_next_ones_start_is_not_joined_with_it():
    assert len(merge_boxes([(50, 700, 290, 708), (50, 688, 56, 696)])) == 2


def test_text_that_runs_upward_is_one_rectangle():
    upward = [(40, 100 + 6 * n, 50, 106 + 6 * n) for n in range(10)]
    assert merge_boxes(upward, upward=True) == [(40, 100, 50, 160)]


def test_marks_and_wide_spaces_do_not_cut_a_line():
    word, comma, after = (60, 700, 90, 705), (90.5, 698.3, 92.5, 701.2), (104, 700, 130, 705)
    mark, end = (130.2, 703.9, 132, 707.5), (132.2, 700, 138, 707)
    assert merge_boxes([word, comma, after, mark, end]) == [(60, 698.3, 138, 707.5)]


def test_a_mark_that_begins_the_next_line_is_not_joined_with_the_line_above():
    line, mark, word = (60, 698, 300, 706.5), (60, 694, 62, 697), (62.5, 688.5, 90, 695)
    assert merge_boxes([line, mark, word]) == [line, (60, 688.5, 90, 697)]


def test_spaces_without_extent_are_left_out():
    assert merge_boxes([(10, 10, 10, 10)]) == []


def test_no_module_hides_a_function_of_the_package() -> None:
    """A module is bound in its package when it is first imported: one of a function's name would take its place."""
    import pkgutil

    import review.documents

    modules = {module.name for module in pkgutil.iter_modules(review.documents.__path__)}
    assert modules.isdisjoint(review.documents.__all__)
