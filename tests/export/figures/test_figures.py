"""What figures show: their values, captions, descriptions and text forms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.domain import SaturationStep
from review.domain.theories.configuration import Link, LinkKind
from review.domain.theories.levels import LeftOut
from review.export import REPORT
from review.export.figures.changes import pairs
from review.theory_map import TheoryMap
from review.theory_map.values import from_plain
from tests.export.figures.awkward import EMPTY, EXAMPLE, REVIEWS, configurations, hostile_map
from tests.export.figures.sheets import FIGURES, sheets_of, texts
from tests.export.reviews import LAST, SMALL, material, record
from tests.export.theory_work import REVIEW


def shown(name: str, review: object = SMALL, width: int = 100) -> str:
    return FIGURES[name].preview(review, width).text


FIRST = {
    "categories": {"a": "Markets", "b": "People"},
    "theories": {
        "T1": {"name": "Logic", "category": "a", "proposition": "Many providers."},
        "T2": {"name": "Limits", "category": "a", "proposition": "A duty."},
        "T5": {"name": "Information", "category": "b", "proposition": "They know."},
        "T6": {"name": "Choice", "category": "b", "proposition": "They choose."},
    },
    "rival_framings": {"RA": {"name": "Cannot", "proposition": "No.", "rivals": ["T1"]}},
    "stages": {"theory-map": {"reviewers": 1}},
}
NOW = {
    "categories": {"a": "Markets", "b": "People"},
    "theories": {
        "T1": {"name": "Logic", "category": "b", "proposition": "Many providers."},
        "T2": {"name": "Limitations", "category": "a", "proposition": "A legal duty.", "rejected": True},
        "T6": {"name": "Choice", "category": "b", "proposition": "They choose."},
        "T8": {"name": "Trust", "category": "b", "proposition": "They trust."},
    },
    "rival_framings": {"RA": {"name": "Cannot", "proposition": "No.", "rivals": ["T1", "T2"]}},
    "stages": {"theory-map": {"reviewers": 1}},
    "former_codes": {"T5": "T6"},
}


def test_what_changed_between_two_maps_is_said_theory_by_theory() -> None:
    found = {pair.code: (pair.section, pair.changes) for pair in pairs(from_plain(FIRST), from_plain(NOW))}
    assert found == {
        "T2": ("Markets", ("rejected", "renamed", "reworded")),
        "T1": ("People", ("from Markets",)),
        "T6": ("People", ("includes T5",)),
        "T8": ("People", ("new",)),
        "T5": ("People", ("now in T6",)),
        "RA": ("Rival framings", ("a rival of T2, too",)),
    }
    assert next(iter(found)) == "T2"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["T1.a"], [], "no sub-themes left"),
        ([], ["T1.a"], "more sub-themes"),
        (["T1.a", "T1.b"], ["T1.b"], "fewer sub-themes"),
        (["T1.a"], ["T1.b"], "other sub-themes"),
    ],
)
def test_what_became_of_sub_themes_is_said(before: list[str], after: list[str], said: str) -> None:
    def with_subthemes(ids: list[str]) -> TheoryMap:
        one = FIRST["theories"]["T1"] | {"subthemes": {code: {"name": code} for code in ids}}
        return from_plain(FIRST | {"theories": FIRST["theories"] | {"T1": one}})

    found = {pair.code: pair.changes for pair in pairs(with_subthemes(before), with_subthemes(after))}
    assert found["T1"] == (said,)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["T1"], ["T2"], "a rival of T2, not of T1"),
        (["T1", "T2"], ["T2"], "no rival of T1"),
        ([], ["T1"], "a rival of T1"),
    ],
)
def test_what_a_framing_rivals_now_is_said(before: list[str], after: list[str], said: str) -> None:
    def with_rivals(ids: list[str]) -> TheoryMap:
        return from_plain(FIRST | {"rival_framings": {"RA": FIRST["rival_framings"]["RA"] | {"rivals": ids}}})

    found = {pair.code: pair.changes for pair in pairs(with_rivals(before), with_rivals(after))}
    assert found["RA"] == (said,)


def test_the_map_shows_both_wordings_of_what_changed_and_the_rest_once() -> None:
    review = replace(material(theory_map=from_plain(NOW)), first_map=lambda: from_plain(FIRST))
    (sheet,) = sheets_of("figure-map", review)
    assert texts(sheet)[:2] == ["At first", "Refined (version 3)"]
    for wording in ("A duty.", "A legal duty.", "Limits", "Limitations", "Now in T6", "Not there yet"):
        assert texts(sheet).count(wording) == 1
    assert "Rivals T1, T2" in texts(sheet)
    assert (
        FIGURES["figure-map"].blocks(review)[0].alternative.endswith("T5 now in T6; RA a rival of T2, too.")
    )


def test_a_map_that_never_changed_is_shown_once() -> None:
    (sheet,) = sheets_of("figure-map", SMALL)
    assert texts(sheet).count("Many providers are the surest way.") == 1
    assert "At first" not in texts(sheet)
    assert FIGURES["figure-map"].blocks(SMALL)[0].caption == "Theory map, with the rival framings"


def test_the_text_of_the_map_has_both_beside_each_other_where_there_is_room() -> None:
    review = replace(material(theory_map=from_plain(NOW)), first_map=lambda: from_plain(FIRST))
    assert "T2 Limits" in shown("figure-map", review).splitlines()[3]
    assert "│ T2 Limitations [rejected, renamed, reworded]" in shown("figure-map", review)
    assert "first: T2 Limits" in shown("figure-map", review, 60)


def test_the_heat_map_has_the_numbers_of_the_table_of_synthesis() -> None:
    picture = FIGURES["figure-heat"].make(REVIEW)
    rows = {row.code: dict(zip(picture.columns, row.numbers, strict=True)) for row in picture.rows}
    assert (rows["T1"]["Supports"], rows["T1"]["Challenges"], rows["T1"]["Voluntary-sector report"]) == (
        2,
        1,
        1,
    )
    assert picture.rows[0].sources == 2
    assert "T1 Market logic: 2 documents (2 supports, 1 challenges;" in picture.alternative
    assert "██   2" in shown("figure-heat", REVIEW)


def test_linked_configurations_are_together_each_after_what_leads_to_it() -> None:
    one, two, three, *_ = configurations(12)
    alone = replace_links(two)
    chain = material(
        configurations=(
            replace_links(one),
            alone,
            replace_links(three, Link(one.id, one.label, LinkKind.LEADS_TO)),
        )
    )
    assert [[of.label for of in group] for group in FIGURES["figure-cmoc"].make(chain).chains()] == [
        ["C2", "C0"],
        ["C1"],
    ]
    assert shown("figure-cmoc", chain).startswith("C2 ── leads to ─▶ C0")
    assert "C2 leads to C0" in texts(sheets_of("figure-cmoc", chain)[0])


def test_a_configuration_is_drawn_with_what_no_passage_shows() -> None:
    words = " ".join(shown("figure-cmoc", REVIEW).split())
    assert "they take the first vacancy (no passage of an included document)" in words
    assert "No resource is given" in words
    assert "supports T1.a" in words
    drawn = " ".join(texts(sheets_of("figure-cmoc", REVIEW)[0]))
    assert "In italics: no passage shows it." in drawn
    assert "no resource is given" in FIGURES["figure-cmoc"].make(REVIEW).alternative


def replace_links(configuration, *links):
    from msgspec.structs import replace as with_fields

    return with_fields(configuration, links=links)


def test_a_mermaid_diagram_has_outside_text_as_letters_only(tmp_path: Path) -> None:
    review = material(configurations=configurations(40))
    (path,) = FIGURES["figure-cmoc"].write(review, tmp_path, ["mmd"])
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "flowchart LR"
    assert sum(line.startswith("  subgraph") for line in lines) == sum(line == "  end" for line in lines)
    for line in lines:
        assert line.count('"') in {0, 2}
        assert "<script" not in line
        assert line.count("[") <= 1
    assert any("==>" in line and "leads to" in line for line in lines)


@pytest.mark.parametrize(
    ("years", "span"), [((2014, 2017), 1), ((1950, 2017), 2), ((1617, 2017), 20), ((16, 2016), 100)]
)
def test_many_years_share_bars(years: tuple[int, int], span: int) -> None:
    records = tuple(record(f"r{year}", year=year) for year in years)
    picture = FIGURES["figure-years"].make(
        material(records, outcomes={(one.id, LAST): "include" for one in records})
    )
    assert picture.span == span
    assert sum(sum(of) for _, of in picture.bars()) == 2


def test_years_without_documents_are_shown_and_documents_without_a_year_are_said() -> None:
    records = tuple(record(f"r{n}", year=year) for n, year in enumerate((2014, 2016, None)))
    review = material(records, outcomes={(one.id, LAST): "include" for one in records})
    assert shown("figure-years", review).splitlines()[:3] == [
        f"2014 {'█'} 1",
        "2015  0",
        f"2016 {'█'} 1",
    ]
    block = FIGURES["figure-years"].blocks(review)[0]
    assert block.caption == "Included documents by year of publication and source type (N = 3)"
    assert block.alternative == "Documents by year: 2014: 1; 2016: 1. 1 document without a year."


def test_saturation_says_after_which_document_nothing_was_new() -> None:
    steps = (
        SaturationStep("a", 1, 3, 0, 0),
        SaturationStep("b", 0, 1, 0, 1),
        SaturationStep("c", 0, 0, 0, 0),
    )
    review = replace(SMALL, saturation=lambda: steps)
    assert FIGURES["figure-saturation"].blocks(review)[0].alternative == (
        "Codes: 4 in all, none of them after document 2."
        " Sub-themes (among the codes): 1 in all, none of them after document 1."
        " Changes of theories: 1 in all, none of them after document 2."
    )
    assert shown("figure-saturation", review).splitlines()[:2] == [
        "Codes: 4 (at most 3 new at once)",
        "▕█▃ ▏",
    ]


def test_the_flow_shows_what_is_not_reported_and_what_does_not_add_up() -> None:
    review = REVIEWS["small"]
    (sheet,) = sheets_of("figure-flow", review)
    found = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts(sheet)]
    said = " ".join(found)
    assert "Databases: not reported (3,316 in what is reported)" in said
    assert "Organisations (n = 23 stated, 22 computed)" in said
    assert "Records screened: not reported" in said
    assert "Reports included (n = 37) Studies included (n = 36)" in said
    assert "Does not add up: Organisations: stated = computed: 23 against 22, 1 apart." in said
    assert "the report gives none" in said
    assert "included = N" not in said
    places = dict(zip(found, sheet.texts, strict=True))
    assert places["Records screened: not reported"].y < places["Reports included (n = 37)"].y
    assert places["Records excluded: not reported"].x > places["Records screened: not reported"].right
    assert EXAMPLE.reports == 37


def test_a_figure_of_several_sheets_has_a_file_for_each(tmp_path: Path) -> None:
    written = FIGURES["figure-map"].write(REVIEWS["hostile"], tmp_path, ["svg", "txt"])
    names = [path.name for path in written]
    assert names[:3] == ["figure-map.svg", "figure-map-2.svg", "figure-map-3.svg"]
    assert names[-1] == "figure-map.txt"
    assert all(path.is_file() for path in written)


@pytest.mark.slow
def test_a_figure_of_several_sheets_is_several_figures_of_a_report(tmp_path: Path) -> None:
    review = material(theory_map=hostile_map())
    parts = FIGURES["figure-map"].blocks(review)
    assert [part.export for part in parts][:2] == ["figure-map", "figure-map-2"]
    assert parts[1].caption.endswith(f"(part 2 of {len(parts)})")
    written = REPORT.write(review, tmp_path, ["md"])
    pictures = {path.name for path in written}
    assert {f"report-{part.export}.png" for part in parts} <= pictures
    assert len({(tmp_path / f"report-{part.export}.png").read_bytes() for part in parts}) == len(parts)


def test_a_report_has_no_figure_that_shows_nothing_yet() -> None:
    assert [export.blocks(EMPTY) for export in FIGURES.values()] == [()] * len(FIGURES)


def test_what_was_left_out_as_low_is_said_below_the_figure_and_in_its_name(tmp_path: Path) -> None:
    left_out = LeftOut(("rigour",), 2, 1, 3, 2, frozenset())
    review = replace(REVIEW, left_out=lambda: left_out)
    sentence = "Left out is what was appraised low in rigour for what it is used for, and higher by nobody: 2 passages of 1 document."
    assert sentence in FIGURES["figure-heat"].preview(review, 80).note
    assert "3 passages of 2 documents" in FIGURES["figure-cmoc"].preview(review, 80).note
    assert "Left out is" not in FIGURES["figure-years"].preview(review, 80).note
    (path,) = FIGURES["figure-heat"].write(review, tmp_path, ["svg"])
    assert path.name == "figure-heat-without-low-rigour.svg"
    assert "Left out is what was appraised low in rigour" in path.read_text("utf-8")
