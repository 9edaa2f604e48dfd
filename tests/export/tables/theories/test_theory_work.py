"""``synthesis``, ``rivals``, ``gaps``, ``cmocs``, ``cmoc-sources``, ``appraisal`` and ``characteristics``."""

import csv
import io
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from msgspec import structs
from openpyxl import load_workbook

from review.domain.theories.configuration import Rewording
from review.export import TABLES, ExportTable
from review.export.formats import csv as as_csv
from review.export.formats import docx as as_docx
from review.export.formats import markdown
from review.export.formats import xlsx as as_xlsx
from review.export.formats.text import legible
from review.export.words import LOCATES
from tests.export.figures.sheets import FIGURES
from tests.export.hostile import HOSTILE
from tests.export.reviews import LAST, SMALL, material, record
from tests.export.theory_work import C1, MAP, REVIEW, appraisal

COUNTING = ("synthesis", "rivals", "gaps", "cmocs", "cmoc-sources", "appraisal", "characteristics")


def rows(name: str, review=REVIEW) -> list[dict[str, object]]:
    """The rows of a table by its columns' keys."""
    table = TABLES[name].build(review)
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def keys(name: str) -> list[str]:
    return [column.key for column in TABLES[name].build(REVIEW).columns]


LEVELS = ["relevance", "richness", "rigour"]


def test_the_columns_that_other_programs_rely_on_come_first_in_their_order():
    types = ["empirical", "policy", "statutory", "voluntary"]
    stances = ["supports", "challenges", "refines", "extends", "bears_on"]
    expected = {
        "synthesis": ["code", "name", "sources", "per_cent", "cited_under", *stances, *types, "to_recheck", "verdict", "caveat", "gap"],
        "rivals": ["theory", "rival", "citation", "quotation", "stance_theory", "stance_rival"],
        "cmocs": ["label", "theories", "context", "resource", "reasoning", "outcome", "statement", "retroduced", "sources", "against", "status"],
        "cmoc-sources": ["label", "role", "wording", "citation", "quotation", "relation", "status", *LEVELS],
        "appraisal": ["citation", "for", *LEVELS, "because", "reviewer"],
        "characteristics": ["citation", "title", "design", "population", "setting", "country", "source_type", "theories", "cmocs", *LEVELS],
        "gaps": ["code", "name", "kind", "detail"],
    }  # fmt: skip
    assert {name: keys(name)[: len(columns)] for name, columns in expected.items()} == expected


@pytest.mark.parametrize("name", COUNTING)
def test_every_note_says_that_counts_locate_evidence(name):
    table = TABLES[name].build(REVIEW)
    assert LOCATES in table.caption
    assert LOCATES in table.printed().note


def test_one_source_that_supports_and_challenges_counts_under_both():
    first = rows("synthesis")[0]
    assert (first["code"], first["sources"], first["per_cent"], first["codings"]) == (
        "T1",
        2,
        Decimal("100.0"),
        3,
    )
    assert (first["supports"], first["challenges"], first["extends"]) == (2, 1, 0)
    assert (first["empirical"], first["voluntary"], first["cited_under"]) == (1, 1, None)
    assert (first["verdict"], first["caveat"], first["gap"]) == (
        "partially-supported",
        "mostly towns",
        "specialist provision",
    )
    assert (first["verdict_version"], first["changed_since"]) == (2, "theory reworded (v2 → v3)")
    assert [row["verdict"] for row in rows("synthesis")] == ["partially-supported", "not-explored", None]


def test_each_number_of_the_synthesis_is_counted_from_the_rows_of_the_evidence():
    for review in (REVIEW, SMALL):
        evidence = [
            row
            for row in rows("evidence", review)
            if row["role"] == "evidence" and row["outcome"] == "include"
        ]
        for row in rows("synthesis", review):
            under = [one for one in evidence if one["theory"] == row["code"]]
            assert row["sources"] == len({one["record"] for one in under})
            for stance in ("supports", "challenges", "refines", "extends", "bears-on"):
                holding = {one["record"] for one in under if one["stance"] == stance}
                assert row[stance.replace("-", "_")] == len(holding)
            types = Counter(kind for _, kind in {(one["record"], one["source_type"]) for one in under})
            assert all(row[kind] == types[kind] for kind in ("empirical", "policy", "statutory", "voluntary"))
            assert row["codings"] == len({(one["record"], one["start"], one["end"]) for one in under})


def test_works_cited_under_a_theory_are_beside_those_coded_to_it():
    cited = replace(REVIEW, cited_under=lambda: {"T1": frozenset("abc"), "RA": frozenset("a")})
    assert [row["cited_under"] for row in rows("synthesis", cited)] == [3, 0, 1]
    printed = TABLES["synthesis"].build(cited).printed()
    assert [column.heading for column in printed.columns][:4] == [
        "Theory or rival framing",
        "Documents",
        "% of N",
        "Cited under",
    ]
    assert "whatever they are coded to" in printed.note
    assert "Cited under" not in [
        column.heading for column in TABLES["synthesis"].build(REVIEW).printed().columns
    ]


def test_a_verdict_in_print_says_what_changed_since():
    printed = TABLES["synthesis"].build(REVIEW).printed()
    verdicts = [
        dict(zip([c.key for c in printed.columns], row, strict=True)).get("verdict") for row in printed.rows
    ]
    assert verdicts == ["Partially supported (theory reworded (v2 → v3))", "Not explored", None]


def test_a_passage_on_a_theory_and_its_rival_has_both_stances():
    (row,) = rows("rivals")
    assert (row["theory"], row["rival"], row["citation"]) == ("T1", "RA", "(Rahman, 2016, p. 347)")
    assert (row["stance_theory"], row["stance_rival"], row["quotation"]) == (
        "supports",
        "challenges",
        "a quotation.",
    )
    assert TABLES["rivals"].build(REVIEW).printed().rows[0][2] == "RA Councils can't shape the market"


def test_gaps_are_in_words():
    said = [(row["code"], row["kind"], row["detail"], row["verdict"]) for row in rows("gaps")]
    assert said == [
        (None, "source-type-missing", "No included source of these types: Policy analysis journal article or report, Statutory-sector report", None),
        (None, "population-missing", "No included source about: older people; the population of 1 source is not set", None),
        ("T1", "few-sources", "2 included sources are coded to it (1 passage in records that are not included)", "partially-supported"),
        ("T1", "named", "specialist provision", "partially-supported"),
        ("T2", "no-evidence", "Not explored: no included source is coded to it", "not-explored"),
        ("RA", "few-sources", "1 included source is coded to it", None),
        ("RA", "unfinished", "No verdict: 1 included source is coded to it", None),
    ]  # fmt: skip
    printed = [row[:3] for row in TABLES["gaps"].build(REVIEW).printed().rows if row[0] != "Whole review"]
    assert [kind for _, kind, _ in printed] == ["Few sources", "Named", "No evidence", "Few sources"]
    table = TABLES["gaps"].build(REVIEW)
    assert table.caption.startswith("6 gaps in the evidence")
    assert "unfinished: no verdict (RA Councils can't shape the market)." in table.printed().note


def test_the_note_on_gaps_states_the_thresholds():
    note = TABLES["gaps"].build(REVIEW).printed().note
    assert "fewer than 3 are" in note
    assert "at least 3 support or challenge it" in note


def test_configurations_with_their_elements_and_sources():
    first, second = rows("cmocs")
    assert (first["label"], first["theories"]) == ("C1", "T1.a=supports; RA=challenges")
    assert (first["context"], first["resource"]) == ("no adviser is at hand", None)
    assert (
        first["statement"]
        == "If no adviser is at hand, then they take the first vacancy, because nobody told them to wait."
    )
    assert (first["retroduced"], first["sources"], first["against"], first["not_included"]) == (
        "reasoning",
        3,
        1,
        1,
    )
    assert (second["statement"], second["sources"], second["not_included"]) == ("So it is.", 1, 1)


def test_the_sources_of_a_configuration_are_counted_from_the_rows_of_its_passages():
    for row in rows("cmocs"):
        parts = [one for one in rows("cmoc-sources") if one["label"] == row["label"] and one["citation"]]
        cited = {str(one["citation"]).partition(", p")[0] for one in parts}
        against = {str(one["citation"]).partition(", p")[0] for one in parts if one["relation"] == "against"}
        outside = {str(one["citation"]).partition(", p")[0] for one in parts if one["not_included"]}
        assert (row["sources"], row["against"], row["not_included"]) == (
            len(cited),
            len(against),
            len(outside),
        )


def test_print_leaves_out_configurations_of_other_sources_and_says_so():
    printed = TABLES["cmocs"].build(REVIEW).printed()
    assert [row[0] for row in printed.rows] == ["C1"]
    assert printed.rows[0][-3:] == (2, 1, "kept")
    assert (
        "1 configuration with passages of documents that are not included only is left out." in printed.note
    )
    assert "statement" not in [column.key for column in printed.columns], (
        "the composed one repeats the elements"
    )


def test_print_quotes_what_nobody_worded_and_data_have_the_words_alone():
    first, *rest = C1.elements
    quoted = structs.replace(first, wording=C1.fragments[0].quote, fragments=(C1.fragments[0],))
    review = replace(REVIEW, configurations=lambda: (structs.replace(C1, elements=(quoted, *rest)),))
    words = C1.fragments[0].quote
    assert rows("cmocs", review)[0][first.role] == words
    assert f"“{words}”" in TABLES["cmocs"].build(review).printed().rows[0]
    elements = [row[1] for row in TABLES["cmoc-sources"].build(review).printed().rows]
    assert f"Context: “{words}”" in elements
    assert f"If “{words}”" in FIGURES["figure-cmoc"].make(review).alternative


def test_a_theory_that_was_reworded_since_is_marked_beside_the_configuration():
    reworded = structs.replace(C1, rewordings=(Rewording("T1.a", 1, 2),))
    review = replace(REVIEW, configurations=lambda: (reworded,))
    (row,) = rows("cmocs", review)
    assert row["to_recheck"] == "T1.a"
    printed = TABLES["cmocs"].build(review).printed()
    assert printed.rows[0][1] == "T1.a (supports; to look at again, changed since)\nRA (challenges)"


def test_the_roles_of_the_map_are_columns_before_the_last():
    roles = (*MAP.configuration_roles, structs.replace(MAP.configuration_roles[0], id="actor", name="Actor"))
    actor = structs.replace(C1.elements[0], role="actor", wording="advisers")
    review = material(
        theory_map=structs.replace(MAP, configuration_roles=roles),
        records=tuple(record(one) for one in ("r1", "r2")),
        configurations=(structs.replace(C1, elements=(actor, actor)),),
    )
    (row,) = rows("cmocs", review)
    assert list(row)[-3:] == ["actor", "not_included", "to_recheck"]
    assert row["actor"] == "advisers\nadvisers"


def test_one_row_per_fragment_and_per_retroduced_element():
    of_first = [row for row in rows("cmoc-sources") if row["label"] == "C1"]
    assert [(row["role"], row["citation"], row["relation"]) for row in of_first] == [
        ("context", "(Mind, 2016, p. 12)", "against"),
        ("context", "(Rahman, 2016, pp. 41–42)", "shows"),
        ("outcome", "(Okoro, 2016, p. 41)", "qualifies"),
        ("reasoning", None, "retroduced"),
    ]
    assert [row["memo"] for row in of_first] == [None, None, None, "What must be true? Haste."]
    assert [row["not_included"] for row in of_first] == [None, None, "yes", None]
    assert [row["status"] for row in of_first] == ["reported", None, None, None]


def test_the_levels_of_a_fragment_are_the_most_specific():
    mind, rahman, okoro, retroduced = (row for row in rows("cmoc-sources") if row["label"] == "C1")
    assert [mind[level] for level in LEVELS] == [None, None, "high"], (
        "for the configuration, before the theory"
    )
    assert [rahman[level] for level in LEVELS] == ["moderate", None, "low; high"], "reviewers by name"
    assert [okoro[level] for level in LEVELS] == [None, "not-assessed", None]
    assert [retroduced[level] for level in LEVELS] == [None, None, None]


def test_in_print_a_retroduced_element_has_its_memo():
    printed = TABLES["cmoc-sources"].build(REVIEW).printed()
    assert printed.rows[-1][:4] == (
        "C1",
        "Reasoning: nobody told them to wait",
        "What must be true? Haste.",
        None,
    )
    assert "2 passages of documents that are not included are left out." in printed.note


def test_elements_without_a_passage_or_memo_are_counted_in_the_note():
    bare = structs.replace(C1.elements[0], fragments=())
    table = TABLES["cmoc-sources"].build(material(configurations=(structs.replace(C1, elements=(bare,)),)))
    assert not table.rows
    assert "1 element has no row, having neither a memo nor a passage that is counted." in table.caption


def test_a_passage_that_the_present_text_does_not_have_is_marked():
    lost = structs.replace(C1.elements[0].fragments[1], is_lost=True)
    found = structs.replace(C1, elements=(structs.replace(C1.elements[0], fragments=(lost,)),))
    review = material(records=(record("r1"),), outcomes={("r1", LAST): "include"}, configurations=(found,))
    table = TABLES["cmoc-sources"].build(review)
    assert table.rows[0][3] == "(Rahman, 2016, pp. 41–42)"
    assert table.printed().rows[0][3] == "(Rahman, 2016, pp.\u00a041–42) ‡"
    assert "1 passage (‡ in print) is not in the present text of the document." in table.printed().note
    assert "‡" not in TABLES["cmoc-sources"].build(REVIEW).printed().note


def test_appraisals_of_two_reviewers_are_rows_of_their_own():
    every = rows("appraisal")
    assert [(row["citation"], row["for"], row["reviewer"]) for row in every] == [
        ("Mind, 2016", "T1", "Ada"),
        ("Mind, 2016", "C1", "Ada"),
        ("Okoro, 2016", None, "Ada"),
        ("Rahman, 2016", None, "Ada"),
        ("Rahman, 2016", None, "Ben"),
        ("Rahman, 2016", "C1", "Ada"),
    ]
    assert [every[3][level] for level in LEVELS] == ["high", None, "low"]
    assert [row["not_included"] for row in every] == [None, None, "yes", None, None, None]
    assert "1 appraisal of other documents left out." in TABLES["appraisal"].build(REVIEW).printed().note


def test_the_characteristics_of_every_included_record():
    mind, rahman = rows("characteristics")
    assert (rahman["design"], rahman["population"], rahman["market"]) == ("survey; case study", None, "open")
    assert (mind["title"], mind["population"]) == ("Whose choice?", "women"), (
        "the record's, else of its passages"
    )
    assert (rahman["theories"], rahman["cmocs"], mind["cmocs"]) == ("T1; RA", "C1", "C1")
    assert [rahman[level] for level in LEVELS] == ["high", None, "low; high"]
    assert [mind[level] for level in LEVELS] == [None, None, "T1: low; C1: high"], "none for the review"


def test_the_numbers_of_the_characteristics_are_those_of_the_other_tables():
    coded = {
        row["record"] for row in rows("evidence") if row["outcome"] == "include" and row["theory"] == "T1"
    }
    assert {
        row["record"] for row in rows("characteristics") if "T1" in str(row["theories"]).split("; ")
    } == coded
    assert len(rows("characteristics")) == REVIEW.table_one.total


def hostile() -> list[ExportTable]:
    """Each table with a text that would do something in every place where people write."""
    text = "\n".join((*HOSTILE, "<script>", "a|b [x](javascript:y)", "\x1b[31m\x00\ud800", "word " * 400))
    element = structs.replace(C1.elements[2], wording=text, memo=text)
    shown = structs.replace(
        C1.elements[0], fragments=(structs.replace(C1.elements[0].fragments[1], quote=text),)
    )
    review = material(
        records=(record("r1", title=text),),
        codings=(structs.replace(REVIEW.codings()[0], quote=text),),
        outcomes={("r1", LAST): "include"},
        theory_map=MAP,
        configurations=(structs.replace(C1, elements=(shown, element), written=text),),
        appraisals=(structs.replace(appraisal("r1", rigour="low"), because=(text,), quote=text),),
        verdicts=(structs.replace(REVIEW.verdicts()["T1"], caveat=text, gap=text),),
    )
    return [TABLES[name].build(review) for name in COUNTING]


@pytest.mark.parametrize("table", hostile(), ids=lambda table: table.name)
def test_every_format_gives_hostile_text_back_as_text(table):
    expected = [[legible(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows]
    text = io.StringIO(as_csv.render(table)[""].decode(), newline="")
    read = list(csv.reader(text))
    assert read[0] == [column.key for column in table.columns]
    for row, cells in zip(read[1:], expected, strict=True):
        for field, cell in zip(row, cells, strict=True):
            assert field.removeprefix("'").endswith("" if cell is None else str(cell).lstrip("'"))
            assert not field.lstrip("'").startswith(("=", "+", "@")) or field.startswith("'")
    sheet = load_workbook(io.BytesIO(as_xlsx.render(table)[""]))[table.name]
    for row, cells in zip(list(sheet.values)[1:], expected, strict=True):
        assert [None if one == "" else one for one in cells] == [
            float(one) if isinstance(one, float) else one.date() if hasattr(one, "date") else one
            for one in row
        ]
    document = docx.Document(io.BytesIO(as_docx.render(table)[""]))
    printed = table.printed()
    assert len(document.tables[0].rows) == len(printed.rows) + 1
    lines = markdown.render(table)[""].decode().splitlines()
    assert len(lines) == len(printed.rows) + 6, "every row is on one line"
    assert not any("<script>" in line for line in lines)
