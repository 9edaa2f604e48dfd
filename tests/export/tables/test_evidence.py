"""``evidence``: one row per coding and code."""

from dataclasses import replace
from datetime import date

from msgspec import structs

from review.domain import EvidenceStatus, LabelSource, Stance
from review.export import TABLES
from review.export.material import day
from tests.export.reviews import SMALL

TABLE = TABLES["evidence"].build(SMALL)
ROWS = [dict(zip([column.key for column in TABLE.columns], row, strict=True)) for row in TABLE.rows]


def test_the_columns_are_those_that_other_programs_rely_on():
    assert ",".join(column.key for column in TABLE.columns) == (
        "record,author_year,year,source_type,page,page_label,quotation,code,theory,stance,status,reviewer,date,memo,"
        "text_sha256,start,end,text_source,role,outcome,citation,page_label_end,label_source,lost"
    )


def test_rows_follow_the_map_then_the_sources_and_codes_that_left_the_map_come_last():
    assert [(row["code"], row["record"]) for row in ROWS] == [
        ("T1", "r2"),
        ("T1.a", "r1"),
        ("T2", "r3"),
        ("RA", "r1"),
        ("X9", "r2"),
    ]


def test_a_row_leads_back_to_its_passage():
    assert ROWS[1] == {
        "record": "r1",
        "author_year": "Rahman, 2016a",
        "year": 2016,
        "source_type": "empirical",
        "page": 3,
        "page_label": "347",
        "quotation": "=SUM(A1) rose",
        "code": "T1.a",
        "theory": "T1",
        "stance": "challenges",
        "status": "measured",
        "reviewer": "Ada",
        "date": date(2026, 11, 3),
        "memo": "striking\nsee also Mind",
        "text_sha256": "ab" * 32,
        "start": 10,
        "end": 23,
        "text_source": "file",
        "label_source": "printed",
        "role": "evidence",
        "outcome": "include",
        "citation": "(Rahman, 2016a, p. 347)",
        "page_label_end": "347",
        "lost": None,
    }


def unbroken(citation: str) -> str:
    """A citation in print: no line ends between ``p.`` and the number."""
    return citation.replace("p. ", "p.\u00a0")


def cited(**pages: object) -> tuple[object, ...]:
    """Label, citation and last label of a passage, as written and as printed."""
    passage = structs.replace(SMALL.codings()[0], **pages)
    table = TABLES["evidence"].build(replace(SMALL, codings=lambda: (passage,)))
    (row, *_), (printed, *_) = table.rows, table.printed().rows
    return row[5], row[-4], row[-3], printed[2]


def test_a_page_without_a_printed_number_is_empty_in_files_and_the_pdfs_in_print():
    citation = "(Rahman, 2016a, PDF p. 3)"
    assert cited(page_label="", label_source=LabelSource.PDF) == ("", citation, "", unbroken(citation))


def test_a_passage_over_pages_is_cited_with_all_of_them():
    citation = "(Rahman, 2016a, pp. 347–348)"
    assert cited(ends_on=("348", 4)) == ("347", citation, "348", unbroken(citation))


def test_a_passage_that_ends_on_a_recognised_page_says_so():
    over_pages = structs.replace(SMALL.codings()[0], ends_on=("348", 4))
    scanned = replace(
        SMALL, codings=lambda: (over_pages,), recognised_pages=lambda: frozenset({("ab" * 32, 4)})
    )
    table = TABLES["evidence"].build(scanned)
    assert {row[-7] for row in table.rows} == {"recognition"}


def test_a_passage_that_the_present_text_does_not_have_is_marked():
    lost = structs.replace(SMALL.codings()[0], is_lost=True)
    table = TABLES["evidence"].build(replace(SMALL, codings=lambda: (lost, *SMALL.codings()[1:])))
    assert {(row[0], row[-1]) for row in table.rows} == {("r1", "yes"), ("r2", None), ("r3", None)}
    printed = table.printed()
    assert printed.rows[0][2] == "(Rahman, 2016a, p.\u00a0347) ‡"
    assert "‡: the present text of the document does not have the passage." in printed.note
    assert "‡" not in TABLE.printed().note


def test_each_code_has_its_own_stance():
    apart = structs.replace(SMALL.codings()[0], stances={"T1.a": Stance.CHALLENGES, "RA": Stance.SUPPORTS})
    table = TABLES["evidence"].build(replace(SMALL, codings=lambda: (apart,)))
    assert [(row[7], row[9]) for row in table.rows] == [("T1.a", "challenges"), ("RA", "supports")]


def test_print_has_included_evidence_in_words_and_says_how_much_is_left_out():
    printed = TABLE.printed()
    assert printed.title == "Coded passages of the included documents (N = 2)"
    headings = [column.heading for column in printed.columns]
    assert headings == ["Theory or sub-theme", "Quotation", "Source", "Stance", "Basis of the claim", "Memo"]
    assert printed.rows[0] == (
        "T1.a Competition",
        "=SUM(A1) rose",
        "(Rahman, 2016a, p.\u00a0347)",
        "challenges",
        "measured",
        "striking\nsee also Mind",
    )
    assert [row[0] for row in printed.rows] == ["T1.a Competition", "RA Councils can't shape the market"]
    assert "2 codings of documents that are not included are left out." in printed.note


def test_a_passage_coded_twice_by_one_person_is_one_coding():
    again = structs.replace(SMALL.codings()[0], id="c8", stances={"RA": Stance.SUPPORTS})
    more = TABLES["evidence"].build(replace(SMALL, codings=lambda: (*SMALL.codings(), again)))
    assert (len(more.rows), len(TABLE.rows)) == (6, 5)
    assert "one per coding and code: 3 codings on" in more.caption
    assert "one per coding and code: 3 codings on" in TABLE.caption


def test_who_coded_stands_in_print_where_several_did():
    others = structs.replace(SMALL.codings()[0], id="c9", reviewer="Ben", status=EvidenceStatus.AUTHOR)
    printed = TABLES["evidence"].build(replace(SMALL, codings=lambda: (*SMALL.codings(), others))).printed()
    assert printed.columns[-1].heading == "Coded by"
    assert {row[4] for row in printed.rows} == {"measured", "author's inference"}


def test_a_quotation_from_a_recognised_page_says_so():
    scanned = replace(SMALL, recognised_pages=lambda: frozenset({("ab" * 32, 3)}))
    table = TABLES["evidence"].build(scanned)
    assert {row[-7] for row in table.rows} == {"recognition"}
    assert {row[2] for row in table.printed().rows} == {"(Rahman, 2016a, p.\u00a0347) †"}
    assert "†: the text was recognised from an image." in table.printed().note


def test_in_print_only_listed_quotations_are_said_to_be_recognised():
    scan = "ef" * 32
    codings = [
        structs.replace(coding, text_sha256=scan) if coding.record not in SMALL.included else coding
        for coding in SMALL.codings()
    ]
    pages = frozenset((scan, page) for coding in codings for page in coding.pages)
    table = TABLES["evidence"].build(
        replace(SMALL, codings=lambda: tuple(codings), recognised_pages=lambda: pages)
    )
    assert "recognition" in {row[-7] for row in table.rows}
    assert table.printed() == TABLE.printed()


def test_what_is_not_known_is_empty_and_a_citation_never_is():
    row = ROWS[2]
    assert (row["year"], row["source_type"], row["status"], row["memo"]) == (None,) * 4
    assert row["author_year"] == "Mind, n.d."


def test_a_time_that_is_none_is_shown_as_it_is():
    assert day("2026-11-03") == date(2026, 11, 3)
    assert day("yesterday") == "yesterday"
