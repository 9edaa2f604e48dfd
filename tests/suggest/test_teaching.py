import numpy as np

from review.suggest.teaching import Acts, PassageIndex, taught, unplaced
from tests.suggest.material import (
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
    return taught(PASSAGES, CODES, Acts(**acts), A_MAP).tolist()


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
    assert known(done_marks=[a_done_mark(PASSAGES[0], "T1", "T9")])[0] == [0, -1, -1, -1]


def test_a_rejection_teaches_that_a_code_does_not_hold():
    assert known(rejections=[a_rejection(PASSAGES[1], "RA")])[1] == [-1, -1, -1, 0]


def test_a_span_is_about_the_passages_that_it_covers_by_half_or_lies_in():
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
