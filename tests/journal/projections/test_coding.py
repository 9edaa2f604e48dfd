"""Codings: each code has a stance of its own, whatever is done to the others, and journals of before have one for all."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from review.acts import Code, Recode, Redo, Uncode, Undo
from review.domain import Stance
from review.journal.journal import Journal

TEXT = "c" * 64


def coded(*codes: str, stance: str = "bears-on", stances: dict | None = None, at: str = "v1") -> Code:
    return Code(
        record="r" * 64, text_sha256=TEXT, start=0, end=4, quote="Many", before="", after="", page=1, page_label="1",
        codes=codes, stance=stance, status="", memo="", theory_event=at, stances=UNSET if stances is None else stances,
    )  # fmt: skip


def recoded(coding: str, at: str, **changed: object) -> Recode:
    return Recode(record="r" * 64, coding=coding, theory_event=at, **changed)


def codes_of(journal: Journal, coding: str) -> list[tuple[str, str, str]]:
    return journal.rows(
        "SELECT code, stance, theory_event FROM coding_code WHERE coding = ? ORDER BY position", (coding,)
    )


@pytest.fixture
def journal() -> Journal:
    return Journal.in_memory()


def test_acts_of_before_gave_all_codes_the_same_stance(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "T2", stance="supports")).hash
    assert codes_of(journal, coding) == [("T1", "supports", "v1"), ("T2", "supports", "v1")]
    journal.append("ann", recoded(coding, "v2", codes=("T2", "RA")))
    assert codes_of(journal, coding) == [("T2", "supports", "v1"), ("RA", "supports", "v2")]
    journal.append("ann", recoded(coding, "v3", stance="refines"))
    assert codes_of(journal, coding) == [("T2", "refines", "v3"), ("RA", "refines", "v3")]
    journal.append("ann", recoded(coding, "v4", codes=("T1",)))
    assert codes_of(journal, coding) == [("T1", "refines", "v4")]


def test_each_code_has_its_own_stance(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "RA", stances={"T1": "challenges", "RA": "supports"})).hash
    assert codes_of(journal, coding) == [("T1", "challenges", "v1"), ("RA", "supports", "v1")]
    journal.append("ann", recoded(coding, "v2", stance="bears-on", stances={"T1": "refines"}))
    assert codes_of(journal, coding) == [("T1", "refines", "v2"), ("RA", "supports", "v1")]


def test_a_code_that_the_act_says_nothing_of_has_the_common_stance(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "T2", stance="extends", stances={"T1": "challenges"})).hash
    assert codes_of(journal, coding) == [("T1", "challenges", "v1"), ("T2", "extends", "v1")]


def test_stances_set_apart_on_two_codes_both_count(journal: Journal) -> None:
    """One reviewer judges T1 while another, who has not seen that, takes T1 for unjudged and adds T2."""
    coding = journal.append("ann", coded("T1")).hash
    journal.append("ann", recoded(coding, "v1", stance="supports", stances={"T1": "supports"}))
    journal.append(
        "bob", recoded(coding, "v1", codes=("T1", "T2"), stance="bears-on", stances={"T2": "challenges"})
    )
    assert codes_of(journal, coding) == [("T1", "supports", "v1"), ("T2", "challenges", "v1")]


@pytest.mark.parametrize(
    ("changed", "under"),
    [
        ({"status": "measured"}, "v1"),
        ({"codes": ("T1", "T2"), "stances": {"T2": "refines"}}, "v1"),
        ({"stances": {"T1": "supports"}}, "v1"),
        ({"stances": {"T1": "challenges"}}, "v2"),
        ({"stance": "challenges"}, "v2"),
        ({"looked_at": ("T1",)}, "v2"),
        ({"stances": {"T1": "supports"}, "looked_at": ("T1",)}, "v2"),
    ],
)  # fmt: skip
def test_the_version_of_a_code_is_that_under_which_it_was_judged(
    journal: Journal, changed: dict[str, object], under: str
) -> None:
    coding = journal.append("ann", coded("T1", stance="supports")).hash
    journal.append("ann", recoded(coding, "v2", **changed))
    assert codes_of(journal, coding)[0][2] == under


def test_a_code_that_comes_back_is_judged_under_the_version_of_that_act(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "T2", stances={"T1": "supports", "T2": "refines"})).hash
    journal.append("ann", recoded(coding, "v2", codes=("T2",)))
    journal.append("ann", recoded(coding, "v3", codes=("T2", "T1")))
    assert codes_of(journal, coding) == [("T2", "refines", "v1"), ("T1", "supports", "v3")]


def test_undo_and_redo_of_a_stance(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "RA", stances={"T1": "challenges", "RA": "supports"})).hash
    before = codes_of(journal, coding)
    changed = journal.append("ann", recoded(coding, "v2", codes=("T1",), stances={"T1": "extends"})).hash
    after = codes_of(journal, coding)
    for act, expected in ((Undo, before), (Redo, after), (Undo, before)):
        journal.append("ann", act(event=changed, subject=f"coding:{coding}", record="r" * 64))
        assert codes_of(journal, coding) == expected


def test_a_removed_coding_has_no_codes(journal: Journal) -> None:
    coding = journal.append("ann", coded("T1", "T2")).hash
    journal.append("ann", Uncode(record="r" * 64, coding=coding))
    assert codes_of(journal, coding) == []


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (coded("T1", "T2", stance="supports"), "T1, T2, supports"),
        (coded("T1", "RA", stances={"T1": "challenges", "RA": "supports"}), "T1 challenges, RA supports"),
        (recoded("c", "v", codes=("T1", "RA"), stances={"RA": "supports"}), "T1, RA supports"),
        (recoded("c", "v", stances={"RA": "supports"}, status="measured"), "RA supports, measured"),
        (recoded("c", "v", stance="refines"), "refines"),
    ],
)
def test_the_log_names_each_stance(act: Code | Recode, line: str) -> None:
    assert act.detail == line


CODES = st.lists(st.sampled_from(["T1", "T1.a", "T2", "RA"]), min_size=1, max_size=3, unique=True).map(tuple)
OF_BEFORE = st.lists(
    st.fixed_dictionaries(
        {}, optional={"codes": CODES, "stance": st.sampled_from(Stance), "status": st.just("measured")}
    ),
    max_size=6,
)


@given(CODES, st.sampled_from(Stance), OF_BEFORE)
def test_any_acts_of_before_read_as_the_same_stance_for_each_code(
    codes: tuple[str, ...], stance: Stance, changes: list[dict]
) -> None:
    with closing(Journal.in_memory()) as journal:
        coding = journal.append("ann", coded(*codes, stance=stance)).hash
        for changed in changes:
            journal.append("ann", recoded(coding, "v2", **changed))
            codes, stance = changed.get("codes", codes), changed.get("stance", stance)
        assert [row[:2] for row in codes_of(journal, coding)] == [(code, stance) for code in codes]
