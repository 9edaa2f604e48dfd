"""Text as the lines of a part: indented, or below what it begins with; an entry of which the first line stands out."""

from textual.content import Content

from review.tui.widgets.fitting.hung import hung
from review.tui.widgets.items.wrapped import flowing, hanging, wrapped


def test_each_line_is_indented_and_belongs_to_its_part():
    lines = wrapped(Content("many providers compete"), 12, "T1", 2)

    assert [(line.content.plain, line.part) for line in lines] == [
        ("  many", "T1"),
        ("  providers", "T1"),
        ("  compete", "T1"),
    ]


def test_further_lines_begin_where_the_first_one_does():
    lines = hanging(Content("then "), Content("care is sustainable"), 16)

    assert [line.content.plain for line in lines] == ["then care is", "     sustainable"]


def test_a_lead_wider_than_the_width_leaves_a_column():
    assert [line.content.plain for line in hanging(Content("because"), Content("ab"), 3)] == [
        "becausea",
        "       b",
    ]


def test_only_an_entry_that_needs_lines_is_indented():
    entry = Content("a high level of care")

    assert [line.plain for line in hung(entry, 20)] == ["a high level of care"]
    assert [line.plain for line in hung(entry, 15)] == ["a high level", "  of care"]


def test_parts_beside_each_other_are_not_parted() -> None:
    parts = [
        Content("Rahman, 2016"),
        Content("✓ Ann"),
        Content("✗ Cleo B."),
        Content("a name longer than it"),
    ]
    assert [line.content.plain for line in flowing(parts, 24, indent=2)] == [
        "  Rahman, 2016   ✓ Ann",
        "  ✗ Cleo B.",
        "  a name longer than it",
    ]
    assert [line.content.plain for line in flowing(parts, 12)] == [
        "Rahman, 2016",
        "✓ Ann",
        "✗ Cleo B.",
        "a name",
        "longer than",
        "it",
    ]
