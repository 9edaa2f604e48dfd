"""``causal-map``: links of configurations, a row for each passage that is quoted for one."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Stance
from review.domain.theories.configuration import Configuration, ConfigurationStatus, Element, Link, LinkKind
from review.export import EXPORTS, ExportTable
from review.export.causal_map.links import End, citations, links
from review.export.causal_map.tables import factor, link_table, source_table
from tests.export.hostile import HOSTILE
from tests.export.reviews import SMALL, material, record
from tests.export.theory_work import REVIEW, fragment

KEPT = ConfigurationStatus.KEPT


def element(role: str, wording: str, *fragments: object, memo: str = "") -> Element:
    return Element(f"{role} {wording}", role, wording, memo, fragments)  # type: ignore[arg-type]


def configuration(
    label: str, *elements: Element, leads_to: str = "", kind: LinkKind = LinkKind.LEADS_TO
) -> Configuration:
    to = (Link(leads_to, leads_to, kind),) if leads_to else ()
    return Configuration(label, label, KEPT, "", {"T1": Stance.SUPPORTS}, elements, "Ada", "", links=to)


def pairs(*every: Configuration) -> list[tuple[str, str, str]]:
    return [(one.label, one.cause.wording, one.effect.wording) for one in links(every)]


def rows(table: ExportTable) -> list[dict[str, object]]:
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


WHOLE = configuration(
    "C1",
    element("context", "c1"),
    element("context", "c2"),
    element("resource", "m"),
    element("reasoning", "r"),
    element("outcome", "o"),
    leads_to="C2",
)


def test_context_leads_over_resource_and_reasoning_to_the_outcome() -> None:
    assert pairs(WHOLE) == [("C1", "c1", "m"), ("C1", "c2", "m"), ("C1", "m", "r"), ("C1", "r", "o")]


def test_where_a_part_is_missing_those_beside_it_are_linked_and_the_roles_of_a_map_are_conditions() -> None:
    found = configuration(
        "C1", element("intervention", "i"), element("outcome", "o"), element("reasoning", "r")
    )
    assert pairs(found) == [("C1", "i", "r"), ("C1", "r", "o")]
    assert pairs(configuration("C1", element("context", "c"), element("outcome", "o"))) == [("C1", "c", "o")]
    assert pairs(configuration("C1", element("context", "c"))) == []


def test_an_outcome_is_a_cause_of_each_condition_of_what_it_leads_to() -> None:
    other = configuration("C2", element("context", "n"), element("outcome", "p"))
    assert pairs(WHOLE, other)[4:] == [("C1 leads to C2", "o", "n"), ("C2", "n", "p")]


def test_an_outcome_that_is_the_next_context_is_one_factor_and_other_links_are_no_causes() -> None:
    same = configuration("C2", element("context", "O"), element("outcome", "p"))
    assert pairs(WHOLE, same)[4:] == [("C2", "O", "p")]
    rival = configuration("C2", element("outcome", "p"), leads_to="C1", kind=LinkKind.RIVAL)
    assert pairs(WHOLE, rival) == [*pairs(WHOLE), ("C1 leads to C2", "o", "p")]


def test_the_passages_of_both_ends_are_quoted_and_it_is_said_where_the_source_has_some() -> None:
    one = configuration(
        "C1",
        element("context", "c", fragment("f1", "r1", start=1), fragment("f2", "r2", start=5)),
        element("outcome", "o", fragment("f3", "r1", start=9), fragment("f4", "r2", "against", start=5)),
    )
    (link,) = links([one])
    found = {(one.passage.id, one.at, one.source_at) for one in citations(link)}
    assert found == {
        ("f1", End.CAUSE, End.BOTH),
        ("f3", End.EFFECT, End.BOTH),
        ("f4", End.BOTH, End.BOTH),
    }


def test_citations_and_sources_of_a_link_are_counted_from_the_rows() -> None:
    found = rows(link_table(REVIEW))
    assert [(one["cause_role"], one["effect_role"]) for one in found] == [
        ("context", "reasoning"),
        ("context", "reasoning"),
        ("reasoning", "outcome"),
    ]
    cited = Counter((one["cause"], one["effect"]) for one in found if one["selected_text"])
    assert sorted(cited.values()) == [1, 2]
    first = found[1]
    assert (first["citation"], first["page"], first["source_id"]) == (
        "(Rahman, 2016, pp. 41–42)",
        "pp. 41–42",
        "r1",
    )
    assert (first["passage_at"], first["source_at"], first["relation"]) == ("cause", "cause", "shows")
    assert (first["theories"], first["retroduced"], first["tags"]) == (
        "T1.a=supports; RA=challenges",
        "yes",
        "C1, retroduced",
    )
    assert first["link_memo"] == "What must be true? Haste."
    assert [one["tags"] for one in found] == [
        "C1, against, retroduced",
        "C1, retroduced",
        "C1, qualifies, retroduced",
    ]
    assert found[2]["not_included"] == "yes"


def test_a_link_without_a_passage_has_a_row_without_a_source() -> None:
    bare = configuration("C1", element("context", "c", memo="why"), element("outcome", "o"))
    (row,) = rows(link_table(material(configurations=(bare,))))
    assert (row["selected_text"], row["source_id"], row["relation"], row["retroduced"]) == (
        None,
        None,
        "retroduced",
        "yes",
    )
    assert "0 citations of 1 link in 0 sources" in link_table(material(configurations=(bare,))).caption


def test_sources_are_named_by_as_much_of_their_ids_as_tells_them_apart() -> None:
    ids = ("abcdefghij1", "abcdefghij2")
    made = configuration(
        "C1", element("context", "c", *[fragment(one, one) for one in ids]), element("outcome", "o")
    )
    review = material(records=tuple(record(one) for one in ids), configurations=(made,))
    assert {row["source_id"] for row in rows(link_table(review))} == set(ids)


def test_the_workbook_has_the_sheets_that_the_program_reads(tmp_path: Path) -> None:
    paths = EXPORTS["causal-map"].write(REVIEW, tmp_path)
    assert [path.name for path in paths] == ["causal-map.csv", "causal-map.csv.meta.json", "causal-map.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "causal-map.xlsx")
    assert book.sheetnames == ["About", "links", "sources"]
    assert [cell.value for cell in book["links"][1]][:4] == ["cause", "effect", "selected_text", "source_id"]
    assert [cell.value for cell in book["sources"][1]][:3] == ["id", "title", "content"]
    links_of = [[cell.value for cell in row] for row in book["links"].iter_rows(min_row=2)]
    texts = {row[0].value: row[2].value for row in book["sources"].iter_rows(min_row=2)}
    assert all(text in texts[source] for _, _, text, source, *_ in links_of if text)
    with (tmp_path / "causal-map.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(links_of) == 3
    book.close()


def test_a_factor_is_one_line_without_levels_and_no_formula(tmp_path: Path) -> None:
    assert factor("money; and\n time") == "money, and time"
    hostile = configuration(
        "C1", element("context", "=1+1", fragment("f", "r1", quote="=HYPERLINK()")), element("outcome", "@o")
    )
    EXPORTS["causal-map"].write(
        material(records=(record("r1"),), configurations=(hostile,)), tmp_path, ["csv"]
    )
    with (tmp_path / "causal-map.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["cause"], row["effect"], row["selected_text"]) == ("'=1+1", "'@o", "'=HYPERLINK()")


@given(
    st.sampled_from(HOSTILE), st.lists(st.sampled_from(["context", "resource", "outcome", "i"]), max_size=4)
)
def test_any_configuration_is_a_table(text: str, roles: list[str]) -> None:
    made = [
        element(role, f"{text}{place}", fragment("f", "r1", quote=text)) for place, role in enumerate(roles)
    ]
    review = material(records=(record("r1"),), configurations=(configuration("C1", *made),))
    table = link_table(review)
    assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert len(source_table(review).rows) == bool(table.rows)


def test_without_configurations_it_is_empty() -> None:
    assert link_table(SMALL).rows == ()
