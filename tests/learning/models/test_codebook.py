"""The theory map changes all the time: what was judged for the other codes must not be lost by it."""

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from review.domain import PassageText
from review.learning.features.words import WordTable
from review.learning.models.codes import CodeSuggester
from review.learning.models.training_labels import Acts, drawn_at_random
from review.theory_map import Subtheme, TheoryMap
from review.theory_map.values import UnguidedShares
from tests.learning.material import A_MAP, a_coding, a_done_mark, a_map_with_trust, passages_of

WORDS = {
    "T1": "providers compete prices market suppliers rivalry",
    "T2": "advice advocacy leaflet helpline guidance website",
    "RA": "councils lack knowledge incentives shape supply",
    "T9": "trust carer familiar faces years friendship",
    "": "towns interviews spring method sample dates",
}
THEN = tuple(A_MAP.code_names)
WITH_TRUST = a_map_with_trust()
NOW = tuple(WITH_TRUST.code_names)


def told(record: str, *codes: str) -> list[PassageText]:
    """Passages in the words of these codes, and some that all have in common."""
    random = np.random.default_rng(sum(map(ord, record)))
    texts = [
        " ".join(
            [
                *random.choice(WORDS[code].split(), 4, replace=False),
                *random.choice(WORDS[""].split(), 2),
                f"n{number}",
            ]
        )
        for number, code in enumerate(codes)
    ]
    return passages_of(record, *texts)


DOCUMENTS = {f"d{n}": ["T1", "T2", "RA", "", "T1", "T2", "RA", "", "T1", ""] for n in range(6)}
OLD = [passage for record, codes in DOCUMENTS.items() for passage in told(record, *codes)]
CARRIED = [code for codes in DOCUMENTS.values() for code in codes]
NEW = told("e0", "T9", "T9", "T9", "T1", "")
UNSEEN = told("f0", "T9", "T1", "T2", "T9", "RA", "")

JUDGED = Acts(
    [a_coding(passage, code) for passage, code in zip(OLD, CARRIED, strict=True) if code],
    [],
    [a_done_mark(passage, *THEN) for passage in OLD],
)
AND_TRUST = Acts(
    [
        *JUDGED.codings,
        *(a_coding(passage, "T9") for passage in NEW[:3]),
        a_coding(NEW[3], "T1"),
    ],
    [],
    [*JUDGED.done_marks, *(a_done_mark(passage, *NOW) for passage in NEW)],
)


def suggester(theory_map: TheoryMap, acts: Acts) -> CodeSuggester:
    made = CodeSuggester(WordTable(), theory_map, [*OLD, *NEW, *UNSEEN])
    made.learn(acts)
    return made


def scores(made: CodeSuggester, code: str, record: str = "f0") -> np.ndarray:
    return made.scores(record)[:, made.codes.index(code)]


def test_scores_stay_calibrated_and_nearly_the_same_when_the_map_gains_a_theory():
    before, after = suggester(A_MAP, JUDGED), suggester(WITH_TRUST, JUDGED)
    assert before.calibrated
    assert after.calibrated
    for code in before.codes:
        for record in ("d0", "f0"):
            assert scores(after, code, record) == pytest.approx(scores(before, code, record), abs=0.02)


def test_and_when_it_gains_a_sub_theme():
    finer = structs.replace(A_MAP.codes[1], subthemes=(Subtheme("T2.a", "Helplines"),))
    later = structs.replace(A_MAP, codes=(A_MAP.codes[0], finer, A_MAP.codes[2]))
    made = suggester(later, JUDGED)
    assert made.calibrated
    assert made.codes.index("T2.a") not in made.model.established


def test_a_new_theory_is_learned_from_five_passages():
    made = suggester(WITH_TRUST, AND_TRUST)
    assert made.calibrated
    first = [int(place) for place in np.argsort(-scores(made, "T9"))[:2]]
    assert sorted(first) == [0, 3]
    suggested = {p.start: p.codes[0].code for p in made.of_passages("f0")}
    assert [suggested.get(UNSEEN[place].start) for place in (0, 3)] == ["T9", "T9"]


def test_what_was_judged_before_a_theory_came_says_nothing_against_it():
    unknown = suggester(WITH_TRUST, AND_TRUST)
    marks = [a_done_mark(passage, *NOW) for passage in (*OLD, *NEW)]
    against = suggester(WITH_TRUST, replace(AND_TRUST, done_marks=marks))
    learned = [made.model._regressions.scores(made.rows("f0")) for made in (unknown, against)]
    column = NOW.index("T9")
    about = [0, 3]
    assert (learned[0][about, column] > learned[1][about, column]).all()


def test_the_new_theory_is_solved_as_if_the_old_passages_were_not_there():
    made = suggester(WITH_TRUST, AND_TRUST)
    alone = suggester(
        WITH_TRUST,
        Acts(
            [coding for coding in AND_TRUST.codings if coding.record == "e0"],
            [],
            [mark for mark in AND_TRUST.done_marks if mark.record == "e0"],
        ),
    )
    column = NOW.index("T9")
    here, there = (of.model._regressions.scores(of.rows("f0"))[:, column] for of in (made, alone))
    assert here == pytest.approx(there, abs=1e-5)


def test_only_texts_judged_for_every_established_code_tell_and_unknown_pairs_have_no_score():
    made = suggester(WITH_TRUST, AND_TRUST)
    column = made.codes.index("T9")
    texts, found = made.model.out_of_document()
    assert len(texts) == len(OLD) + len(NEW)
    assert np.isnan(found[: len(OLD), column]).all()
    assert not np.isnan(found[len(OLD) :]).any()
    assert not np.isnan(np.delete(found, column, axis=1)).any()
    assert column not in made.model.established


def test_scores_out_of_document_know_nothing_of_the_document():
    made = suggester(A_MAP, JUDGED)
    document = np.arange(10)
    without = [a_coding(passage, code) for passage, code in zip(OLD[10:], CARRIED[10:], strict=True) if code]
    marks = [a_done_mark(passage, *THEN) for passage in OLD[10:]]
    other = suggester(A_MAP, Acts(without, [], marks))
    for each in (made, other):
        each.model._calibration = None  # the calibration learns from all documents
    found = made.model.scores_out_of_document(document)
    # Only how far a code's mean score is ahead, one number for each code, is of all documents.
    assert found == pytest.approx(other.scores("d0"), abs=2e-3)
    assert not np.allclose(found, made.scores("d0"), atol=1e-2)


def test_scores_out_of_document_of_texts_that_nobody_judged_are_the_usual_ones():
    made = suggester(A_MAP, JUDGED)
    unseen = np.arange(len(OLD) + len(NEW), len(OLD) + len(NEW) + len(UNSEEN))
    assert (made.model.scores_out_of_document(unseen) == made.scores("f0")).all()


def test_a_theory_that_most_passages_were_judged_for_is_established():
    marks = [a_done_mark(passage, *NOW) for passage in (*OLD, *NEW)]
    made = suggester(WITH_TRUST, replace(AND_TRUST, done_marks=marks))
    assert made.model.established.tolist() == list(range(len(NOW)))


def test_probabilities_are_those_of_the_blind_share():
    """Where passages were chosen because they bear on something, those drawn at random say how many do."""
    blind = structs.replace(A_MAP, shares=UnguidedShares(blind=0.25))
    drawn = drawn_at_random(OLD, JUDGED, 0.25)
    # In the blind share nothing was coded.
    codings = [
        a_coding(passage, code)
        for passage, code, is_drawn in zip(OLD, CARRIED, drawn, strict=True)
        if code and not is_drawn
    ]
    acts = Acts(codings, [], JUDGED.done_marks)
    with_it, without = suggester(blind, acts), suggester(A_MAP, acts)
    assert with_it.calibrated
    assert with_it.scores("f0").mean() < without.scores("f0").mean() / 2
    assert (with_it.scores("f0").argsort(axis=1) == without.scores("f0").argsort(axis=1)).all()


def test_a_model_that_has_learned_nothing_has_the_same_neighbours():
    """A quotation outside of all passages comes last, wherever it stands."""
    passages = [*OLD[1:], OLD[0]]
    made = CodeSuggester(WordTable(), A_MAP, passages)
    cold = made.model.scores_at(range(len(passages)))
    made.learn(JUDGED)
    again = made.model.untaught().scores_at(range(len(passages)))
    assert (again == cold).all()
