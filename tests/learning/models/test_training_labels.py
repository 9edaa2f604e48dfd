import numpy as np
import pytest

from review.domain.suggestions.blind import is_blind
from review.learning.models.training_labels import (
    FOLLOWS,
    Acts,
    PassageIndex,
    answers,
    drawn_at_random,
    established,
    judged_together,
    training_labels,
    unplaced,
)
from tests.learning.material import (
    A_MAP,
    ADVICE,
    MARKET,
    OTHER,
    a_coding,
    a_done_mark,
    a_rejection,
    passages_of,
)

PASSAGES = passages_of("r", MARKET, ADVICE, OTHER)
CODES = ("T1", "T1.a", "T2", "RA")


def known(**acts: list) -> list[list[int]]:
    return training_labels(PASSAGES, CODES, Acts(**acts), A_MAP).tolist()


def test_nothing_is_known_of_a_passage_that_nobody_has_looked_at():
    assert known() == [[-1, -1, -1, -1]] * 3


def test_a_coding_teaches_its_codes_and_nothing_about_the_others():
    assert known(codings=[a_coding(PASSAGES[0], "T2")])[0] == [-1, -1, 1, -1]


def test_a_sub_theme_teaches_its_theory_too():
    assert known(codings=[a_coding(PASSAGES[0], "T1.a")])[0] == [1, 1, -1, -1]


def test_done_teaches_the_codes_that_the_passage_did_not_get():
    acts = {"codings": [a_coding(PASSAGES[0], "T1")], "done_marks": [a_done_mark(PASSAGES[0])]}
    assert known(**acts)[0] == [1, 0, 0, 0]
    assert known(**acts)[1] == [-1, -1, -1, -1]


def test_done_teaches_only_the_codes_of_that_moment():
    assert known(done_marks=[a_done_mark(PASSAGES[0], "T2", "T9")])[0] == [-1, -1, 0, -1]


def test_what_does_not_bear_on_a_theory_does_not_bear_on_a_sub_theme_that_came_later():
    assert known(done_marks=[a_done_mark(PASSAGES[0], "T1", "T2")])[0] == [0, FOLLOWS, 0, -1]
    assert known(rejections=[a_rejection(PASSAGES[0], "T1")])[0] == [0, FOLLOWS, -1, -1]
    assert known(done_marks=[a_done_mark(PASSAGES[0])])[0] == [0, 0, 0, 0]


def test_that_is_learned_like_any_other_judgement():
    learned = answers(np.array([[1, 0, -1, FOLLOWS]], np.int8))
    assert learned[0] == pytest.approx([1, 0, np.nan, 0], nan_ok=True)


def test_and_establishes_nothing_since_it_is_known_only_where_the_theory_does_not_hold():
    carried, others = judged((20, "+-?")), judged((200, "--/"))
    assert established(np.vstack([carried, others])).tolist() == [0, 1]


def test_codes_are_learned_together_where_they_are_known_for_the_same_passages():
    assert [group.tolist() for group in judged_together(judged((60, "+-??"), (9, "--+?"), (1, "--+-")))] == [
        [0, 1],
        [2],
        [3],
    ]


def test_what_bears_on_a_theory_may_bear_on_a_sub_theme_that_came_later():
    acts = {"codings": [a_coding(PASSAGES[0], "T1")], "done_marks": [a_done_mark(PASSAGES[0], "T1", "T2")]}
    assert known(**acts)[0] == [1, -1, 0, -1]


def test_a_sub_theme_that_does_not_hold_says_nothing_about_its_theory():
    assert known(rejections=[a_rejection(PASSAGES[0], "T1.a")])[0] == [-1, 0, -1, -1]


def test_a_rejection_teaches_that_a_code_does_not_hold():
    assert known(rejections=[a_rejection(PASSAGES[1], "RA")])[1] == [-1, -1, -1, 0]


def test_a_span_is_about_the_passages_that_it_covers_by_half_or_is_in():
    index = PassageIndex(PASSAGES)
    first, second = PASSAGES[0], PASSAGES[1]
    assert index.about("r", first.start + 5, first.start + 9) == [0]
    assert index.about("r", first.start, second.end) == [0, 1]
    assert index.about("r", first.start, second.start + 3) == [0]
    assert index.about("other", 0, 5) == []
    assert index.covered("r", first.start + 5, first.start + 9) == []


def test_a_quotation_outside_all_passages_teaches_as_one_of_its_own():
    (heading,) = passages_of("r2", "A heading about markets")
    codings = [a_coding(heading, "T1"), a_coding(PASSAGES[0], "T1")]
    assert unplaced(codings, PassageIndex(PASSAGES)) == [heading]


def test_codes_that_are_no_longer_in_the_map_are_passed_over():
    assert np.array(known(codings=[a_coding(PASSAGES[0], "T77")])).max() == -1


def judged(*rows: tuple[int, str]) -> np.ndarray:
    """What is known, a row for each (so many texts, a sign for each code): + holds, - does not, / follows, ? is not known."""
    signs = {"+": 1, "-": 0, "?": -1, "/": FOLLOWS}
    return np.array([[signs[sign] for sign in row] for count, row in rows for _ in range(count)], np.int8)


def test_codes_that_came_later_are_not_established_until_most_passages_are_judged_for_them():
    assert established(judged((60, "+---?"))).tolist() == [0, 1, 2, 3]
    assert established(judged((60, "+---?"), (5, "----+"))).tolist() == [0, 1, 2, 3]
    assert established(judged((60, "+---?"), (600, "----+"))).tolist() == [0, 1, 2, 3, 4]


def test_passages_that_were_coded_and_not_finished_establish_nothing():
    assert established(judged((500, "+???"), (20, "+---"))).tolist() == [0, 1, 2, 3]


def test_neither_do_suggestions_rejected():
    assert established(judged((500, "-???"), (20, "+---"))).tolist() == [0, 1, 2, 3]


def test_before_anything_is_judged_every_code_is_established():
    assert established(judged((3, "????"))).tolist() == [0, 1, 2, 3]
    assert established(judged((3, "+???"))).tolist() == [0, 1, 2, 3]
    assert established(np.empty((0, 2), np.int8)).tolist() == [0, 1]
    assert established(np.empty((2, 0), np.int8)).tolist() == []


def test_passages_done_in_the_blind_share_were_drawn_at_random():
    marks = [a_done_mark(passage) for passage in PASSAGES[:2]]
    quotation = passages_of("q", OTHER)
    assert drawn_at_random([*PASSAGES, *quotation], Acts((), (), marks), 1.0).tolist() == [
        True,
        True,
        False,
        False,
    ]
    assert not drawn_at_random(PASSAGES, Acts((), (), marks), 0.0).any()
    passages = [passage for n in range(200) for passage in passages_of(f"d{n}", MARKET)]
    acts = Acts((), (), [a_done_mark(passage) for passage in passages])
    drawn = drawn_at_random(passages, acts, 0.25)
    assert 30 < drawn.sum() < 70
    assert [is_blind(0.25, "ann", one.record, one.start) for one in passages] == drawn.tolist()
