"""What tables leave out because it was appraised low."""

from review.domain import Stance
from review.domain.theories.levels import AppraisalIndex
from review.synthesis.without_low import codings_without_low, configurations_without_low, low_records
from tests.export.reviews import THEORY_MAP, coding
from tests.export.theory_work import C1, appraisal

RIGOUR = ("rigour",)


def kept(*appraisals, codings):
    found = codings_without_low(THEORY_MAP, codings, AppraisalIndex(appraisals), RIGOUR)
    return {one.id: one.codes for one in found}


def test_a_passage_is_left_out_under_the_codes_for_which_it_is_low():
    codings = [coding("c1", "r1", "T1.a", "T2"), coding("c2", "r1", "T1"), coding("c3", "r2", "T1")]
    assert kept(appraisal("r1", "T1", rigour="low"), codings=codings) == {"c1": ("T2",), "c3": ("T1",)}
    assert kept(appraisal("r1", rigour="low"), codings=codings) == {"c3": ("T1",)}
    low, high = appraisal("r1", rigour="low"), appraisal("r1", "T1", rigour="high")
    assert kept(low, high, codings=codings) == {"c1": ("T1.a",), "c2": ("T1",), "c3": ("T1",)}


def test_what_a_reviewer_found_higher_or_nobody_assessed_is_kept():
    codings = [coding("c1", "r1", "T1", stance=Stance.SUPPORTS)]
    low = appraisal("r1", rigour="low")
    assert kept(low, appraisal("r1", reviewer="Ben", rigour="moderate"), codings=codings) == {"c1": ("T1",)}
    assert kept(appraisal("r1", rigour="not-assessed"), codings=codings) == {"c1": ("T1",)}
    assert kept(appraisal("r1", richness="low"), codings=codings) == {"c1": ("T1",)}
    assert kept(codings=codings) == {"c1": ("T1",)}


def test_a_configuration_loses_passages_and_keeps_its_elements():
    index = AppraisalIndex([appraisal("r2", "cmoc1", rigour="low"), appraisal("r9", "RA", rigour="low")])
    (one,) = configurations_without_low(THEORY_MAP, [C1], index, RIGOUR)
    assert [part.record for part in one.fragments] == ["r1"]
    assert [element.wording for element in one.elements] == [element.wording for element in C1.elements]


def test_a_record_is_low_by_its_appraisal_for_the_review():
    index = AppraisalIndex([appraisal("r1", "T1", rigour="low"), appraisal("r2", rigour="low")])
    assert low_records(["r1", "r2", "r3"], index, RIGOUR) == {"r2"}
