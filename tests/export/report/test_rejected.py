"""A theory or rival framing that was rejected: the report says so and why, and counts it nowhere as one that the review holds."""

from dataclasses import replace

from msgspec import structs

from review.domain.theories.theory_version import TheoryChange, TheoryParts, TheoryVersion
from review.domain.theories.verdict import Verdict, VerdictKind
from review.export.material import ExportMaterial, TheoryWork
from review.export.report.assembling import assembled
from review.export.report.template import template
from tests.export.report.test_assembling import section
from tests.export.reviews import SMALL, THEORY_MAP

CODES = {code.id: code for code in THEORY_MAP.codes}


def without_ra(**more: object) -> ExportMaterial:
    """The small review, with RA rejected."""
    codes = tuple(structs.replace(code, rejected=code.id == "RA") for code in THEORY_MAP.codes)
    return replace(SMALL, theory_map=structs.replace(THEORY_MAP, codes=codes), **more)


def rejecting(reason: str) -> TheoryWork:
    """The work that rejected it."""
    parts = TheoryParts(CODES["RA"].name, CODES["RA"].proposition)
    version = TheoryVersion(2, "e" * 64, "2026-11-03T12:30:00.000Z", "Ada", "reject-theory", "RA", reason)
    return TheoryWork((TheoryChange(version, "RA", parts, structs.replace(parts, rejected=True)),))


def words(review: ExportMaterial, of: str) -> str:
    return section(assembled(review, template("generic")), of)


def test_the_introduction_names_what_was_rejected_and_why_and_counts_it_no_more():
    review = without_ra(theory_work=lambda: rejecting("one source."))
    said = words(review, "programme-theory")
    assert "1 theory or rival framing was rejected: RA Councils can't shape the market (one source)." in said
    assert "rival framing, which the evidence may support" not in said
    assert "They know too little" not in said
    assert "[Why RA was rejected.]" in words(without_ra(), "programme-theory")
    assert "rejected" not in words(SMALL, "programme-theory")


def test_its_findings_say_that_it_was_rejected_and_it_competes_with_nothing():
    review = without_ra(theory_work=lambda: rejecting("one source"))
    assert "RA Councils can't shape the market (rejected)" in words(review, "results-findings")
    said = words(review, "theory-RA")
    assert "It was rejected: one source." in said
    assert "[The findings on RA" not in said
    assert "[The verdict on RA" not in said
    assert "What competes with this theory" not in words(review, "theory-T1")
    assert "What competes with this theory" in words(SMALL, "theory-T1")


def test_verdicts_are_counted_of_what_the_review_holds():
    given = {
        code: Verdict("event", code, VerdictKind.MIXED, "", "", "Ada", "2026-11-03T12:30:00.000Z", "")
        for code in ("T1", "RA")
    }
    said = words(without_ra(verdicts=lambda: given), "methods-analysis")
    assert "A verdict was given on 1 of 2 theories and rival framings" in said
    assert "A verdict was given on 2 of 3" in words(
        replace(SMALL, verdicts=lambda: given), "methods-analysis"
    )
