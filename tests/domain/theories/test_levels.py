"""Which appraisals count: the most specific ones."""

from review.domain.theories.appraisal import Appraisal, Level
from review.domain.theories.levels import AppraisalIndex, Span, is_low

HIGH, MODERATE, LOW = Level.HIGH, Level.MODERATE, Level.LOW
HERE = Span("text", 10, 20)


def appraisal(target="", reviewer="Ada", record="r1", **levels):
    span = levels.pop("span", None)
    return Appraisal(record, target, reviewer, levels, ("why",), "", ("e",), span, "text" if span else "")


def test_the_passage_goes_before_the_record_and_the_configuration_before_theory_and_review():
    every = [
        appraisal(rigour=LOW, richness=LOW, relevance=LOW),
        appraisal("T1", rigour=MODERATE, richness=MODERATE),
        appraisal("cmoc", richness=HIGH),
        appraisal("cmoc", span=(15, 40), relevance=HIGH),
    ]
    levels = AppraisalIndex(every).levels("r1", (["cmoc"], ["T1", "T2"], [""]), HERE)
    assert levels == {"rigour": (MODERATE,), "richness": (HIGH,), "relevance": (HIGH,)}


def test_an_appraisal_of_another_passage_counts_for_nothing_else():
    index = AppraisalIndex([appraisal(span=(20, 40), rigour=LOW)])
    assert index.levels("r1", ([""],), HERE) == {}
    assert index.levels("r1", ([""],), Span("other", 20, 40)) == {}
    assert index.levels("r1", ([""],)) == {}
    assert index.by_target("r1") == {}


def test_reviewers_who_differ_stand_side_by_side_in_the_order_of_their_names():
    every = [appraisal(reviewer="Zoe", rigour=LOW), appraisal(reviewer="Ada", rigour=HIGH)]
    assert AppraisalIndex(every).levels("r1", ([""],)) == {"rigour": (HIGH, LOW)}
    agreed = [*every, appraisal(reviewer="Ben", rigour=HIGH)]
    assert AppraisalIndex(agreed).levels("r1", ([""],)) == {"rigour": (HIGH, LOW)}


def test_the_levels_of_a_record_by_what_they_are_for():
    every = [
        appraisal("T1", rigour=LOW),
        appraisal("T3", rigour=HIGH),
        appraisal("T1", record="r2", rigour=HIGH),
    ]
    assert AppraisalIndex(every).by_target("r1") == {"T1": {"rigour": (LOW,)}, "T3": {"rigour": (HIGH,)}}


def test_it_is_low_only_if_nobody_found_it_higher():
    assert is_low({"rigour": (LOW,)}, ["rigour"])
    assert is_low({"rigour": (LOW,), "richness": (HIGH,)}, ["richness", "rigour"])
    assert not is_low({"rigour": (LOW, MODERATE)}, ["rigour"])
    assert not is_low({"rigour": (LOW,)}, ["richness"])
    assert not is_low({}, ["rigour"])
