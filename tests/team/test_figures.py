"""What holds of the figures whatever was judged, and when they have a reason instead of a value."""

from __future__ import annotations

import random

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from review.domain.team.agreement import Kappa, Unit
from review.team import formulas
from review.team.figures import figures
from review.team.judgements import Judged, Judgements
from tests.examples import examples

CATEGORIES = ("include", "exclude", "maybe", "park")
SAID = st.sampled_from(CATEGORIES)
PAIRS = st.lists(st.tuples(SAID, SAID), min_size=2, max_size=12)
WITH_GAPS = st.lists(st.lists(st.one_of(st.none(), SAID), min_size=4, max_size=4), min_size=2, max_size=10)


def judged(*units, weights=()):
    """Judgements of reviewers a, b, c …, each unit on a record of its own; None where one judged nothing."""
    made = [
        Judged(
            str(number),
            {who: one for who, one in zip("abcdefgh", those, strict=False) if one},
            weights[number] if weights else 1,
        )
        for number, those in enumerate(units)
    ]
    return Judgements.of(made, CATEGORIES)


def values(found):
    """The figures without their intervals."""
    return [
        None if figure.value is None else round(figure.value, 9)
        for figure in (found.per_cent, found.kappa, found.alpha)
    ]


@given(PAIRS)
@settings(max_examples=examples(20), deadline=None)
def test_who_is_named_first_makes_no_difference(pairs):
    turned = figures(Unit.RECORD, judged(*((b, a) for a, b in pairs)))
    found = figures(Unit.RECORD, judged(*pairs))

    assert values(turned) == values(found)
    assert turned.table.counts == tuple(zip(*found.table.counts, strict=True))


@given(PAIRS, st.randoms(use_true_random=False))
@settings(max_examples=examples(20), deadline=None)
def test_the_order_of_records_makes_no_difference_to_figures_and_intervals(pairs, order):
    shuffled = list(pairs)
    order.shuffle(shuffled)

    assert figures(Unit.RECORD, judged(*shuffled)) == figures(Unit.RECORD, judged(*pairs))


@given(PAIRS, st.permutations(CATEGORIES))
@settings(max_examples=examples(20), deadline=None)
def test_what_the_categories_are_called_makes_no_difference(pairs, names):
    called = dict(zip(CATEGORIES, names, strict=True))
    renamed = [(called[a], called[b]) for a, b in pairs]

    assert values(figures(Unit.RECORD, judged(*renamed))) == values(figures(Unit.RECORD, judged(*pairs)))


@given(st.lists(SAID, min_size=2, max_size=12), st.integers(2, 4))
@settings(max_examples=examples(20), deadline=None)
def test_those_who_always_agree_have_one_or_a_reason(said, reviewers):
    found = figures(Unit.RECORD, judged(*([one] * reviewers for one in said)))

    assert found.per_cent.value == 100
    if len(set(said)) == 1:
        assert found.kappa.value is found.alpha.value is None
        assert f"every judgement is “{said[0]}”" in found.kappa.reason
        assert found.alpha.reason == found.kappa.reason
    else:
        assert found.kappa.value == pytest.approx(1)
        assert found.alpha.value == pytest.approx(1)


@given(PAIRS)
@settings(max_examples=examples(20), deadline=None)
def test_the_formulas_of_resamples_are_those_of_the_libraries(pairs):
    made = judged(*pairs)
    if len(made.used) == 1:
        return
    table = made.pair_tables().sum(axis=0)[None].astype(float)
    first, second = zip(*pairs, strict=True)
    for kind, power in ((None, 0), ("linear", 1), ("quadratic", 2)):
        ours = formulas.cohen(table, formulas.weights_of(4, power))[0]
        theirs = cohen_kappa_score(first, second, labels=CATEGORIES, weights=kind)
        assert ours == pytest.approx(theirs, abs=1e-9)


@given(WITH_GAPS)
@settings(max_examples=examples(20), deadline=None)
def test_alpha_of_units_that_have_weights_is_that_of_the_library_on_each_unit(units):
    made = judged(*units)
    if made.n < 2 or len(made.used) == 1:
        return
    weights = [1 + number % 3 for number in range(len(units))]
    each = [unit for unit, many in zip(units, weights, strict=True) for _ in range(many)]
    for ordered, level in ((False, "nominal"), (True, "ordinal")):
        weighted = figures(Unit.RECORD, judged(*units, weights=weights), ordered=ordered)
        theirs = krippendorff.alpha(value_counts=judged(*each).counts, level_of_measurement=level)
        assert weighted.alpha.value == pytest.approx(float(theirs), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=15))
@settings(max_examples=examples(20), deadline=None)
def test_quadratic_kappa_is_the_coefficient_of_concordance(levels):
    # Fleiss, J. L. and Cohen, J. (1973). The equivalence of weighted kappa and the intraclass correlation coefficient as
    # measures of reliability. Educational and Psychological Measurement 33, 613-619; the identity in moments is Krippendorff's (1970).
    first, second = np.array(levels, dtype=float).T
    apart = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    found = figures(
        Unit.APPRAISAL, judged(*((CATEGORIES[a], CATEGORIES[b]) for a, b in levels)), ordered=True
    )

    assert found.kappa_of is Kappa.QUADRATIC
    if apart:
        covariance = ((first - first.mean()) * (second - second.mean())).mean()
        assert found.kappa.value == pytest.approx(2 * covariance / apart, abs=1e-9)
    else:
        assert found.kappa.value is None


def test_nobody_to_compare_with_is_a_reason():
    found = figures(Unit.RECORD, judged(("include", None), ("exclude", None)))

    assert (found.n, found.reviewers) == (0, ())
    assert [found.per_cent.value, found.kappa.value, found.alpha.value] == [None] * 3
    assert found.kappa.reason == "no record has decisions by two reviewers that you may see"


def test_one_record_is_too_little():
    found = figures(Unit.RECORD, judged(("include", "exclude")))

    assert (found.per_cent.value, found.kappa.value) == (0, None)
    assert found.kappa.reason == "only one record to compare"
    assert found.per_cent.interval is None
    assert "only one record" in found.per_cent.reason


def test_three_reviewers_with_gaps_have_alpha_and_their_pairs_but_no_fleiss_kappa():
    found = figures(
        Unit.RECORD,
        judged(
            ("include", "include", "include"),
            ("exclude", "exclude", None),
            ("include", None, "maybe"),
            (None, "park", "exclude"),
            ("exclude", None, None),
        ),
    )

    assert (found.n, found.reviewers) == (4, ("a", "b", "c"))
    assert found.kappa.value is None
    assert (
        found.kappa.reason
        == "some records have 2 judgements and some 3; Fleiss' kappa needs as many on each, alpha does not"
    )
    assert found.alpha.value is not None
    assert [(one.reviewers, one.n) for one in found.pairs] == [
        (("a", "b"), 2),
        (("a", "c"), 2),
        (("b", "c"), 2),
    ]
    assert found.pairs[0].per_cent == 100
    assert found.pairs[0].kappa.value == 1


def test_any_two_of_three_reviewers_on_each_record_have_fleiss_kappa():
    found = figures(
        Unit.RECORD,
        judged(("include", "include", None), ("exclude", None, "exclude"), (None, "park", "park")),
    )

    assert found.kappa_of is Kappa.FLEISS
    assert found.kappa.value == 1


def test_maybe_and_park_are_categories_of_their_own():
    found = figures(Unit.RECORD, judged(("include", "maybe"), ("exclude", "park"), ("maybe", "maybe")))

    assert found.per_cent.value == pytest.approx(100 / 3)
    assert found.table.categories == CATEGORIES


def test_equal_decisions_give_equal_intervals_which_hold_the_figure():
    made = random.Random(3)
    pairs = [(made.choice(CATEGORIES), made.choice(CATEGORIES)) for _ in range(60)]
    pairs += [(one, one) for one in CATEGORIES * 15]
    found = figures(Unit.RECORD, judged(*pairs))

    assert found == figures(Unit.RECORD, judged(*pairs))
    for figure in (found.per_cent, found.kappa, found.alpha):
        low, high = figure.interval
        assert low < figure.value < high


def test_a_share_of_ten_in_a_hundred_has_the_interval_of_the_binomial_distribution():
    # Of 100 records drawn again, those that agree are binomial(100, 0.9): its 2.5th and 97.5th percentiles are 84 and 95 (or 96).
    pairs = [("include", "exclude")] * 10 + [("include", "include")] * 90
    low, high = figures(Unit.RECORD, judged(*pairs)).per_cent.interval

    assert 83 <= low <= 85
    assert 95 <= high <= 96


def test_what_one_document_says_many_times_does_not_make_the_interval_narrower():
    once = [Judged(str(n), {"a": "include", "b": "include" if n % 3 else "exclude"}) for n in range(12)]
    often = [Judged(unit.cluster, unit.by, 500) for unit in once]
    records, characters = (figures(Unit.RECORD, Judgements.of(units, CATEGORIES)) for units in (once, often))

    assert characters.n == 6000
    assert characters.per_cent.interval == pytest.approx(records.per_cent.interval)


def test_rare_disagreement_has_a_figure_but_no_interval():
    found = figures(Unit.RECORD, judged(*[("include", "include")] * 20, ("exclude", "exclude")))

    assert found.kappa.value == 1
    assert found.kappa.interval is None
    assert "resamples have one category only" in found.kappa.reason


def test_a_weighted_kappa_is_of_two():
    found = figures(
        Unit.APPRAISAL, judged(("include", "include", "maybe"), ("maybe", "park", "maybe")), ordered=True
    )

    assert found.kappa.value is found.kappa_linear.value is None
    assert "a weighted kappa is of two reviewers, and there are 3 reviewers" in found.kappa.reason
    assert found.alpha.value is not None
    assert len(found.pairs) == 3
