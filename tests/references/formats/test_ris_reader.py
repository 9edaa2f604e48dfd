from __future__ import annotations

from review.domain import DecisionKind
from review.domain.reference import Notice, ReferenceDecision, Refusal
from tests.references.conftest import Read, ReadOne

WEB_OF_SCIENCE = """\
TY  - JOUR
AU  - Rahman, S
AU  - Okoro, CB
TI  - Shaping local markets
   for mental health care
T2  - HEALTH & SOCIAL CARE
J2  - Health Soc Care
SN  - 0966-0410
SN  - 978-0-306-40615-7
DA  - MAR
PY  - 2016
VL  - 24
IS  - 2
SP  - 134
EP  - 147
DO  - https://doi.org/10.1111/hsc.12345
AN  - WOS:000370000000001
WE  - Social Science Citation Index (SSCI)
ER  -
EF  -
"""


def test_a_record_with_the_tags_that_web_of_science_adds(read_one: ReadOne) -> None:
    reference = read_one(WEB_OF_SCIENCE.replace("EF  -\n", ""))
    assert reference.title == "Shaping local markets for mental health care"
    assert reference.authors == ("Rahman, S", "Okoro, CB")
    assert (reference.kind, reference.year, reference.doi) == ("article-journal", 2016, "10.1111/hsc.12345")
    assert (reference.volume, reference.issue, reference.pages) == ("24", "2", "134-147")
    assert (reference.issn, reference.isbn) == (("0966-0410",), ("978-0-306-40615-7",))
    assert reference.other == {
        "J2": ("Health Soc Care",),
        "DA": ("MAR",),
        "AN": ("WOS:000370000000001",),
        "WE": ("Social Science Citation Index (SSCI)",),
    }
    assert (reference.line, reference.source_format) == (1, "ris")


def test_a_byte_order_mark_does_not_cost_the_first_record(read: Read) -> None:
    file = read(b"\xef\xbb\xbfTY  - JOUR\r\nTI  - One\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - Two\r\nER  - \r\n")
    assert [reference.title for reference in file.references] == ["One", "Two"]
    assert [reference.line for reference in file.references] == [1, 5]


def test_a_record_without_its_end_does_not_swallow_the_next(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - One\nAB  - Text\nTY  - RPRT\nTI  - Two\n")
    assert [(r.title, r.kind) for r in file.references] == [("One", "article-journal"), ("Two", "report")]


def test_a_record_without_a_type_is_still_a_record(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - One\nER  - \nTI  - Two\nER  - \n")
    assert [(r.title, r.kind) for r in file.references] == [("One", "article-journal"), ("Two", "")]


def test_lines_without_a_tag_go_on_with_what_is_before_them(read_one: ReadOne) -> None:
    reference = read_one(
        "TY  - JOUR\nTI  - One\nAB  - First.\n\nSecond: A - B.\nKW  - choice\ncontrol\n"
        "KW  - Depression, Chemical\nAU  - Lee, Mary\nOkoro, Chidi\nER  - \n"
    )
    assert reference.abstract == "First.\n\nSecond: A - B."
    assert reference.keywords == ("choice", "control", "Depression, Chemical")
    assert reference.authors == ("Lee, Mary", "Okoro, Chidi")


def test_one_space_before_the_hyphen_where_the_file_has_it_so(read_one: ReadOne) -> None:
    reference = read_one("TY - JOUR\nTI - One\nPY - 2015/03/01/\nER -\n")
    assert (reference.title, reference.year, reference.other) == ("One", 2015, {"PY": ("2015/03/01/",)})


def test_what_cannot_be_a_year_or_doi_or_known_type_is_kept(read_one: ReadOne) -> None:
    reference = read_one("TY  - PODCAST\nTI  - One\nPY  - in press\nDO  - none\nER  - \n")
    assert (reference.kind, reference.year, reference.doi) == ("", None, "")
    assert reference.other == {"TY": ("PODCAST",), "PY": ("in press",), "DO": ("none",)}


def test_a_second_value_for_a_field_that_holds_one_is_kept(read_one: ReadOne) -> None:
    reference = read_one("TY  - JOUR\nTI  - One\nT1  - Another\nT2  - BMJ\nJF  - BMJ\nER  - \n")
    assert (reference.title, reference.container) == ("One", "BMJ")
    assert reference.other == {"T1": ("Another",)}


def test_the_year_of_a_download_is_not_the_works(read_one: ReadOne) -> None:
    reference = read_one("TY  - JOUR\nDA  - 2019/05/05\nTI  - One\nPY  - 2014\nER  - \n")
    assert (reference.year, reference.other) == (2014, {"DA": ("2019/05/05",)})


def test_rayyans_notes_are_decisions_labels_and_reasons(read_one: ReadOne) -> None:
    reference = read_one(
        "TY  - JOUR\nTI  - One\n"
        'N1  - RAYYAN-INCLUSION: {"Sadia"=>"Excluded", "Chidi"=>"Maybe"} | RAYYAN-LABELS: market,rival'
        " | RAYYAN-EXCLUSION-REASONS: wrong population,no theory\n"
        "N1  - Found in the library\nER  - \n"
    )
    assert reference.decisions == (
        ReferenceDecision(DecisionKind.EXCLUDE, reviewer="Sadia", reasons=("wrong population", "no theory")),
        ReferenceDecision(DecisionKind.MAYBE, reviewer="Chidi"),
    )
    assert reference.labels == ("market", "rival")
    assert reference.notes == ("Found in the library",)


def test_asreviews_notes_are_decisions(read: Read) -> None:
    file = read(
        "TY  - JOUR\nTI  - One\nN1  - ASReview_relevant\nER  - \n"
        "TY  - JOUR\nTI  - Two\nN1  - ASReview_irrelevant\nER  - \n"
        "TY  - JOUR\nTI  - Three\nN1  - ASReview_not_seen\nER  - \n"
    )
    assert [[d.decision for d in r.decisions] for r in file.references] == [
        [DecisionKind.INCLUDE],
        [DecisionKind.EXCLUDE],
        [],
    ]


def test_lines_that_are_in_no_record_are_notices(read: Read) -> None:
    file = read("Provider: A database\nContent: text\n\nTY  - JOUR\nTI  - One\nER  - \n\nstray\nmore\n")
    assert [reference.line for reference in file.references] == [4]
    assert file.refusals == ()
    assert file.notices == (
        Notice(1, "lines that belong to no record were passed over: “Provider: A database”"),
        Notice(8, "lines that belong to no record were passed over: “stray”"),
    )


def test_a_record_that_nothing_is_known_of_is_refused_with_its_line(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nPY  - 2014\nER  - \n")
    assert len(file.references) == 1
    assert file.refusals == (Refusal(4, "no title, DOI, PMID or URL to identify the work by"),)


def test_the_journal_comes_before_a_subtitle_in_t2(read_one: ReadOne) -> None:
    reference = read_one(
        "TY  - JOUR\nTI  - One\nT2  - a play in three acts\nJF  - Stage\nJO  - Stage\nER  - \n"
    )
    assert (reference.container, reference.other) == ("Stage", {"T2": ("a play in three acts",)})
    chapter = read_one("TY  - CHAP\nTI  - One\nT2  - The Book\nJF  - A Series\nER  - \n")
    assert chapter.container == "The Book"


def test_tags_that_databases_add(read_one: ReadOne) -> None:
    reference = read_one(
        "TY  - JOUR\nPMID  - 38888888\nTI  - One\nNO  - 4\nPG  - 3-9\nDOI - 10.5555/one\nISSN - 1111-2222\nER  - \n"
    )
    assert (reference.pmid, reference.issue, reference.pages) == ("38888888", "4", "3-9")
    assert (reference.doi, reference.issn) == ("10.5555/one", ("1111-2222",))


def test_a_doi_under_another_tag(read_one: ReadOne) -> None:
    assert read_one("TY  - JOUR\nTI  - One\nL3  - 10.5555/one\nER  - \n").doi == "10.5555/one"
    assert read_one("TY  - JOUR\nTI  - One\nUR  - https://doi.org/10.5555/one\nER  - \n").doi == "10.5555/one"


def test_dates_without_separators(read_one: ReadOne) -> None:
    assert read_one("TY  - JOUR\nTI  - One\nY1  - 20110307//\nER  - \n").year == 2011
    assert read_one("TY  - JOUR\nTI  - One\nPY  - Start date: 20110307\nER  - \n").year == 2011
