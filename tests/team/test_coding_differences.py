"""Where coders differ: places are codings that overlap, and at each the codes and stances of reviewers are compared as sets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from review.domain import Coding, Stance
from review.team.coding_differences import differences


def coding(
    reviewer: str, start: int, end: int, *, record: str = "r", text: str = "t", **stances: str
) -> Coding:
    """A coding of ``T1`` and other codes, with their stances."""
    return Coding(
        id=f"{reviewer}{start}-{end}{sorted(stances)}",
        record=record,
        text_sha256=text,
        start=start,
        end=end,
        quote="x" * (end - start),
        stances={code: Stance(stance) for code, stance in stances.items()},
        status=None,
        reviewer=reviewer,
        time="2026-01-01",
        page=1,
        page_label="1",
    )


def test_codes_that_only_some_put_there_and_stances_apart() -> None:
    (found,) = differences(
        [
            coding("bob", 10, 30, T1="challenges"),
            coding("ann", 0, 20, T1="supports", T2="bears-on"),
        ]
    )
    assert (found.record, found.start, found.end) == ("r", 0, 30)
    assert found.of_code == ("T2",)
    assert found.of_stance == ("T1",)
    assert found.by == {
        "ann": {"T1": (Stance.SUPPORTS,), "T2": (Stance.BEARS_ON,)},
        "bob": {"T1": (Stance.CHALLENGES,)},
    }


def test_those_who_agree_do_not_differ_however_they_cut_the_passage() -> None:
    assert not differences(
        [
            coding("ann", 0, 20, T1="supports"),
            coding("ann", 0, 20, T2="bears-on"),
            coding("bob", 5, 12, T1="supports", T2="bears-on"),
        ]
    )


def test_passages_that_only_meet_or_are_on_other_texts_are_not_compared() -> None:
    assert not differences([coding("ann", 0, 20, T1="supports"), coding("bob", 20, 30, T2="supports")])
    assert not differences(
        [coding("ann", 0, 20, T1="supports"), coding("bob", 0, 20, record="s", T2="supports")]
    )
    assert not differences(
        [coding("ann", 0, 20, T1="supports"), coding("bob", 0, 20, text="u", T2="supports")]
    )


def test_where_one_coder_coded_there_is_nothing_to_compare() -> None:
    assert not differences([coding("ann", 0, 20, T1="supports"), coding("ann", 5, 9, T2="challenges")])


def test_own_codings_under_several_stances_are_compared_as_a_set() -> None:
    two = [coding("ann", 0, 20, T1="supports"), coding("ann", 3, 20, T1="challenges")]
    (found,) = differences([*two, coding("bob", 0, 20, T1="challenges")])
    assert found.of_stance == ("T1",)
    assert not differences([*two, coding("bob", 0, 9, T1="challenges"), coding("bob", 2, 9, T1="supports")])


def test_of_three_coders_a_code_that_one_left_out_differs() -> None:
    (found,) = differences(coding(who, 0, 9, **codes) for who, codes in (
        ("ann", {"T1": "supports", "T2": "supports"}),
        ("bob", {"T1": "supports", "T2": "supports"}),
        ("cas", {"T1": "supports"}),
    ))  # fmt: skip
    assert (found.of_code, found.of_stance) == (("T2",), ())


CODINGS = st.lists(
    st.builds(
        lambda who, start, length, code, stance: coding(who, start, start + length, **{code: stance}),
        st.sampled_from(["ann", "bob", "cas"]),
        st.integers(0, 40),
        st.integers(1, 10),
        st.sampled_from(["T1", "T2"]),
        st.sampled_from(["supports", "challenges"]),
    ),
    max_size=8,
)


@given(CODINGS, st.randoms(use_true_random=False))
def test_places_never_overlap_and_the_order_of_codings_does_not_matter(codings, random) -> None:
    found = differences(codings)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(len(one.by) > 1 and (one.of_code or one.of_stance) for one in found)
    mixed = differences(random.sample(codings, len(codings)))
    assert [(one.start, one.end, one.of_code, one.of_stance) for one in mixed] == [
        (one.start, one.end, one.of_code, one.of_stance) for one in found
    ]
