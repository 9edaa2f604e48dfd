"""The cells of the grid as text."""

from review.domain.theories.appraisal import Appraisal, Level
from review.theory_map import Dimension
from review.tui.dialogs.appraisal.levels import SIGNS
from review.tui.places.appraisals.cells import MISSING, in_full, signs_of
from review.tui.places.appraisals.desk import EMPTY, Cell
from review.tui.support.ascii_signs import in_ascii

DIMENSIONS = [Dimension("relevance", "Relevance", {}), Dimension("rigour", "Rigour", {})]


def by(reviewer: str, relevance: str = "", rigour: str = "") -> Appraisal:
    given = (("relevance", relevance), ("rigour", rigour))
    levels = {name: Level(level) for name, level in given if level}
    return Appraisal("r", "T1", reviewer, levels, ("it says how",), "2026-11-28", ("e",))


def shown(*appraisals: Appraisal, codings: int = 1) -> str:
    return "".join(sign for sign, _ in signs_of(Cell(codings, appraisals), DIMENSIONS))


def test_what_is_missing_has_a_sign_of_its_own():
    assert shown() == MISSING
    assert shown(codings=0) == ""
    assert in_ascii(MISSING) not in {in_ascii(sign) for sign in SIGNS.values()}


def test_a_level_has_a_sign_for_each_dimension():
    assert shown(by("Ana", "high", "low")) == "▲▼"
    assert shown(by("Ana", rigour="not-assessed"), codings=0) == "·–"


def test_reviewers_who_differ_stand_beside_each_other_and_others_are_one():
    ana, ben = by("Ana", "high", "low"), by("Ben", "high", "low")
    assert shown(ana, ben) == "▲▼"
    assert shown(ana, by("Ben", "moderate")) == "▲▼/◆·"


def test_a_cell_says_in_words_what_there_is():
    assert in_full(EMPTY, "T1", DIMENSIONS) == ["no passage coded"]
    assert in_full(Cell(2), "T1", DIMENSIONS) == ["2 passages coded, not appraised yet"]
    assert in_full(Cell(1, (by("Ana", "high", "not-assessed"),), 1), "T1", DIMENSIONS) == [
        "1 passage coded, 1 passage appraised",
        "Ana: relevance high, rigour not assessed: “it says how”",
    ]
