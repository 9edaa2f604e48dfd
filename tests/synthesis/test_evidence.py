"""Where the evidence on each code lies."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain import EvidenceStatus, Stance
from review.synthesis import evidence_by_code
from tests.export.reviews import THEORY_MAP, coding

TYPES = {"r1": "empirical", "r2": "policy", "r3": ""}


def evidence(*codings, included=frozenset(TYPES)):
    return {count.code: count for count in evidence_by_code(THEORY_MAP, codings, TYPES, included)}


def test_every_code_of_the_map_is_counted_in_its_order_even_without_evidence():
    counts = evidence()
    assert list(counts) == ["T1", "T1.a", "T2", "RA"]
    assert [(c.name, c.theory, c.sources, c.codings) for c in counts.values()][:2] == [
        ("Market logic", "T1", 0, 0),
        ("Competition", "T1", 0, 0),
    ]


def test_sub_themes_roll_up_and_a_source_and_a_coding_count_once():
    counts = evidence(
        coding("c1", "r1", "T1", "T1.a"),
        coding("c2", "r1", "T1.a", start=11, stance=Stance.SUPPORTS, status=EvidenceStatus.REPORTED),
        coding("c3", "r2", "T1", stance=Stance.SUPPORTS),
    )
    theory, subtheme = counts["T1"], counts["T1.a"]
    assert (theory.sources, theory.codings) == (2, 3)
    assert (subtheme.sources, subtheme.codings) == (1, 2)
    assert theory.by_stance == {Stance.BEARS_ON: 1, Stance.SUPPORTS: 2}
    assert theory.by_status == {None: 2, EvidenceStatus.REPORTED: 1}
    assert theory.by_source_type == {"empirical": 1, "policy": 1}


def test_the_stance_toward_each_code_counts_for_that_code():
    apart = {"T1.a": Stance.CHALLENGES, "RA": Stance.SUPPORTS}
    counts = evidence(coding("c1", "r1", stances=apart), coding("c2", "r1", "RA"))
    assert counts["T1"].by_stance == counts["T1.a"].by_stance == {Stance.CHALLENGES: 1}
    assert counts["RA"].by_stance == {Stance.SUPPORTS: 1, Stance.BEARS_ON: 1}


def test_a_passage_with_two_stances_toward_a_theory_counts_under_both():
    (counts, *_) = evidence(
        coding("c1", "r1", stances={"T1": Stance.SUPPORTS, "T1.a": Stance.REFINES})
    ).values()
    assert (counts.codings, counts.by_stance) == (1, {Stance.SUPPORTS: 1, Stance.REFINES: 1})


def test_a_passage_that_one_person_coded_twice_under_a_theory_is_one_coding_there():
    theory, subtheme, *_ = evidence(
        coding("c1", "r1", "T1", stance=Stance.REFINES),
        coding("c2", "r1", "T1.a"),
        coding("c3", "r1", "T1.a", reviewer="Ben"),
    ).values()
    assert (theory.codings, subtheme.codings) == (2, 2)
    assert theory.by_stance == {Stance.BEARS_ON: 2, Stance.REFINES: 1}


def test_a_source_that_both_supports_and_challenges_counts_under_both_and_once_under_each():
    theory = evidence(
        coding("c1", "r1", "T1", stance=Stance.SUPPORTS),
        coding("c2", "r1", "T1.a", start=11, stance=Stance.SUPPORTS),
        coding("c3", "r1", "T1.a", start=12, stance=Stance.CHALLENGES),
        coding("c4", "r2", "T1", stance=Stance.SUPPORTS),
    )["T1"]
    assert (theory.sources, theory.codings) == (2, 4)
    assert theory.sources_by_stance == {Stance.SUPPORTS: 2, Stance.CHALLENGES: 1}
    assert theory.by_stance == {Stance.SUPPORTS: 3, Stance.CHALLENGES: 1}


def test_sources_that_are_not_included_do_not_count():
    counts = evidence(coding("c1", "r1", "T2"), coding("c2", "r3", "T2"), included={"r3"})
    assert (counts["T2"].sources, counts["T2"].by_source_type) == (1, {"unclassified": 1})
    assert counts["T2"].not_included == 1


def test_passages_in_records_that_are_not_included_are_counted_apart_with_their_sub_themes():
    counts = evidence(
        coding("c1", "r1", "T1", "T1.a"), coding("c2", "r1", "T1.a", start=11), included=frozenset()
    )
    assert {code: count.not_included for code, count in counts.items()} == {
        "T1": 2,
        "T1.a": 2,
        "T2": 0,
        "RA": 0,
    }
    assert counts["T1"].codings == 0


def test_codes_that_left_the_map_are_not_lost():
    counts = evidence(coding("c1", "r1", "X9"))
    assert list(counts)[-1] == "X9"
    assert (counts["X9"].name, counts["X9"].theory, counts["X9"].sources) == ("X9", "X9", 1)


UNDER = {"T1": ("T1", "T1.a")}

stances = st.dictionaries(
    st.sampled_from(["T1", "T1.a", "T2", "RA", "X9"]), st.sampled_from(Stance), min_size=1
)
codings = st.lists(st.tuples(st.sampled_from(sorted(TYPES)), stances)).map(
    lambda drawn: [
        coding("c", record, start=start, stances=those) for start, (record, those) in enumerate(drawn)
    ]
)


@given(codings)
def test_every_split_adds_up(codings):
    for code, count in evidence(*codings).items():
        assert sum(count.by_status.values()) == count.codings
        toward = [tuple(coding.stances.get(one) for one in UNDER.get(code, (code,))) for coding in codings]
        for stance in Stance:
            assert count.by_stance.get(stance, 0) == sum(stance in stances for stances in toward)
            holding = {one.record for one, stances in zip(codings, toward, strict=True) if stance in stances}
            assert count.sources_by_stance.get(stance, 0) == len(holding) <= count.sources
        assert sum(count.by_source_type.values()) == count.sources <= count.codings
