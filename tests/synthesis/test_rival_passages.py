"""Passages that speak to a theory and to its rival."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from review.domain import Stance
from review.synthesis.rival_passages import rival_passages
from tests.export.reviews import THEORY_MAP, coding

TEXT = "Councils know too little of the market, so providers leave it."
SUPPORTS, CHALLENGES = Stance.SUPPORTS, Stance.CHALLENGES


def passage(identifier, start, end, record="r1", **fields):
    return coding(identifier, record, start=start, end=end, quote=TEXT[start:end], **fields)


def found(*codings, included=("r1", "r2")):
    return rival_passages(THEORY_MAP, codings, included)


def test_a_coding_under_a_theory_and_its_rival_is_one_sub_themes_included():
    both = passage("c1", 0, 38, stances={"T1.a": CHALLENGES, "RA": SUPPORTS, "T2": SUPPORTS})
    (one,) = found(both, passage("c2", 40, 62, stances={"T1": SUPPORTS}))
    assert (one.theory, one.rival, one.quote) == ("T1", "RA", TEXT[:38])
    assert (one.toward_theory, one.toward_rival) == ((CHALLENGES,), (SUPPORTS,))


def test_a_theory_that_is_not_rivalled_has_none():
    assert not found(passage("c1", 0, 38, stances={"T2": SUPPORTS, "RA": SUPPORTS}))


def test_two_codings_that_overlap_are_a_passage_of_both_reviewers():
    (one,) = found(
        passage("c1", 0, 38, stances={"RA": SUPPORTS}),
        passage("c2", 27, 62, stances={"T1": CHALLENGES}, reviewer="Ben"),
        passage("c3", 0, 9, stances={"T2": SUPPORTS}),
    )
    assert (one.quote, one.span) == (TEXT, (0, 62))
    assert one.reviewers == ("Ada", "Ben")
    assert [coding.id for coding in one.codings] == ["c1", "c2"]


def test_what_only_touches_or_is_in_another_text_does_not_overlap():
    assert not found(
        passage("c1", 0, 38, stances={"RA": SUPPORTS}), passage("c2", 38, 62, stances={"T1": CHALLENGES})
    )
    assert not found(
        passage("c1", 0, 38, stances={"RA": SUPPORTS}),
        passage("c2", 0, 38, stances={"T1": CHALLENGES}, text_sha256="cd" * 32),
    )


def test_the_same_passage_coded_by_two_is_one_with_all_stances():
    (one,) = found(
        passage("c1", 0, 38, stances={"T1": CHALLENGES, "RA": SUPPORTS}),
        passage("c2", 0, 38, stances={"T1": SUPPORTS}, reviewer="Ben"),
    )
    assert one.toward_theory == (SUPPORTS, CHALLENGES)
    assert one.toward_rival == (SUPPORTS,)


def test_sources_that_are_not_included_are_left_out():
    assert not found(passage("c1", 0, 38, stances={"T1": CHALLENGES, "RA": SUPPORTS}), included=())


codings = st.lists(
    st.builds(
        lambda start, length, record, stances: passage("c", start, start + length, record, stances=stances),
        st.integers(0, 50),
        st.integers(1, 12),
        st.sampled_from(["r1", "r2", "r3"]),
        st.dictionaries(st.sampled_from(["T1", "T1.a", "T2", "RA"]), st.sampled_from(Stance), min_size=1),
    ),
    max_size=8,
)


@given(codings)
def test_the_quotation_is_the_text_of_the_span_and_every_stance_is_that_of_a_coding(codings):
    every = [structs.replace(one, id=f"c{n}") for n, one in enumerate(codings)]
    for one in found(*every):
        start, end = one.span
        assert one.quote == TEXT[start:end]
        assert one.record in ("r1", "r2")
        assert set(one.toward_theory) == {s for c in one.codings for s in c.stances_toward(("T1", "T1.a"))}
        assert set(one.toward_rival) == {s for c in one.codings for s in c.stances_toward(("RA",))}
        assert one.toward_theory
        assert one.toward_rival
