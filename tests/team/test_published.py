"""The figures are those of published worked examples; each test names its source."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import pytest

from review.domain.team.agreement import Kappa, Unit
from review.team import formulas
from review.team.figures import figures
from review.team.judgements import Judged, Judgements


def from_table(table, categories):
    """The judgements of two reviewers by their cross table: a record for each."""
    units = [
        Judged(f"{row} {column} {number}", {"a": rows, "b": columns})
        for row, rows in enumerate(categories)
        for column, columns in enumerate(categories)
        for number in range(table[row][column])
    ]
    return Judgements.of(units, categories)


def from_rows(categories, **said):
    """Judgements as lines of text, one for each reviewer, with a dot where somebody judged nothing."""
    units = [
        Judged(str(number), {who: one for who, one in zip(said, those, strict=True) if one != "."})
        for number, those in enumerate(zip_longest(*(line.split() for line in said.values())))
    ]
    return Judgements.of(units, categories)


DIAGNOSES = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""Cohen 1960 and 1968: two judges on 200 patients."""


def test_kappa_of_two_judges_is_that_of_cohen_1960():
    # Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46:
    # p_o = .70, p_c = .41, kappa = .492.
    found = figures(Unit.RECORD, from_table(DIAGNOSES, ("personality disorder", "neurosis", "psychosis")))

    assert found.per_cent.value == pytest.approx(70)
    assert found.kappa_of is Kappa.COHEN
    assert found.kappa.value == pytest.approx(0.492, abs=0.0005)
    assert found.table.counts == DIAGNOSES


def test_weighted_kappa_is_that_of_cohen_1968():
    # Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit.
    # Psychological Bulletin 70, 213-220: the same patients, disagreements weighted 1, 3 and 6: kappa_w = .348.
    weights = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], dtype=float)

    assert formulas.cohen(np.array([DIAGNOSES], dtype=float), weights)[0] == pytest.approx(0.348, abs=0.0005)


PSYCHIATRISTS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Fleiss 1971, table 1: for each of 30 patients how many of six psychiatrists made each of five diagnoses."""


def test_kappa_of_six_psychiatrists_is_that_of_fleiss_1971():
    # Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76, 378-382:
    # kappa = .430, with a mean agreement of .5556 where .2199 is expected.
    diagnoses = ("depression", "personality disorder", "schizophrenia", "neurosis", "other")
    units = [
        Judged(
            str(patient),
            {
                f"psychiatrist {number}": one
                for number, one in enumerate(
                    one for one, many in zip(diagnoses, row, strict=True) for _ in range(int(many))
                )
            },
        )
        for patient, row in enumerate(PSYCHIATRISTS.split())
    ]
    found = figures(Unit.RECORD, Judgements.of(units, diagnoses))

    assert found.n == 30
    assert found.kappa_of is Kappa.FLEISS
    assert found.per_cent.value == pytest.approx(55.56, abs=0.005)
    assert found.kappa.value == pytest.approx(0.430, abs=0.0005)


def test_alpha_of_two_values_is_that_of_krippendorff_2011():
    # Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, section A: .095.
    found = figures(Unit.RECORD, from_rows(("0", "1"), meg="0 1 0 0 0 0 0 0 1 0", owen="1 1 1 0 0 1 0 0 0 0"))

    assert found.alpha.value == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_several_values_is_that_of_krippendorff_2011():
    # The same, section B: .692.
    found = figures(
        Unit.RECORD, from_rows(tuple("abcde"), ben="a a b b d c c c e d d a", gerry="b a b b b c c c e d d d")
    )

    assert found.alpha.value == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(("ordered", "alpha"), [(False, 0.743), (True, 0.815)])
def test_alpha_with_gaps_is_that_of_krippendorff_2011(ordered, alpha):
    # The same, section C (nominal, with missing data): .743; section D (ordinal): .815. The twelfth unit has one value.
    found = figures(
        Unit.RECORD,
        from_rows(
            tuple("12345"),
            a="1 2 3 3 2 1 4 1 2 . . .",
            b="1 2 3 3 2 2 4 1 2 5 . 3",
            c=". 3 3 3 2 3 4 2 2 5 1 .",
            d="1 2 3 3 2 4 4 1 2 5 1 .",
        ),
        ordered=ordered,
    )

    assert found.n == 11
    assert found.alpha.value == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(
    ("first", "second", "both", "kappa"),
    [(100, 100, 80, 0.778), (900, 900, 810, 0.0), (500, 500, 250, 0.0)],
)
def test_kappa_of_characters_is_cohens_where_qualcoder_is_wrong(first, second, both, kappa):
    # 1,000 characters; QualCoder 4 multiplies where it must add, and says 0.660, 0.817 and 0.299.
    neither = 1000 - first - second + both
    table = (
        ("coded", "coded", both),
        ("coded", "not", first - both),
        ("not", "coded", second - both),
        ("not", "not", neither),
    )
    units = [Judged("one document", {"a": a, "b": b}, many) for a, b, many in table]
    found = figures(Unit.CHARACTER, Judgements.of(units, ("coded", "not")))

    assert found.n == 1000
    assert found.kappa.value == pytest.approx(kappa, abs=0.0005)
