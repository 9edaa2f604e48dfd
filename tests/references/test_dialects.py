"""What databases and programs write that gave a wrong reference once."""

from __future__ import annotations

import pytest

from tests.references.conftest import Read

NAMES = {
    "Lane, J., Pope, K., & Quill, H.": ("Lane, J.", "Pope, K.", "Quill, H."),
    "Jo Lane; Kay Pope; et al.": ("Lane, Jo", "Pope, Kay"),
    "LANE J, POPE K": ("LANE, J", "POPE, K"),
    "Lane J.; Pope K.A.-B.": ("Lane, J.", "Pope, K.A.-B."),
    "J Lane, K de la Pope, H Quill…": ("Lane, J", "de la Pope, K", "Quill, H"),
    "Lane, Jo, Jr.": ("Lane, Jo, Jr.",),
    "Jo Lane (Editor)": ("Lane, Jo",),
    "Dr Jo Lane; Prof. Kay Pope": ("Lane, Jo", "Pope, Kay"),
    "Department for Education, Wales; Lane, Jo": ("Department for Education, Wales", "Lane, Jo"),
    "UK Government": ("UK Government",),
    "{Turning Point}": ("Turning Point",),
}


@pytest.mark.parametrize("cell", NAMES)
def test_names_in_a_cell(read: Read, cell: str) -> None:
    file = read(f'Title,Authors\nOne,"{cell}"\n')
    assert file.references[0].authors == NAMES[cell]


@pytest.mark.parametrize(
    "between",
    [" - ", "\t- ", "  – ", " \t- ", "\u00a0\u00a0- ", " – "],
    ids=["one space", "a tab", "a dash", "a space and a tab", "hard spaces", "a space and a dash"],
)
def test_tags_of_ris_in_files_that_were_edited(read: Read, between: str) -> None:
    lines = ("TYxJOUR", "TIxA title", "AUxLane, Jo", "PYx2016", "ERx")
    file = read("\n".join(line.replace("x", between, 1) for line in lines) + "\n")
    assert [(r.title, r.authors, r.year) for r in file.references] == [("A title", ("Lane, Jo",), 2016)]
    assert file.refusals == ()


def test_cochranes_journal_is_in_so(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - A trial\nSO  - BMC trials\nYR  - 2012\nER  -\n")
    assert file.references[0].container == "BMC trials"


@pytest.mark.parametrize(
    ("said", "kind"),
    [("journal-article", "article-journal"), ("book-chapter", "chapter"), ("posted-content", "article")],
)
def test_crossrefs_types_of_work(read: Read, said: str, kind: str) -> None:
    assert read(f'[{{"type": "{said}", "title": ["One"]}}]').references[0].kind == kind


@pytest.mark.parametrize(
    "other",
    [
        "% made by JabRef\n\n@article{a,\n title = {Two}}\n",
        "<xml><records><record></record></records></xml>\n",
        "PMID- 31234567\nOWN - NLM\n",
        "%0 Journal Article\n%T Two\n",
    ],
)
def test_records_of_another_format_behind_ris_are_refused_not_noted(read: Read, other: str) -> None:
    file = read(f"TY  - JOUR\nTI  - One\nER  - \n\n{other}")
    assert [reference.title for reference in file.references] == ["One"]
    assert any("another format" in refusal.message for refusal in file.refusals)


def test_what_follows_is_not_taken_for_another_format(read: Read) -> None:
    file = read("TY  - JOUR\nTI  - One\nER  - \n\n2. Database: Embase\n\nTY  - JOUR\nTI  - Two\nER  - \n")
    assert (len(file.references), file.refusals) == (2, ())
