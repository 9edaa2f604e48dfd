"""``saturation``: what each document added."""

from dataclasses import replace

from review.domain import SaturationStep
from review.export import TABLES
from tests.export.reviews import SMALL

build = TABLES["saturation"].build
STEPS = (SaturationStep("r1", 1, 2, 0, 0), SaturationStep("r3", 0, 1, 0, 2))
REVIEW = replace(SMALL, saturation=lambda: STEPS)


def test_the_columns_are_those_that_other_programs_rely_on():
    table = build(REVIEW)
    assert [column.key for column in table.columns] == [
        "document", "citation", "new_subthemes", "new_codes", "new_fragments", "theory_changes",
    ]  # fmt: skip
    assert table.rows == (("r1", "Rahman, 2016a", 1, 2, 0, 0), ("r3", "Mind, n.d.", 0, 1, 0, 2))


def test_documents_that_are_not_included_are_counted_in_the_note():
    said = "1 document of these is not included at the last stage, and not counted in N."
    assert said in build(REVIEW).printed().note
    assert said not in build(replace(SMALL, saturation=lambda: STEPS[:1])).printed().note


def test_in_print_documents_are_numbered_and_fragments_left_out_while_there_are_none():
    printed = build(REVIEW).printed()
    assert [column.heading for column in printed.columns] == [
        "No.", "Document", "New sub-themes", "New codes", "Theory changes",
    ]  # fmt: skip
    assert printed.rows == (
        (1, "Rahman, 2016a", 1, 2, 0),
        (2, "Mind, n.d.", 0, 1, 2),
        (None, "Total", 1, 3, 2),
    )
    assert printed.total


def test_in_print_fragments_have_their_column_once_there_are_some():
    steps = (SaturationStep("r1", 1, 2, 5, 0),)
    printed = build(replace(SMALL, saturation=lambda: steps)).printed()
    assert printed.rows == ((1, "Rahman, 2016a", 1, 2, 5, 0), (None, "Total", 1, 2, 5, 0))
