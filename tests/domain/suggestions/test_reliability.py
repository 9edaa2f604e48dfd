"""How far off probabilities are, where people look at them."""

import pytest
from msgspec import structs

from review.domain.suggestions.evaluation import AllCodesQuality
from review.domain.suggestions.reliability import error_among, how_far_off

BINS = [[900, 0.02, 0.01], [10, 0.25, 0.35], [30, 0.8, 0.6]]


def test_the_many_low_scores_do_not_hide_the_error_of_the_others():
    assert error_among(BINS) == pytest.approx((10 * 0.1 + 30 * 0.2) / 40)
    assert error_among(BINS, least=0.5) == pytest.approx(0.2)
    assert error_among(BINS[:1]) is None


def test_both_errors_are_reported_as_far_as_they_are_known():
    every = AllCodesQuality(texts=9, documents=2, calibrated=True)
    known = structs.replace(every, calibration_error=0.0132)
    both = structs.replace(known, calibration=BINS)
    assert how_far_off(both) == "off by 0.013 on average, by 0.175 among scores of 0.2 and more"
    assert how_far_off(known) == "off by 0.013 on average"
    assert how_far_off(every) == ""
