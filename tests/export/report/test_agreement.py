"""What the methods say of agreement between reviewers."""

from __future__ import annotations

from dataclasses import replace

from review.domain.team.conflict import ConflictTie
from review.export.report.assembling import assembled
from review.export.report.template import template
from review.team.decisions import stage_agreement
from tests.export.report.test_assembling import section
from tests.export.reviews import LAST, SMALL, decision


def selection(*pairs, ties=None, seen_before=0):
    """The section on selection of a review in which Ada and Ben decided so at the last stage."""
    made = [
        decision(f"r{number}", kind, reviewer=who)
        for number, kinds in enumerate(pairs)
        for who, kind in zip(("Ada", "Ben"), kinds, strict=True)
    ]
    found = stage_agreement(LAST, made, {}, ties or {}, {}, seen_before)
    material = replace(SMALL, stage_agreement=lambda: (found,))
    return section(assembled(material, template("generic")), "methods-selection")


def test_figures_have_their_intervals_and_no_adjectives():
    said = selection(
        *[("include", "include")] * 6, *[("exclude", "exclude")] * 5, ("include", "exclude"), seen_before=1
    )

    assert "On the 12 records that two or more decided on, 91.7 per cent (75.0 to 100.0) of pairs of" in said
    assert "Cohen's kappa was 0.83 (" in said
    assert "Krippendorff's alpha was 0.8" in said
    assert (
        "On 1 record somebody decided later and may have seen another's decision; it counts in these figures, too."
        in said
    )


def test_where_three_decided_the_share_is_a_mean_over_records():
    made = [
        decision(record, kind, reviewer=who)
        for record, kinds in {"r1": ("include", "include", "exclude"), "r2": ("include", "include")}.items()
        for who, kind in zip(("Ada", "Ben", "Cleo"), kinds, strict=False)
    ]
    found = stage_agreement(LAST, made, {}, {}, {}, 0)
    material = replace(SMALL, stage_agreement=lambda: (found,))

    assert (
        ", on average 66.7 per cent (33.3 to 100.0) of the pairs of decisions on a record were the same"
        in (section(assembled(material, template("generic")), "methods-selection"))
    )


def test_a_figure_that_cannot_be_computed_has_its_reason():
    said = selection(("include", "include"), ("include", "include"))

    assert "Cohen's kappa is not computed (every judgement is “include”" in said


def test_what_disagreements_changed_comes_first():
    tie = ConflictTie("e", "r0", LAST, "E1", "it was unclear", "Ada", "2026-11-29")
    said = selection(("include", "exclude"), ("include", "include"), ties={"r0": [tie]})

    assert said.index("Because of that, 1 criterion was changed: E1.") < said.index("On the 2 records")


def test_where_no_two_decided_nothing_is_said():
    said = section(assembled(SMALL, template("generic")), "methods-selection")

    assert "kappa" not in said
