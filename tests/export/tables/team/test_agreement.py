"""``agreement`` and ``disagreements``: as for programs and in print, and the sentences of the report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from review.export import TABLES
from review.project.exporting.material import material_of
from tests.reviews import TWO_REVIEWERS, a_document, add_record, new_review

FIRST = "title-abstract"


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What exports show of a review that ann and bob screened and coded: four records, they differ on one."""
    project = new_review(tmp_path_factory.mktemp("two"), map_text=TWO_REVIEWERS)
    records = [add_record(project, title, document=a_document()) for title in ("A", "B", "C", "D")]
    for who, decisions in (("ann", "iiee"), ("bob", "ieee")):
        with project.acting_as(who):
            for record, letter in zip(records, decisions, strict=True):
                kind = {"i": "include", "e": "exclude"}[letter]
                criteria = ["E1"] if kind == "exclude" else []
                project.screening.decide(record, kind, FIRST, criteria=criteria, note=f"=says {who}")
            project.coding.code(records[0], ["T1"], 0, 10)
            project.appraisals.appraise(records[0], {"rigour": "high"}, "because")
            project.appraisals.appraise(records[1], {"rigour": "low"}, "because")
    project.screening.settle(records[1], "exclude", FIRST, reason="too old")
    project.conflicts.tie(records[1], FIRST, "E1", because="it was unclear")
    yield material_of(project.journal, "2026-11-29T00:00:00Z", project.journal)
    project.close()


def rows(material, name):
    table = TABLES[name].build(material)
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_decisions_codes_and_levels_have_a_row_each(shown):
    found = rows(shown, "agreement")

    assert [(row["of"], row["name"], row["unit"]) for row in found] == [
        ("decisions", FIRST, "record"),
        ("code", "T1", "character"),
        ("code", "T1", "overlapping passages"),
        ("appraisal", "rigour", "appraisal"),
    ]
    decisions = found[0]
    assert (decisions["n"], decisions["differ"], decisions["settled"]) == (4, 1, 1)
    assert (decisions["criteria_changed"], decisions["reviewers"]) == ("E1", "ann; bob")
    assert (decisions["per_cent"], decisions["kappa"]) == (Decimal("75.00"), Decimal("0.5000"))
    assert found[2]["kappa"] is None
    assert "only one stretch to compare" in found[2]["reason"]
    assert (found[3]["kappa_of"], found[3]["kappa_linear"]) == ("weighted, quadratic", Decimal("1.0000"))


def test_in_print_figures_have_their_intervals_in_brackets(shown):
    printed = TABLES["agreement"].build(shown).printed()

    first = dict(zip([column.key for column in printed.columns], printed.rows[0], strict=True))
    assert first["on"] == "decisions, title and abstract"
    assert first["per_cent"].startswith("75.0 (")
    assert first["kappa"].startswith("Cohen 0.50")


def test_a_disagreement_has_both_sides_what_settled_it_and_what_it_changed(shown):
    (row,) = rows(shown, "disagreements")

    assert (row["title"], row["stage"]) == ("B", FIRST)
    assert row["decisions"] == "ann: include\nbob: exclude by E1"
    assert row["notes"] == "ann: =says ann\nbob: =says bob"
    assert (row["settled"], row["settled_by"], row["settled_reason"]) == ("exclude", "ann", "too old")
    assert (row["criteria_changed"], row["because"]) == ("E1", "E1: it was unclear")


def test_a_review_of_one_has_neither(tmp_path):
    project = new_review(tmp_path / "one")
    project.screening.decide(add_record(project, "A"), "include", FIRST)
    material = material_of(project.journal, "2026-11-29T00:00:00Z", project.journal)

    assert rows(material, "agreement") == rows(material, "disagreements") == []
    project.close()
