"""``prisma``: the table of the R package with the numbers of the flow, and the note on what it cannot say."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.searches.flow import Box, Stated
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLine,
    SearchProblem,
    SearchResult,
    SearchSource,
)
from review.export import EXPORTS, ExportMaterial, TextPreview
from review.export.prisma.boxes import PARKED, prisma_flow
from review.export.prisma.reasons import listed, written
from review.export.prisma.template import filled, names
from review.synthesis.flow import FlowMaterial, flow
from review.synthesis.identified import Arrival
from review.synthesis.places import Candidate
from review.synthesis.streams import streams
from review.theory_map.values import from_plain
from tests.export.prisma.r_package import drawn, read, reasons, stops_before_1_1_3
from tests.export.reviews import SMALL, THEORY_MAP, material
from tests.synthesis.test_flow import LAST, STAGES, candidate

TEMPLATE = Path(__file__).parents[3] / "../shared/data/prisma/PRISMA.csv"
PRISMA = EXPORTS["prisma"]
MAP = from_plain(
    THEORY_MAP.to_plain()
    | {
        "criteria": {
            "exclude": {
                "E1": {"text": 'Not about care, or "care"; 1,000 things', "stage": LAST},
                "E2": {"text": "=Too thin", "stage": LAST},
            }
        }
    }
)


def a_search(name: str, kind: SearchKind, *found: tuple[str, int | None], **more: object) -> Search:
    lines = tuple(
        SearchLine(str(place), "words", (SearchResult(n, source),))
        for place, (source, n) in enumerate(found, 1)
    )
    sources = tuple(SearchSource(source) for source in dict.fromkeys(source for source, _ in found) if source)
    return Search(name, "component", kind, sources=sources, lines=lines, **more)  # type: ignore[arg-type]


DATABASES = a_search("S1", SearchKind.DATABASE, ("HMIC", 4), ("Medline", 3))
ORGANISATION = a_search("S2", SearchKind.ORGANISATION, ("Mind", 2))
HAND_OVER = a_search("S3", SearchKind.HAND_OVER, total_stated=2)


def a_review(found_by: dict[str, str], *candidates: Candidate, **more: object) -> ExportMaterial:
    """A review of records that are named by digits; `found_by` has those of each search."""
    arrivals = [Arrival(record, "file.ris", search) for search, those in found_by.items() for record in those]
    known = {str(place): one for place, one in enumerate(candidates)}
    included = sum(one.outcomes[LAST] == "include" for one in candidates)
    given = FlowMaterial(STAGES, arrivals, known, included, **more)  # type: ignore[arg-type]
    return replace(
        SMALL,
        theory_map=MAP,
        flow=lambda: flow(given),
        streams=lambda: streams(given),
        searches=lambda: given.searches,
    )


def excluded(criterion: str) -> Candidate:
    return candidate("include", "exclude", criteria={LAST: criterion})


LEFT = (candidate("exclude"), excluded("E1"), excluded("E1"), excluded("E2"), candidate("include", "include"))
RIGHT = (candidate("include", "include"), candidate("include", "park"), candidate("exclude"))
BOTH = a_review(
    {"S1": "01234" + "04", "S2": "56", "S3": "57"},
    *LEFT,
    *RIGHT,
    searches=(DATABASES, ORGANISATION, HAND_OVER),
)


def cells(review: ExportMaterial) -> dict[str, str]:
    return {row: cell for row, cell in prisma_flow(review).numbers.items() if cell}


def write(review: ExportMaterial, folder: Path) -> tuple[Path, str]:
    table, note = PRISMA.write(review, folder)
    return table, note.read_text("utf-8")


# --- the table ---------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the package's template is not on this machine")
def test_all_but_n_is_the_template_byte_for_byte(tmp_path: Path) -> None:
    def without_n(content: bytes) -> list[bytes]:
        lines = content.split(b"\r\n")
        rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        ends = [
            b",n",
            *(f',"{row["n"]}"'.encode() if "," in row["n"] else f",{row['n']}".encode() for row in rows),
        ]
        assert all(line.endswith(end) for line, end in zip(lines, ends, strict=True))
        return [line.removesuffix(end) for line, end in zip(lines, ends, strict=True)]

    table, _ = write(BOTH, tmp_path)
    assert without_n(table.read_bytes()) == without_n(TEMPLATE.read_bytes())


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the package's template is not on this machine")
def test_filled_with_its_own_numbers_the_template_is_itself() -> None:
    rows = csv.DictReader(io.StringIO(TEMPLATE.read_text("utf-8"), newline=""))
    assert filled({row["data"]: row["n"] for row in rows}) == TEMPLATE.read_bytes()


def test_it_has_the_rows_of_the_package_in_crlf_without_a_byte_order_mark(tmp_path: Path) -> None:
    content = write(BOTH, tmp_path)[0].read_bytes()
    assert content.startswith(b"data,node,box,description,boxtext,tooltips,url,n\r\nNA,node4,prevstud,")
    assert content.count(b"\r\n") == 34
    assert content.decode().isascii() is False  # the dash of a reason
    assert set(read(tmp_path / "prisma.csv")) == set(names())


def test_every_box_has_the_number_of_the_flow_by_column(tmp_path: Path) -> None:
    boxes = drawn(write(BOTH, tmp_path)[0], detail_databases=True).boxes
    assert boxes["4"] == (
        "Records identified from:\nDatabases (n = 7):\nHMIC (n = 4)\nMedline (n = 3)\nRegisters (n = 0)"
    )
    assert [boxes[node] for node in ("5", "6", "7", "8", "9", "10")] == [
        "2",
        "(n = 5)",
        "(n = 1)",
        "(n = 4)",
        "(n = 0)",
        "(n = 4)",
    ]
    assert boxes["11"] == ":\nNot about care – or ”care” – 1000 things (n = 2)\nToo thin (n = 1)"
    assert boxes["12"] == "(n = 2)(n = 2)"
    assert boxes["14"] == "\nOrganisations (n = 2)\nCitation searching (n = 0)"
    assert [boxes[node] for node in ("15", "16", "17")] == ["(n = 2)", "(n = 0)", "(n = 2)"]
    assert boxes["18"] == f":\n{PARKED} (n = 1)\nOther (n = 0)"


def test_the_columns_add_up_to_the_flow() -> None:
    of = prisma_flow(BOTH)
    for box in (
        Box.DUPLICATES,
        Box.SCREENED,
        Box.POTENTIAL,
        Box.ASSESSED,
        Box.EXCLUDED_ASSESSMENT,
        Box.PARKED,
    ):
        assert (of.left(box).n or 0) + (of.right(box).n or 0) == of.flow.boxes[box].n


def test_where_the_columns_cannot_be_told_apart_all_numbers_are_those_of_the_flow_in_the_left_one(
    tmp_path: Path,
) -> None:
    review = a_review({"S2": "01"}, *LEFT, searches=(DATABASES, ORGANISATION))
    table, note = write(review, tmp_path)
    boxes = drawn(table).boxes
    assert (boxes["6"], boxes["8"], boxes["15"], boxes["17"]) == (
        "(n = 5)",
        "(n = 4)",
        "(n = NA)",
        "(n = NA)",
    )
    assert "because 3 records with a decision are tied to no search" in " ".join(note.split())


def test_a_column_without_searches_is_left_out(tmp_path: Path) -> None:
    review = a_review({"S1": "01234"}, *LEFT, searches=(DATABASES,))
    boxes = drawn(write(review, tmp_path)[0]).boxes
    assert "14" not in boxes
    assert (boxes["6"], boxes["8"]) == ("(n = 5)", "(n = 4)")


def test_without_a_logged_search_nothing_is_identified_and_what_came_is_said(tmp_path: Path) -> None:
    table, note = write(a_review({"": "01234"}, *LEFT), tmp_path)
    found = read(table)
    assert {row for row in found if row.endswith("_results") and found[row]} == set()
    assert found["records_screened"] == "5"
    assert "no search is logged" in note
    assert "Other sources: 5 records came in" in note


# --- what is not reported ----------------------------------------------------------------------------------------------------


def test_what_is_not_reported_is_blank_and_a_zero_is_a_zero(tmp_path: Path) -> None:
    said = {
        Box.SCREENED: Stated(None, "no number is given."),
        Box.EXCLUDED_ASSESSMENT: Stated(None, "not given"),
    }
    unknown = a_search("S1", SearchKind.DATABASE, ("HMIC", 4), ("Medline", None))
    table, note = write(a_review({"S1": "01234"}, *LEFT, searches=(unknown,), stated=said), tmp_path)
    found = read(table)
    assert (found["database_results"], found["records_screened"], found["dbr_excluded"]) == ("", "", "")
    assert (found["dbr_notretrieved_reports"], found["register_results"]) == ("0", "0")
    assert found["database_specific_results"] == "HMIC, 4"
    assert not any(
        found[row] for row in ("website_results", "excluded_automatic", "total_studies", "previous_studies")
    )
    told = " ".join(note.split())
    assert "Databases (database_results): a number is missing (Medline); 4 in what is reported." in told
    assert "Records screened (records_screened): no number is given." in told
    assert "“(n = NA)” for records_screened, dbr_excluded:" in told
    assert "detail_databases = FALSE" in told


def test_a_column_of_numbers_alone_has_a_text_where_nothing_reads_it(tmp_path: Path) -> None:
    said = {Box.EXCLUDED_ASSESSMENT: Stated(None, "not given")}
    search = a_search("S1", SearchKind.DATABASE, ("", 7))
    table, note = write(a_review({"S1": "01234"}, *LEFT, searches=(search,), stated=said), tmp_path)
    assert table.read_text("utf-8").splitlines()[1].endswith(",prevstud.html,n/a")
    assert not stops_before_1_1_3(read(table)["dbr_excluded"])
    assert "n/a" in note


def test_a_stated_number_without_reasons_is_listed_as_such() -> None:
    said = {Box.EXCLUDED_ASSESSMENT: Stated(33, "on paper"), Box.INCLUDED: Stated(37, "on paper")}
    found = cells(a_review({"S1": "01234"}, *LEFT, searches=(DATABASES,), stated=said))
    assert found["dbr_excluded"] == "No reason reported, 33; Other, 0"
    assert found["new_reports"] == "37"
    assert "new_studies" not in found


# --- reasons -----------------------------------------------------------------------------------------------------------------


def test_a_single_reason_gets_another_beside_it_and_none_is_a_zero() -> None:
    one = a_review({"S1": "0"}, excluded("E2"), searches=(DATABASES,))
    none = a_review({"S1": "0"}, candidate("include", "include"), searches=(DATABASES,))
    assert cells(one)["dbr_excluded"] == "Too thin, 1; Other, 0"
    assert cells(none)["dbr_excluded"] == "None, 0; Other, 0"


def test_reasons_that_become_alike_stay_apart() -> None:
    found = listed([("a, b", 1), ("a; b", 2)], fills=True)
    assert found.cell == "a – b, 1; a – b (2), 2"
    assert found.changed == {"a, b": "a – b", "a; b": "a – b (2)"}


texts = st.text(max_size=30)


@given(st.lists(st.tuples(texts, st.integers(0, 10**6)), min_size=1, max_size=4))
def test_the_package_takes_every_list_apart_as_it_was_meant(parts: list[tuple[str, int]]) -> None:
    found = listed(parts, fills=True)
    read_back = reasons(found.cell)
    assert [n for _, n in read_back][: len(parts)] == [n for _, n in parts]
    assert not stops_before_1_1_3(found.cell)
    assert all(not set(text) & set("\"'\\;,\n") for text, _ in read_back)
    assert found.cell[0] not in "=+-@"


def test_a_reason_stays_readable() -> None:
    assert (
        written("Doesn't bear on care; or: 1,000 “others”, thin")
        == "Doesn’t bear on care – or: 1000 “others” – thin"
    )


# --- the note ----------------------------------------------------------------------------------------------------------------


def test_the_note_has_every_contradiction_and_what_has_no_box(tmp_path: Path) -> None:
    rows = a_search("S2", SearchKind.ORGANISATION, ("Mind", 22), total_stated=23)
    review = a_review(
        {"S1": "01234", "S2": "56", "S3": "7"},
        *LEFT,
        *RIGHT,
        searches=(DATABASES, rows, HAND_OVER),
        problems={"S1": [SearchProblem("2", "total", 5, 3)]},
    )
    note = " ".join(write(review, tmp_path)[1].split())
    assert "Organisations: stated = computed: 23 against 22, 1 apart." in note
    assert "S1, line 2: total: 5 against 3, 2 apart." in note
    assert "Other sources (hand-over, experts, chance): 2 (S3 2)." in note
    assert 'rows$n[rows$data == "website_results"] <- "2"' in note
    assert "Reports parked: 1, among the reasons" in note
    assert "Of what only other methods found: records screened 3, records excluded 1;" in note


def test_it_is_the_same_file_twice(tmp_path: Path) -> None:
    one, other = (
        tuple(path.read_bytes() for path in PRISMA.write(BOTH, tmp_path / name)) for name in ("a", "b")
    )
    assert one == other


def test_the_screen_shows_the_table_and_the_note() -> None:
    shown = PRISMA.preview(BOTH, 60)
    assert isinstance(shown, TextPreview)
    assert "Records screened (databases and registers): 5" in shown.text
    assert "How the two columns were split" in shown.text
    assert max(map(len, shown.text.splitlines())) <= 60
    assert PRISMA.preview(material(), 60) == TextPreview(PRISMA.title, "")
