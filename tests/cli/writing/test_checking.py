"""What differs in a long text is shown with a few words around it, so that a changed digit is found at a glance."""

from review.cli.writing.checking import LONG, both_sides

WORDS = "Advisers helped people to compare what there was and to choose it in their own time. "


def test_short_texts_are_whole() -> None:
    assert both_sides("38", "37") == "“38”; in the journal: “37”"


def test_of_long_texts_only_what_differs_is_shown() -> None:
    before, after = WORDS * 3, WORDS * 3
    line = both_sides(f"{before}It rose from 23 to 44. {after}", f"{before}It rose from 23 to 41. {after}")
    assert "rose from 23 to 44. Advisers helped" in line
    assert "rose from 23 to 41. Advisers helped" in line
    assert len(line) < 2 * LONG


def test_a_side_that_is_missing_is_nothing() -> None:
    assert both_sides("", "T3 | 12") == "nothing; in the journal: “T3 | 12”"
    assert both_sides("2 | 5.4", "") == "“2 | 5.4”; in the journal: nothing"


def test_long_texts_without_anything_in_common_are_cut() -> None:
    line = both_sides(WORDS * 40, "")
    assert line.endswith(" …”; in the journal: nothing")
    assert len(line) < 3 * LONG
