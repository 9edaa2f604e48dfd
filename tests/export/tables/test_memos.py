"""``memos``: memos and comments on the review, codes, records and passages."""

from dataclasses import replace
from datetime import date

from msgspec import structs

from review.domain import Comment, CommentSource, Memo
from review.export import TABLES
from tests.export.reviews import SMALL, material

build = TABLES["memos"].build
REVIEW = replace(
    SMALL,
    memos=(*SMALL.memos, Memo("m3", "r1", "read again", "Ada", "2026-11-05T08:00:00Z"), Memo("m4", "gone", "kept", "Ada", "")),
    comments=(
        Comment("k1", "", "who was asked?", CommentSource.TEAM, None, None, "Ada", "2026-11-05T08:00:00Z"),
        Comment("k2", "T1.a", "we were", CommentSource.STAKEHOLDER, "a panel", "2026-11", "Ben", "2026-11-05T09:00:00Z"),
        Comment("k3", "c3", "=1+1", CommentSource.EXPERT, "B. Marsh", "2026-11-20", "Ben", "2026-11-05T09:00:00Z"),
    ),
)  # fmt: skip


def test_the_columns_are_those_that_other_programs_rely_on():
    columns = build(REVIEW).columns
    assert [column.key for column in columns] == ["target", "kind", "text", "reviewer", "who", "date"]


def test_rows_have_ids_and_come_by_what_they_are_about():
    assert build(REVIEW).rows == (
        (None, "team", "who was asked?", "Ada", None, None),
        ("T1", "memo", "wide", "Ada", None, ""),
        ("T1.a", "stakeholder", "we were", "Ben", "a panel", "2026-11"),
        ("r1", "memo", "read again", "Ada", None, date(2026, 11, 5)),
        ("c1", "memo", "striking", "Ada", None, date(2026, 11, 3)),
        ("c1", "memo", "see also Mind", "Ben", None, date(2026, 11, 4)),
        ("c3", "expert", "=1+1", "Ben", "B. Marsh", date(2026, 11, 20)),
        ("gone", "memo", "kept", "Ada", None, ""),
    )


def test_in_print_the_target_is_in_words():
    printed = build(REVIEW).printed()
    assert [row[0] for row in printed.rows] == [
        "The whole review",
        "T1 Market logic",
        "T1.a Competition",
        "Rahman, 2016a",
        "“=SUM(A1) rose” (Rahman, 2016a, p.\u00a0347)",
        "“=SUM(A1) rose” (Rahman, 2016a, p.\u00a0347)",
        "“a quotation.” (Rahman, 2016b, p.\u00a0xii)",
        "gone (no longer listed)",
    ]
    assert [column.heading for column in printed.columns] == [
        "On",
        "Kind",
        "Text",
        "Written by",
        "Said by",
        "Date",
    ]


def test_in_print_who_and_when_of_a_comment_are_not_reported_where_unknown():
    rows = build(REVIEW).printed().rows
    assert rows[0][4:] == ("not reported", "not reported")
    assert rows[3][4:] == (None, date(2026, 11, 5))


def test_in_print_a_long_passage_is_named_by_its_first_words():
    long = structs.replace(SMALL.codings()[0], quote="Nobody asks those who stay away, " * 9)
    printed = build(replace(SMALL, codings=lambda: (long,))).printed()
    assert "“Nobody asks those who stay away, Nobody asks …” (Rahman, 2016a, p.\u00a0347)" in {
        row[0] for row in printed.rows
    }


def test_the_caption_counts_both_and_an_empty_review_has_no_rows():
    assert build(REVIEW).caption.startswith("5 memos and 3 comments.")
    assert build(material()).rows == ()
