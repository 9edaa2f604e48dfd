"""One coding that three people change apart: whatever they did, and in whatever order it meets, its stances agree."""

from __future__ import annotations

import random
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from review.domain import Stance
from review.errors import ReviewError
from review.journal.queries import coding_acts
from review.journal.verification import projection_problems
from review.project import Project
from tests.copies import receive
from tests.journal.test_three_copies import RARELY, met, met_twice, three_copies

CODES = st.sampled_from(["T1", "T1.a", "T2", "RA"])
STANCES = st.sampled_from(Stance)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("codes"), st.lists(CODES, min_size=1, max_size=3), st.dictionaries(CODES, STANCES)),
        st.tuples(st.just("stances"), st.none(), st.dictionaries(CODES, STANCES, min_size=1, max_size=2)),
        st.tuples(st.just("all"), STANCES, st.none()),
        st.tuples(st.just("uncode"), st.none(), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("redo"), st.none(), st.none()),
    ),
    max_size=8,
)


def change(copy: Project, coding: str, verb: str, one: object, stances: dict | None) -> None:
    """Change the coding; what makes no sense at that moment is refused, and that is fine."""
    with suppress(ReviewError):
        match verb:
            case "codes":
                named = {code: stance for code, stance in stances.items() if code in one}
                copy.coding.recode(coding, one, stances=named, same_stance=True)
            case "stances":
                copy.coding.recode(coding, stances=stances, same_stance=True)
            case "all":
                copy.coding.recode(coding, stance=one, same_stance=True)
            case "uncode":
                copy.coding.uncode(coding)
            case _:
                getattr(copy.history, verb)()


@RARELY
@given(st.tuples(CHANGES, CHANGES, CHANGES), st.randoms(use_true_random=False))
def test_they_agree_on_one_coding(done: tuple[list[tuple], ...], chance: random.Random) -> None:
    with three_copies() as (copies, record):
        stances = {"T1": Stance.CHALLENGES, "RA": Stance.SUPPORTS}
        coding = copies[0].coding.code(record, list(stances), 0, 20, stances=stances).id
        for copy, changes in zip(copies, done, strict=True):
            receive(copy.journal, copies[0].journal.events(f"hash = '{coding}'"))
            for each in changes:
                change(copy, coding, *each)
        one, other = met_twice(copies, chance)

        assert coding_acts.codings(one) == coding_acts.codings(other)
        assert list(projection_problems(one)) == list(projection_problems(other)) == []
        one.close()
        other.close()


@RARELY
@given(st.permutations(["T1", "T2", "RA"]), STANCES, STANCES, STANCES, st.randoms(use_true_random=False))
def test_stances_that_three_people_set_apart_on_three_codes_all_count(
    codes: list[str], one: Stance, two: Stance, three: Stance, chance: random.Random
) -> None:
    with three_copies() as (copies, record):
        coding = copies[0].coding.code(record, ["T1", "T2", "RA"], 0, 20).id
        for copy, code, stance in zip(copies, codes, (one, two, three), strict=True):
            receive(copy.journal, copies[0].journal.events(f"hash = '{coding}'"))
            copy.coding.recode(coding, stances={code: stance}, same_stance=True)
        merged = met(copies, chance)
        assert coding_acts.codings(merged)[0].stances == dict(zip(codes, (one, two, three), strict=True))
        merged.close()
