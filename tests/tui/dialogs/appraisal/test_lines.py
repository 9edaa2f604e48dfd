"""An appraisal as text."""

from review.domain.theories.appraisal import Level
from review.project import Project
from review.theory_map import Dimension
from review.tui.dialogs.appraisal.appraising import Appraising, Passage
from review.tui.dialogs.appraisal.levels import SIGNS, UNJUDGED
from review.tui.dialogs.appraisal.lines import level_rows, meaning_lines, subject_line
from review.tui.support.ascii_signs import in_ascii


def test_each_sign_has_a_twin_of_its_own_in_ascii():
    signs = [*SIGNS.values(), UNJUDGED]
    assert len({in_ascii(sign) for sign in signs}) == len(signs)


def test_levels_stand_below_their_dimensions_and_those_of_others_below_them(worked: Project):
    record = worked.coding.codings(code="T1")[0].record
    with worked.acting_as("Ben"):
        worked.appraisals.appraise(record, {"rigour": "low"}, "[/etc/x]", target="T1")
    appraising = Appraising(worked, record, "T1")
    appraising.choose(Level.HIGH)
    assert subject_line(appraising, 76).plain == "for T1 Market logic · the whole source"
    head, you, ben = (line.plain for line in level_rows(appraising, 76))
    assert you.index("▲ high") == head.index("Relevance")
    assert ben.index("▼ low") == head.index("Rigour")
    assert you.startswith("you  ")
    assert "“[/etc/x]”" in ben


def test_that_a_passage_is_appraised_is_never_cut(worked: Project):
    passage = Passage((0, 9), "", "pp. 16–17", "Councils shape the market")
    record = worked.coding.codings(code="RA")[0].record
    appraising = Appraising(worked, record, "RA", passage, of_passage=True)
    for width in (50, 76, 120):
        line = subject_line(appraising, width).plain
        assert "· the passage on pp. 16–17" in line
        assert len(line) <= width
    assert line.endswith("“Councils shape the market”")


def test_levels_are_signs_where_there_is_no_room_for_words(worked: Project):
    appraising = Appraising(worked, worked.records.all()[0].id)
    for _ in range(3):
        appraising.choose(Level.NOT_ASSESSED)
    _, you = (line.plain for line in level_rows(appraising, 30))
    assert you.split() == ["you", "–", "–", "–"]


def test_meanings_are_whole_if_they_fit_and_else_a_line_each():
    dimension = Dimension("trust", "Trust", {Level.HIGH: "word " * 30, Level.LOW: "short"})
    whole = [line.plain for line in meaning_lines(dimension, {}, 40, 9)]
    assert "".join(whole).count("word") == 30
    assert max(map(len, whole)) <= 40
    cut = [line.plain for line in meaning_lines(dimension, {}, 40, 5)]
    assert [line.split()[0] for line in cut] == ["1", "2", "3", "0"]
    assert cut[0].endswith("…")
