"""The list of passages under a theory: places with all their codings, words, filters, and where it was left."""

from __future__ import annotations

from msgspec.structs import replace

from review.domain import Coding, Stance
from review.tui.dialogs.theories.passage_list import PassageList

CODES = {"T1": "Market logic", "T1.a": "Whole systems", "T1.b": "Competition"}
BOB = Coding(
    id="1", record="r1", text_sha256="t", start=0, end=9, quote="Providers compete", stances={"T1.a": Stance.SUPPORTS},
    status=None, reviewer="bob", time="", page=3, page_label="347",
)  # fmt: skip
ANN = replace(
    BOB, id="2", reviewer="ann", stances={"T1": Stance.CHALLENGES, "RA": Stance.SUPPORTS}, memo="Not in Leeds"
)
LATER = replace(BOB, id="3", start=20, end=29, quote="Few of them do")
OTHER = replace(BOB, id="4", record="r2", quote="Prices fell", stances={"T1.b": Stance.CHALLENGES})


def listed(*codings: Coding) -> PassageList:
    citations = {"r1": "Rahman, 2016", "r2": "Lee, 2014"}
    return PassageList("T1 Market logic", CODES, codings or (BOB, ANN, LATER, OTHER), citations)


def shown(passages: PassageList) -> list[list[str]]:
    return [[coding.id for coding in one.codings] for one in passages.shown()]


def test_a_place_that_two_coded_is_one_passage() -> None:
    passages = listed()
    assert shown(passages) == [["1", "2"], ["3"], ["4"]]
    assert passages.heading == "T1 Market logic: 3 passages (4 codings)"
    assert listed(LATER).heading == "T1 Market logic: 1 passage"
    assert passages.citation(passages.shown()[0]) == "Rahman, 2016, p. 347"
    assert passages.codes_of(BOB) == "T1.a Whole systems"
    assert passages.codes_of(ANN) == "T1 (challenges), RA (supports)"


def test_subthemes_of_other_theories_have_their_names() -> None:
    of_two = replace(BOB, stances={"T1.a": Stance.SUPPORTS, "T2.bi": Stance.SUPPORTS})
    passages = PassageList("T1 Market logic", CODES, [of_two], {}, {"T2.bi": "Equity"})
    assert passages.codes_of(of_two) == "T1.a Whole systems, T2.bi Equity"


def test_words_are_looked_for_in_all_that_is_said_of_a_passage() -> None:
    passages = listed()
    for words, found in {
        "COMPETE": [["1", "2"]], "leeds": [["1", "2"]], "lee 2014": [["4"]], "whole": [["1", "2"], ["3"]], "ann": [["1", "2"]], "no such": [],
    }.items():  # fmt: skip
        passages.searched = words
        assert (words, shown(passages)) == (words, found)
    assert passages.heading == "T1 Market logic: 0 of 3 passages"
    assert passages.in_the_way == f"No passage has “{passages.searched}”."


def test_filters_name_what_some_passages_have_and_hold_for_one_coding() -> None:
    passages = listed()
    assert [passages.label(*one) for one in passages.conditions()] == [
        "stance: challenges", "stance: supports",
        "document: Lee, 2014", "document: Rahman, 2016",
        "sub-theme: T1.a Whole systems", "sub-theme: T1.b Competition",
        "coder: ann",
    ]  # fmt: skip
    passages.toggle("stance", "challenges")
    assert shown(passages) == [["1", "2"], ["4"]]
    passages.toggle("coder", "bob")
    assert shown(passages) == [["4"]], "nobody but Ann challenges there"
    passages.toggle("coder", "bob")
    assert passages.where == {"stance": "challenges"}
    stances = []
    for _ in range(2):
        passages.next_stance()
        stances.append(passages.where.get("stance"))
    assert stances == ["supports", None]


def test_opened_again_it_is_as_it_was_left() -> None:
    before = listed()
    before.searched, before.opened = "whole", "3"
    before.toggle("document", "Rahman, 2016")
    again = listed().going_on_from(before)
    assert (again.searched, again.where, again.place_of_opened()) == ("whole", before.where, 1)
    other = PassageList("T2 Duties", {"T2": "Duties"}, [BOB], {}).going_on_from(before)
    assert (other.searched, other.where, other.place_of_opened()) == ("", {}, 0)
