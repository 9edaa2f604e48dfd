"""Every line that is not blank ends in a record, a field, a notice or a refusal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.references.source import Source
from review.references.tagged_lines import Dialect, TaggedRecord, tagged_records
from tests.references.conftest import Read

RECORD = "TY  - JOUR\nTI  - {0}\nER  - \n"


def titles(read: Read, content: str | bytes) -> list[str]:
    return [reference.title for reference in read(content).references]


def test_a_record_may_begin_before_its_type(read: Read) -> None:
    content = "AU  - Marsh, A\nTI  - One\nTY  - RPRT\nER  - \n\nTI  - Two\nTY  - JOUR\nPY  - 2001\nER  - \n"
    file = read(content)
    assert [(r.title, r.kind, r.line) for r in file.references] == [
        ("One", "report", 1),
        ("Two", "article-journal", 6),
    ]
    assert (file.refusals, file.notices) == ((), ())


def test_tags_between_records_that_are_no_record_are_a_note(read: Read) -> None:
    file = read(RECORD.format("One") + "\nC2  - Database: Nowhere\n\n3. \n" + RECORD.format("Two"))
    assert [r.title for r in file.references] == ["One", "Two"]
    assert file.refusals == ()
    assert [notice.line for notice in file.notices] == [5]


@pytest.mark.parametrize("indent", ["  ", "\t", "    "])
def test_indented_records(read: Read, indent: str) -> None:
    lines = (RECORD.format("One") + RECORD.format("Two")).splitlines(keepends=True)
    assert titles(read, "".join(indent + line for line in lines)) == ["One", "Two"]
    assert titles(read, RECORD.format("Three") + "".join(indent + line for line in lines)) == [
        "Three",
        "One",
        "Two",
    ]


def test_records_that_only_blank_lines_part(read: Read) -> None:
    content = "TI  - One\nPY  - 2001\nJF  - Care\n\nTI  - Two\nPY  - 2002\nJF  - Care\n"
    assert titles(read, content) == ["One", "Two"]


def test_files_that_were_joined_with_their_marks(read: Read) -> None:
    one, two = (f"\ufeff{RECORD.format(name)}".encode() for name in ("One", "Two"))
    assert titles(read, one + two) == ["One", "Two"]
    file = read(b"\xef\xbb\xbfTitle,Year\nOne,2014\n\xef\xbb\xbfTitle,Year\nTwo,2015\n")
    assert [r.title for r in file.references] == ["One", "Two"]
    assert [notice.line for notice in file.notices] == [3]


def test_text_behind_the_end_of_a_record(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - One\nER  - end of 1\nTY  - JOUR\nTI  - Two\nER\n")
    assert [r.title for r in file.references] == ["One", "Two"]
    assert [(n.line, "end of 1" in n.message) for n in file.notices] == [(3, True)]


def test_items_of_json_one_per_line_and_joined_arrays(read: Read) -> None:
    assert titles(read, '{"title": "One"}\n{"title": "Two"}\n') == ["One", "Two"]
    assert titles(read, '[{"title": "One"}]\n[{"title": "Two"}]\n') == ["One", "Two"]


def test_crossrefs_answer(read: Read) -> None:
    content = (
        '{"status":"ok","message-type":"work-list","message":{"facets":{},"total-results":1,'
        '"items":[{"title":["One"],"DOI":"10.5555/one"}],"items-per-page":20}}'
    )
    assert titles(read, content) == ["One"]


@pytest.mark.parametrize(
    "content", ["TY  - JOUR\n", "Title,Year\n", "[]", "@comment{x}\n", "<xml><records></records></xml>"]
)
def test_a_file_without_a_record_is_refused(read: Read, content: str) -> None:
    assert read(content).references == ()
    assert len(read(content).refusals) == 1


def test_a_file_without_titles_is_queried(read: Read) -> None:
    records = "".join(f"TY  - JOUR\nDO  - 10.5555/{n}\nER  - \n" for n in range(4))
    assert any("no title" in notice.message for notice in read(records).notices)


def test_numbers_that_a_spreadsheet_turned_into_dates(read: Read) -> None:
    file = read("Title,Issue,Pages\nOne,2-Mar,11-19\nTwo,2,03-May\n")
    assert [(n.line, n.message.split(" ")[0]) for n in file.notices] == [(2, "issue"), (3, "pages")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<?xml version='1.0'?>\n<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "PubMed XML"),
        ("1: Marsh A, Loft E. Night care. J Care. 2020;1:2. PMID: 39999999.\n", "PubMed's text"),
        ("RT Journal Article\nSR Electronic\nA1 Marsh, Ada\nT1 Night care\n", "RefWorks"),
        ("<html><body>Sign in</body></html>", "a web page"),
    ],
)
def test_a_format_that_is_not_read_is_named(read: Read, content: str, name: str) -> None:
    [refusal] = read(content).refusals
    assert refusal.message.startswith(name)


FORMS = [
    "TY  - {0}",
    "ER  - ",
    "ER  - {0}",
    "TI  - {0}",
    "KW  - {0}",
    "{0}",
    "",
    "  TI  - {0}",
    "\tTY  - {0}",
    "C1  - {0}",
]
TAG = re.compile(r"([A-Z][A-Z0-9])  -\s?(.*)")


@given(st.lists(st.sampled_from(FORMS), max_size=25))
def test_each_line_is_in_a_record_or_behind_what_is_said_of_it(
    tmp_path_factory: pytest.TempPathFactory, forms: list[str]
) -> None:
    lines = [(number, form.format(f"w{number}.")) for number, form in enumerate(forms, 1)]
    path = tmp_path_factory.getbasetemp() / "lines"
    path.write_text("\n".join(line for _, line in lines))
    source = Source(path, "utf-8", "")
    items = list(tagged_records(source, Dialect(TAG, "TY", "ER", essential=("TI",))))
    kept = " ".join(
        text
        for item in items
        if isinstance(item, TaggedRecord)
        for _, values in item.values
        for text in values
    )
    begins = {item.line: not isinstance(item, TaggedRecord) for item in items}
    for number, line in lines:
        if f"w{number}." in line and f"w{number}." not in kept:
            assert begins[max(begin for begin in begins if begin <= number)], line
