"""What other programs find in the files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.domain import DecisionKind
from review.domain.reference import Reference, ReferenceDecision
from review.errors import ReviewError
from review.references.formats import REFERENCE_FORMATS, write_references
from review.references.kinds import written_kind
from tests.references.whole_file import whole_file

REFERENCE = Reference(
    title="Shaping {local} markets & 50% more",
    kind="report",
    authors=("Okoro, Chidi", "Turning Point"),
    year=2016,
    doi="10.1000/hsc_1",
    pages="134-147",
    abstract="First.\nTY  - not a tag",
    keywords=("choice", "Depression, Chemical"),
    organisation="Mind",
    key="okoro2016",
    codes=("T1",),
    source_type="voluntary",
    decisions=(
        ReferenceDecision(DecisionKind.INCLUDE, "title-abstract", "Ann"),
        ReferenceDecision(DecisionKind.EXCLUDE, "theory-map", "Ann", ("E9",), "thin"),
    ),
)


def test_ris() -> None:
    text = write_references([REFERENCE], "ris").decode()
    assert text.split("\r\n") == [
        "TY  - RPRT",
        "TI  - Shaping {local} markets & 50% more",
        "AU  - Okoro, Chidi",
        "AU  - Turning Point",
        "PY  - 2016",
        "SP  - 134",
        "EP  - 147",
        "DO  - 10.1000/hsc_1",
        "AB  - First.",
        "  TY - not a tag",
        "KW  - choice",
        "KW  - Depression, Chemical",
        "PB  - Mind",
        "ID  - okoro2016",
        (
            'N1  - REVIEW-DECISIONS: [{"stage": "title-abstract", "reviewer": "Ann", "decision": "include"}, '
            '{"stage": "theory-map", "reviewer": "Ann", "decision": "exclude", "reasons": ["E9"], "note": "thin"}]'
        ),
        'N1  - REVIEW-CODES: ["T1"]',
        'N1  - REVIEW-SOURCE-TYPE: "voluntary"',
        "ER  - ",
        "",
        "",
    ]


def test_bibtex() -> None:
    text = write_references([REFERENCE, REFERENCE], "bibtex").decode()
    assert text.startswith(
        "@techreport{okoro2016,\n"
        "  author = {Okoro, Chidi and {Turning Point}},\n"
        r"  title = {Shaping \{local\} markets \& 50\% more}," + "\n"
        "  year = {2016},\n"
        "  pages = {134--147},\n"
        "  institution = {Mind},\n"
        "  doi = {10.1000/hsc_1},\n"
    )
    assert '  review-codes = {["T1"]},\n' in text
    assert "@techreport{okoro2016x,\n" in text


def test_csl_json() -> None:
    [item] = json.loads(write_references([REFERENCE], "csl-json"))
    assert item["type"] == "report"
    assert item["author"] == [{"family": "Okoro", "given": "Chidi"}, {"literal": "Turning Point"}]
    assert item["issued"] == {"date-parts": [[2016]]}
    assert item["custom"]["review-codes"] == ["T1"]
    assert "editor" not in item


def rows_of(name: str, *references: Reference) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write_references(references, name).decode())))


def test_asreview_has_one_label_for_what_the_last_stage_came_to() -> None:
    included = [row["included"] for row in rows_of("asreview", REFERENCE, Reference(title="Two"))]
    assert included == ["0", ""]


def test_asreview_has_no_label_where_reviewers_disagree() -> None:
    disagreeing = (
        ReferenceDecision(DecisionKind.INCLUDE, "theory-map", "Ann"),
        ReferenceDecision(DecisionKind.EXCLUDE, "theory-map", "Ben"),
    )
    [row] = rows_of("asreview", Reference(title="One", decisions=disagreeing))
    assert row["included"] == ""


def test_rayyan_finds_authors_and_the_number_of_pubmed_under_its_own_names() -> None:
    [row] = rows_of("rayyan", replace(REFERENCE, pmid="123"))
    assert (row["authors"], row["pubmed_id"]) == ("Okoro, Chidi; {Turning Point}", "123")


def test_rayyan_finds_decisions_where_it_writes_them() -> None:
    [row] = rows_of("rayyan", REFERENCE)
    assert row["notes"].startswith(
        'RAYYAN-INCLUSION: {"Ann"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: E9 | REVIEW-'
    )


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("rayyan", '"Ann"=>"Excluded"', '"Ann"=>"Included", "Ben"=>"Maybe"'), ("asreview", ",0,", ",1,")],
)
def test_what_was_changed_elsewhere_comes_back_beside_what_was_written(
    name: str, before: str, after: str, tmp_path: Path
) -> None:
    written = replace(REFERENCE, decisions=REFERENCE.decisions[1:])
    text = write_references([written], name).decode()
    changed = text.replace(before.replace('"', '""'), after.replace('"', '""'))
    assert changed != text
    path = tmp_path / "changed.csv"
    path.write_text(changed)
    [back] = whole_file(path).references
    assert back.decisions[:1] == written.decisions
    assert back.decisions[1].decision is DecisionKind.INCLUDE


@pytest.mark.parametrize("name", ["asreview", "rayyan"])
def test_no_cell_is_a_formula(name: str) -> None:
    [row] = rows_of(
        name, Reference(title="=HYPERLINK(1)", abstract=" +1", other={"@x": ("-1",)}, source_format="csv")
    )
    assert (row["title"], row["abstract"]) == ("'=HYPERLINK(1)", "'+1")
    assert row["'@x"] == "'-1"


@pytest.mark.parametrize("name", REFERENCE_FORMATS)
def test_no_references(name: str) -> None:
    assert isinstance(write_references([], name), bytes)


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(ReviewError, match="Unknown format 'word'"):
        write_references([], "word")


def test_what_is_in_a_journal_is_an_article_if_no_type_is_given() -> None:
    in_journal = Reference(title="A", container="Vet J")
    assert written_kind(replace(in_journal, issn=("1090-0233",))) == "article-journal"
    assert written_kind(replace(in_journal, issue="2")) == "article-journal"
    assert written_kind(in_journal) == ""
    assert written_kind(replace(in_journal, issn=("1090-0233",), kind="chapter")) == "chapter"
