"""A verdict as text."""

from msgspec.structs import replace

from review.domain import Stance
from review.domain.theories.configuration import Configuration, ConfigurationStatus, Element
from review.domain.theories.verdict import Verdict, VerdictKind
from review.tui.support.plain import plain
from review.tui.widgets.theories.verdict import WORDS, verdict_line, verdict_lines, verdict_word
from review.tui.widgets.theories.work import MOST, WorkKeys, WorkOnTheory, work_in_sight, work_lines
from tests.tui.hosts import HOSTILE

GIVEN = Verdict(
    "e1",
    "T1",
    VerdictKind.PARTIALLY_SUPPORTED,
    "mainly about specialist provision",
    "people with dementia",
    "Ana",
    "2026-03-12T10:00:00Z",
    "m1",
    theory_version=2,
)


def lines(verdict: Verdict | None) -> list[str]:
    return [line.plain for line in verdict_lines(verdict, "V")]


def test_every_verdict_has_a_short_word_of_its_own():
    assert set(WORDS) == set(VerdictKind)
    assert len(set(WORDS.values())) == len(WORDS)
    assert max(map(len, WORDS.values())) <= 10


def test_a_verdict_says_what_limits_it_and_who_gave_it_when_under_which_version():
    assert lines(GIVEN) == [
        "Verdict  partially supported · Ana, 2026-03-12, map v2",
        "caveat: mainly about specialist provision",
        "gap: people with dementia",
    ]
    assert lines(replace(GIVEN, caveat="", gap="", theory_version=None)) == [
        "Verdict  partially supported · Ana, 2026-03-12"
    ]
    assert lines(None) == ["Verdict  none yet (V)"]


def test_what_changed_since_and_what_was_given_apart_are_said_and_marked_in_the_word():
    since = ("theory reworded (v2 → v4)", "evidence changed: 12 sources then, 14 now")
    apart = replace(GIVEN, event="e2", verdict=VerdictKind.MIXED, caveat="", reviewer="Ben")
    verdict = replace(GIVEN, since=since, others=(apart,))
    assert lines(verdict)[3:] == [
        "since then: theory reworded (v2 → v4); evidence changed: 12 sources then, 14 now",
        "given apart: mixed · Ben, 2026-03-12, map v2; gap: people with dementia (V settles it)",
    ]
    merged = replace(GIVEN, others=(replace(apart, given_on="T9"),))
    assert lines(merged)[-1].startswith(f"given on T9, which is {GIVEN.code} now: mixed · Ben, ")
    assert [verdict_word(one).plain for one in (None, GIVEN, verdict)] == ["", "partly", "partly!"]
    assert verdict_word(replace(GIVEN, others=(apart,))).plain == "partly!"


def test_a_verdict_is_a_line_of_the_story():
    assert verdict_line(replace(GIVEN, caveat="")).plain == (
        "verdict: partially supported · Ana, 2026-03-12, map v2; gap: people with dementia"
    )
    merged = replace(GIVEN, given_on="T9", caveat="", gap="")
    assert verdict_line(merged).plain == "verdict on T9: partially supported · Ana, 2026-03-12, map v2"


def test_outside_text_is_shown_as_it_is():
    for text in HOSTILE:
        shown = lines(replace(GIVEN, caveat=text, gap=text, reviewer=text))
        assert all(plain(text) in line for line in shown)


def cmoc(number: int, **theories: str) -> Configuration:
    stances = {code: Stance(stance) for code, stance in theories.items()}
    element = Element("e", "context", f"{HOSTILE[0]} {number}")
    kept = ConfigurationStatus.KEPT
    return Configuration(f"id{number}", f"C{number}", kept, "", stances, (element,), "Ana", "2026-03-12")


def test_configurations_have_their_stances_toward_the_theory_and_its_sub_themes():
    tied = (cmoc(1, T1="supports", RA="challenges"), cmoc(3, **{"T1": "challenges", "T1.a": "refines"}))
    work = WorkOnTheory(configurations=tied, under=("T1", "T1.a"))
    assert work_lines(work, WorkKeys("V", "C")).plain.splitlines()[1:4] == [
        "Configurations (C)",
        f"C1 + kept  If {HOSTILE[0]} 1, then ….",
        f"C3 −~ kept  If {HOSTILE[0]} 3, then ….",
    ]
    assert work_in_sight(work).plain == "C1 +  C3 −~ · looked for evidence against: not yet"


def test_the_ellipsis_of_a_long_statement_stays_with_its_last_word():
    long = replace(cmoc(1), elements=(Element("e", "context", "councils pay for whole years " * 9),))
    [_, _, line, *_] = work_lines(WorkOnTheory(configurations=(long,)), WorkKeys("V", "C")).plain.splitlines()
    assert line.endswith("…")
    assert not line.endswith(" …")


def test_of_very_many_configurations_the_first_are_listed():
    work = WorkOnTheory(configurations=tuple(cmoc(n, T1="supports") for n in range(1000)), under=("T1",))
    lines = work_lines(work, WorkKeys("V", "C")).plain.splitlines()
    assert len(lines) == MOST + 4
    assert "and 988 more" in lines
    assert work_in_sight(work).plain.count("+") == MOST


def test_what_was_looked_at_is_counted_below():
    assert work_lines(WorkOnTheory(looked_at=1), WorkKeys("V", "C", "E")).plain.splitlines() == [
        "Verdict  none yet (V)",
        "Looked for evidence against  nothing in 1 passage beside those coded (E)",
    ]
    assert work_lines(WorkOnTheory(GIVEN), WorkKeys("V", "C", "E")).plain.endswith(
        "Looked for evidence against  not yet (E)"
    )
