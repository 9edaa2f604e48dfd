"""review label: printed page numbers by hand, and where they are shown."""

from __future__ import annotations

import csv

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import PARAGRAPHS, a_document, add_record, unlabelled

QUOTE = "Many providers compete"
PAGES = ("--pdf-page", "1", "--through", "2")


@pytest.fixture
def coding(terminal: Terminal, record: str) -> str:
    """A coding on the first page, of which the text says that 345 is printed on it."""
    found: str = terminal.json("code", record, "T1", "--quote", QUOTE)["coding"]
    return found


def shown(terminal: Terminal, record: str) -> tuple[str, str]:
    (coding,) = terminal.json("show", record)["codings"]
    return coding["page_label"], coding["label_source"]


def test_numbers_set_by_hand_are_shown_exported_and_cleared(
    terminal: Terminal, record: str, coding: str
) -> None:
    assert shown(terminal, record) == ("345", "printed")
    assert terminal.json("label", record, *PAGES, "--printed", "ix").keys() == {"event"}
    assert shown(terminal, record) == ("ix", "hand")
    pages = terminal.json("show", record)["pages"]
    by_hand, printed = [("ix", "hand"), ("x", "hand")], [("347", "printed"), ("348", "printed")]
    assert [(page["label"], page["label_source"]) for page in pages] == [*by_hand, *printed]
    assert f"{coding[:12]}  p. ix  T1" in terminal.run("show", record).out
    written, *_ = terminal.json("export", "evidence", "--format", "csv")["files"]
    (row,) = csv.DictReader((terminal.folder / written).read_text("utf-8-sig").splitlines())
    assert row["label_source"] == "hand"
    assert "page numbers (PDF pp. 1–2: ix, x) of Rahman, 2016" in terminal.run("log", record).out
    cleared = terminal.run("label", record, *PAGES, "--clear")
    assert cleared.out.strip() == "Rahman, 2016, PDF pp. 1–2: cleared what was set by hand"
    assert shown(terminal, record) == ("345", "printed")
    terminal.json("undo")
    assert shown(terminal, record) == ("ix", "hand")


def test_a_page_without_a_printed_number_is_cited_as_the_pdfs(terminal: Terminal) -> None:
    project = Project.open(terminal.folder)
    document = unlabelled(a_document(tuple(f"{paragraph} Yes." for paragraph in PARAGRAPHS)))
    record = add_record(project, "A report", year=2017, document=document)
    project.close()
    passage = terminal.json("code", record, "T1", "--quote", QUOTE)["passage"]
    assert (passage["page"], passage["page_label"], passage["label_source"]) == (1, "", "pdf")
    coding = terminal.json("show", record)["codings"][0]["coding"]
    assert f"{coding[:12]}  PDF p. 1  T1 (bears-on): {QUOTE}" in terminal.run("show", record).out
    assert "PDF p. 2: T2 rejected" in terminal.run("reject", record, "T2", "--span", "65", "75").out
    assert "Passage on PDF p. 2 marked as done" in terminal.run("done", record, "--span", "65", "75").out
    assert terminal.run("code", record, "T2", "--span", "65", "75").out[12:].startswith("  PDF p. 2  T2")
    assert "PDF p. 1: T1 changed to RA" in terminal.run("recode", coding, "RA").out
    assert "PDF p. 1: RA removed" in terminal.run("uncode", coding).out
    suggested = terminal.json("suggest", record, "--passages")["passages"]
    assert {(passage["page_label"], passage["label_source"]) for passage in suggested} <= {("", "pdf")}


def test_one_page_is_the_default(terminal: Terminal, record: str) -> None:
    terminal.json("label", record, "--pdf-page", "2", "--printed", "cover")
    pages = terminal.json("show", record)["pages"]
    assert [page["label"] for page in pages] == ["345", "cover", "347", "348"]


def test_a_dash_is_no_printed_number(terminal: Terminal, record: str, coding: str) -> None:
    done = terminal.run("label", record, *PAGES, "--printed", "-")
    assert done.out.strip() == "Rahman, 2016, PDF pp. 1–2: no printed number"
    assert shown(terminal, record) == ("", "pdf")
    assert f"{coding[:12]}  PDF p. 1  T1" in terminal.run("show", record).out


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (
            ("--pdf-page", "2", "--through", "1", "--printed", "1"),
            "the last page (1) is before the first (2)",
        ),
        (("--pdf-page", "5", "--printed", "1"), "there is no page 5: the PDF has pages 1 to 4"),
        (("--pdf-page", "0", "--printed", "1"), "is not a whole number"),
        (("--pdf-page", "1"), "one of the arguments --printed --clear is required"),
        (("--pdf-page", "1", "--printed", "1", "--clear"), "not allowed with argument"),
        (("--pdf-page", "1", "--clear"), "no page number was set by hand on PDF p. 1"),
        (("--pdf-page", "1", "--printed", ""), "give the page number as printed"),
        (("--pdf-page", "1", "--printed", "\x1b[2J"), "a page number cannot have control characters"),
        (("--pdf-page", "1", "--printed", "7" * 500), "at most 40 characters; this has 500"),
        ((*PAGES, "--printed", "cover"), "'cover' cannot be counted up"),
    ],
)
def test_what_cannot_be_set_is_refused_in_one_line(
    terminal: Terminal, record: str, given: tuple[str, ...], refused: str
) -> None:
    assert refused in terminal.refused("label", record, *given)


def test_markup_in_a_number_is_text(terminal: Terminal, record: str, coding: str) -> None:
    terminal.json("label", record, "--pdf-page", "1", "--printed", "[bold]1")
    assert f"{coding[:12]}  p. [bold]1  T1" in terminal.run("show", record).out
