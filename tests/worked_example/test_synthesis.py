"""The worked example's configurations and verdicts, and the tables that name them."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from tests.worked_example.history import Example, table
from tests.worked_example.synthesis import (
    ADVISED,
    CAVEAT,
    GAP,
    MEMO,
    PASSAGES,
    STRANGERS,
    UNNAMED,
    shown,
)


def test_each_fragment_is_cited_by_its_source_and_the_page_that_is_printed(synthesis: Example) -> None:
    found = [
        (cmoc, element["role"], fragment["citation"], fragment["quote"], fragment["page_label"])
        for cmoc in (ADVISED, UNNAMED, STRANGERS)
        for element in shown(synthesis, cmoc)["elements"]
        for fragment in element["fragments"]
    ]
    assert sorted(found) == sorted(passage[:5] for passage in PASSAGES)


def test_a_statement_is_composed_of_two_sources_and_what_was_reasoned(synthesis: Example) -> None:
    one = shown(synthesis, ADVISED)
    assert one["statement"] == (
        "If people hold a direct payment, and somebody who sells nothing advises them, then they choose support that fits,"
        " because they can weigh what there is."
    )
    assert (one["sources"], one["complete"], one["status"]) == (2, True, "kept")
    (reasoned,) = (element for element in one["elements"] if element["retroduced"])
    assert (reasoned["role"], reasoned["memo"], reasoned["fragments"]) == ("reasoning", MEMO, [])


def test_evidence_against_stays_beside_what_shows_the_outcome(synthesis: Example) -> None:
    (outcome,) = (element for element in shown(synthesis, ADVISED)["elements"] if element["role"] == "outcome")  # fmt: skip
    assert [(one["relation"], one["status"]) for one in outcome["fragments"]] == [
        ("shows", None),
        ("qualifies", None),
        ("against", "measured"),
    ]


def test_pairs_lead_to_one_another(synthesis: Example) -> None:
    first, second = shown(synthesis, UNNAMED), shown(synthesis, STRANGERS)
    assert not first["complete"]
    assert [(link["label"], link["kind"]) for link in first["links"]] == [(STRANGERS, "leads-to")]
    assert [(link["label"], link["kind"]) for link in second["linked_from"]] == [(UNNAMED, "leads-to")]


def test_a_reworded_theory_asks_to_look_at_its_configuration_again(synthesis: Example) -> None:
    synthesis.terminal.json("theory", "refine", "T6", "--proposition", "People choose.", "--reason", "shorter")  # fmt: skip
    assert shown(synthesis, ADVISED)["reworded"] == ["T6"]
    assert shown(synthesis, UNNAMED)["reworded"] == []


def test_all_is_undone_and_redone(synthesis: Example) -> None:
    before = synthesis.terminal.json("cmoc", "list")
    deeds = 3 + len(PASSAGES) + 3 + 3
    for _ in range(deeds):
        synthesis.terminal.json("undo")
    assert synthesis.terminal.json("cmoc", "list")["cmocs"] == []
    for _ in range(deeds):
        synthesis.terminal.json("redo")
    assert synthesis.terminal.json("cmoc", "list") == before


def test_two_theories_were_not_explored_and_one_rival_is_partially_supported(synthesis: Example) -> None:
    found = {
        row["code"]: (row["verdict"], row["caveat"], row["gap"]) for row in table(synthesis, "synthesis")
    }
    assert found["T2"] == found["T5"] == ("not-explored", "", "")
    assert found["RA"] == ("partially-supported", CAVEAT, GAP)
    assert found["RB"] == ("", "", "")
    assert {row["verdict_version"] for row in table(synthesis, "synthesis") if row["verdict"]} == {"4"}


def test_the_synthesis_counts_sources_that_may_both_support_and_challenge(synthesis: Example) -> None:
    rows = {row["code"]: row for row in table(synthesis, "synthesis")}
    counted = ("sources", "supports", "challenges", "refines", "extends", "bears_on", "codings")
    assert [rows["T1"][column] for column in counted] == ["2", "1", "2", "1", "0", "1", "5"]
    assert [rows["RA"][column] for column in counted] == ["1", "1", "0", "0", "0", "0", "1"]


def test_the_gaps_name_what_was_not_explored_what_is_missing_and_what_has_no_verdict(
    synthesis: Example,
) -> None:
    rows = table(synthesis, "gaps")
    named = {row["code"]: row["detail"] for row in rows if row["kind"] == "named"}
    assert named == {"RA": GAP}
    left = {row["code"]: row["detail"] for row in rows if row["kind"] == "unfinished"}
    assert left["T2"] == left["T5"] == "Not explored: 1 included source is coded to it"
    assert left["RB"] == "No verdict: 1 included source is coded to it"


def test_each_fragment_has_a_row_and_what_was_reasoned_its_memo(synthesis: Example) -> None:
    rows = table(synthesis, "cmoc-sources")
    fragments = [
        (row["label"], row["role"], row["citation"], row["quotation"]) for row in rows if row["quotation"]
    ]
    assert sorted(fragments) == sorted(
        (cmoc, role, f"({source}, p. {page})", quote) for cmoc, role, source, quote, page, _ in PASSAGES
    )
    (reasoned,) = (row for row in rows if row["relation"] == "retroduced")
    assert [reasoned[column] for column in ("label", "role", "citation", "quotation", "memo")] == [
        ADVISED,
        "reasoning",
        "",
        "",
        MEMO,
    ]
    relations = [row["relation"] for row in rows if row["label"] == ADVISED and row["role"] == "outcome"]
    assert sorted(relations) == ["against", "qualifies", "shows"]


def test_the_tables_can_be_read_back_as_word_and_excel_files(synthesis: Example) -> None:
    written = synthesis.terminal.json("export", "cmoc-sources", "gaps", "--format", "docx", "--format", "xlsx")  # fmt: skip
    files = {Path(file).name: file for file in written["files"]}
    (printed,) = Document(files["cmoc-sources.docx"]).tables
    assert len(printed.rows) == 1 + len(PASSAGES) + 1
    assert "(Kelling, 2015, p.\N{NO-BREAK SPACE}353)" in {cell.text for cell in printed.columns[3].cells}
    listed = load_workbook(files["gaps.xlsx"]).worksheets[1].iter_rows(min_row=2, values_only=True)
    assert ("RA", "named", GAP) in {(row[0], row[2], row[3]) for row in listed}


def test_a_verdict_says_what_changed_since(synthesis: Example) -> None:
    say = synthesis.terminal.json
    say("theory", "refine", "RA", "--proposition", "Small councils cannot shape it.", "--reason", "narrower")
    example_row = {row["code"]: row for row in table(synthesis, "synthesis")}["RA"]
    assert "reworded (v4 → v5)" in example_row["changed_since"]
    assert example_row["verdict"] == "partially-supported"
