"""Three copies of a review in which everything was done apart agree, in whatever order they meet."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import Stance
from review.domain.theories.configuration import Configuration
from review.domain.theories.verdict import VerdictKind
from review.journal.event import Event
from review.journal.journal import Journal
from review.journal.queries import coding_acts, descriptions, theory
from review.journal.queries.theories.appraisals import appraisals
from review.journal.queries.theories.looked_at import looked_at
from review.journal.queries.writing.cited import last_text
from review.journal.queries.writing.prose import all_prose
from review.journal.verification import projection_problems
from review.project import Project
from review.project.configurations.reading import all_configurations
from review.project.looking_again.waiting import StandingWordings, waiting
from review.project.theories.verdicts import verdicts_in
from review.theory_map.writing import to_yaml
from tests.copies import an_empty_copy, receive
from tests.examples import examples
from tests.journal.random_acts import acts, code, perform, tables
from tests.reviews import a_document, a_review, add_record

PEOPLE = ("ann", "bob", "cleo")
RARELY = settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def three_copies() -> Iterator[tuple[list[Project], str]]:
    """A review with one record, two codings that wait for another look and two configurations, its two copies, and the record."""
    with TemporaryDirectory() as place:
        first = a_review(Path(place) / PEOPLE[0], PEOPLE[0])
        record = add_record(first, "A study", document=a_document())
        code(first, record, 0, {"T1": Stance.SUPPORTS, "T1.a": Stance.BEARS_ON})
        code(first, record, 1, {"T2": Stance.REFINES, "T1": Stance.CHALLENGES, "RA": Stance.EXTENDS})
        first.configurations.new({"context": "one", "outcome": "other"}, {"T1": Stance.SUPPORTS})
        first.configurations.new({"reasoning": "trust"}, {"T2": Stance.REFINES})
        first.configurations.put("C1", "context", record, (0, 20))
        first.theory.refine("T1", "before there were copies", proposition="Many providers do well.")
        copies = [first]
        for name in PEOPLE[1:]:
            first.history.backup(Path(place) / name / "review.db")
            copies.append(Project.open(Path(place) / name, name))
        yield copies, record
        for copy in copies:
            copy.close()


def met(copies: Sequence[Project], chance: random.Random) -> Journal:
    """All events of the copies in one journal, in an order left to chance."""
    return _inserted(copies, _shuffled(copies, chance))


def met_twice(copies: Sequence[Project], chance: random.Random) -> tuple[Journal, Journal]:
    """Two journals with all events of the copies, in two orders left to chance.

    Both orders are drawn first: hypothesis may end an example while it draws, which would leave the other journal open.
    """
    one, other = _shuffled(copies, chance), _shuffled(copies, chance)
    return _inserted(copies, one), _inserted(copies, other)


def _shuffled(copies: Sequence[Project], chance: random.Random) -> list[Event]:
    events = [event for copy in copies for event in copy.journal.events()]
    chance.shuffle(events)
    return events


def _inserted(copies: Sequence[Project], events: Sequence[Event]) -> Journal:
    merged = an_empty_copy(copies[0].journal)
    for start in range(0, len(events), 7):
        assert receive(merged, events[start : start + 7]).refused == ()
    return merged


@RARELY
@given(st.tuples(acts(), acts(), acts()), st.randoms(use_true_random=False))
def test_they_agree_on_versions_codings_stances_facets_configurations_what_waits_and_all_tables(
    done: tuple[list[tuple], ...], chance: random.Random
) -> None:
    with three_copies() as (copies, record):
        for copy, own in zip(copies, done, strict=True):
            perform(copy, record, own)
        one, other = met_twice(copies, chance)

        assert theory.versions(one) == theory.versions(other)
        assert theory.current(one).map == theory.current(other).map
        assert coding_acts.codings(one) == coding_acts.codings(other)
        assert descriptions.facets(one) == descriptions.facets(other)
        assert descriptions.comments(one) == descriptions.comments(other)
        assert appraisals(one) == appraisals(other)
        assert looked_at(one) == looked_at(other)
        assert verdicts_in(one, theory.current(one).map) == verdicts_in(other, theory.current(other).map)
        assert all_prose(one, theory.current(one).map) == all_prose(other, theory.current(other).map)
        assert last_text(one) == last_text(other)
        assert all_configurations(one) == all_configurations(other)
        assert waiting(one, StandingWordings(one)) == waiting(other, StandingWordings(other))
        assert tables(one) == tables(other)
        assert list(projection_problems(one)) == []
        one.close()
        other.close()


WORDINGS = st.lists(st.text("abc", min_size=1, max_size=8), min_size=3, max_size=3, unique=True)


@RARELY
@given(WORDINGS, st.randoms(use_true_random=False))
def test_rewordings_made_apart_all_survive_the_last_one_shows_and_the_others_are_reported(
    wordings: list[str], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        for copy, wording in zip(copies, wordings, strict=True):
            copy.theory.refine("T1", f"because {copy.reviewer} read it so", proposition=wording)
        merged = met(copies, chance)

        _, _, *rewordings = theory.versions(merged)
        assert {(version.reviewer, version.reason) for version in rewordings} == {
            (name, f"because {name} read it so") for name in PEOPLE
        }
        said = dict(zip(PEOPLE, wordings, strict=True))
        for version in rewordings:
            assert theory.map_at(merged, version.number).proposition_of("T1") == said[version.reviewer]
        assert theory.current(merged).map.proposition_of("T1") == said[rewordings[-1].reviewer]

        ann = copies[0]
        receive(ann.journal, merged.events())
        assert len(ann.theory_history.made_apart()) == len(PEOPLE) - 1
        ann.theory.refine("T1", "talked over", proposition="What all of us read.")
        assert ann.theory_history.made_apart() == ()
        merged.close()


EDITS = {
    "Published before 2014": "Published before 2015",
    "Bears on no theory": "Bears on none of our theories",
    "Many providers do well.": "Few providers do well.",
    "Councils have a duty": "Councils have no duty",
}
"""Parts of the map's file, and what they are reworded to."""


@RARELY
@given(
    st.lists(st.sets(st.sampled_from(sorted(EDITS))), min_size=3, max_size=3),
    st.randoms(use_true_random=False),
)
def test_of_files_applied_apart_every_edit_stands_whatever_the_order(
    edits: list[set[str]], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        for copy, own in zip(copies, edits, strict=True):
            copy.theory.refine("T2", "said more shortly", name=f"Duties, says {copy.reviewer}")
            text = to_yaml(copy.theory.map)
            copy.map_file.path.write_text(text, "utf-8")
            if copy.map_file.pending_changes():
                copy.map_file.adopt("what the screen changed")
            for old in own:
                text = text.replace(old, EDITS[old])
            copy.map_file.path.write_text(text, "utf-8")
            if own:
                copy.map_file.adopt("read again")
        one, other = met_twice(copies, chance)
        text = to_yaml(theory.current(one).map)
        assert text == to_yaml(theory.current(other).map)
        assert [EDITS[old] in text for old in EDITS] == [old in set().union(*edits) for old in EDITS]
        assert tables(one) == tables(other)
        assert list(projection_problems(one)) == []
        one.close()
        other.close()


GIVEN = st.lists(st.sampled_from(list(VerdictKind)), min_size=3, max_size=3)


@RARELY
@given(GIVEN, st.randoms(use_true_random=False))
def test_verdicts_given_apart_all_survive_until_somebody_gives_another(
    given_apart: list[VerdictKind], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        for copy, kind in zip(copies, given_apart, strict=True):
            copy.verdicts.give("T1", kind, caveat=copy.reviewer)
        one, other = met_twice(copies, chance)
        found = verdicts_in(one, theory.current(one).map)["T1"]
        assert found == verdicts_in(other, theory.current(other).map)["T1"]
        said = dict(zip(PEOPLE, given_apart, strict=True))
        assert {each.reviewer: each.verdict for each in (found, *found.others)} == said

        ann = copies[0]
        receive(ann.journal, one.events())
        ann.verdicts.give("T1", "mixed", caveat="talked over")
        assert ann.verdicts.all()["T1"].others == ()
        assert len(ann.verdicts.history("T1")) == len(PEOPLE) + 1
        ann.history.undo()
        assert ann.verdicts.all()["T1"] == found
        one.close()
        other.close()


@RARELY
@given(acts(), st.randoms(use_true_random=False))
def test_an_undo_in_one_copy_reaches_the_others(done: list[tuple], chance: random.Random) -> None:
    with three_copies() as (copies, record):
        ann, bob, _ = copies
        perform(bob, record, done)
        ann.theory.refine("T1", "a reason", proposition="reworded")
        ann.history.undo()
        merged = met(copies, chance)

        assert theory.current(merged).map == bob.theory.map
        assert len(theory.versions(merged)) == len(bob.theory.versions())
        merged.close()


def configuration(journal: Journal, label: str = "C1") -> Configuration:
    return next(one for one in all_configurations(journal) if one.label == label)


@RARELY
@given(WORDINGS, st.randoms(use_true_random=False))
def test_elements_and_statements_worded_apart_all_survive_until_somebody_words_them_again(
    wordings: list[str], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        for copy, wording in zip(copies, wordings, strict=True):
            copy.configurations.word("C1", "outcome", wording)
            copy.configurations.state("C1", f"{wording}!")
        merged = met(copies, chance)
        one = configuration(merged)
        outcome = one.elements[-1]
        assert {outcome.wording, *(other.text for other in outcome.others)} == set(wordings)
        assert {one.statement, *(other.text for other in one.others)} == {f"{word}!" for word in wordings}

        ann = copies[0]
        receive(ann.journal, merged.events())
        ann.configurations.word("C1", "outcome", "what all of us mean")
        ann.configurations.state("C1", "")
        agreed = ann.configurations.find("C1")
        assert (agreed.elements[-1].others, agreed.others) == ((), ())
        assert agreed.statement == "If one, then what all of us mean."
        merged.close()


def in_turn(copies: Sequence[Project]) -> None:
    """Each copy has what the ones before it said, and replaces it: a wording, a statement and a verdict."""
    for number, copy in enumerate(copies):
        for before in copies[:number]:
            receive(copy.journal, before.journal.events())
        copy.configurations.word("C1", "outcome", copy.reviewer)
        copy.configurations.state("C1", f"{copy.reviewer}!")
        copy.verdicts.give("T1", "mixed", caveat=copy.reviewer)


@RARELY
@given(st.sets(st.sampled_from(PEOPLE)), st.randoms(use_true_random=False))
def test_what_was_replaced_stays_so_when_one_in_between_is_undone(
    undone: set[str], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        in_turn(copies)
        for copy in copies:
            for _ in range(3 if copy.reviewer in undone else 0):
                copy.history.undo()
        merged = met(copies, chance)
        last = next((name for name in reversed(PEOPLE) if name not in undone), "")
        one = configuration(merged)
        outcome = one.elements[-1]
        assert (outcome.wording, outcome.others) == (last or "other", ())
        assert (one.written, one.others) == (last and f"{last}!", ())
        verdict = verdicts_in(merged, theory.current(merged).map).get("T1")
        assert (verdict and (verdict.caveat, verdict.others)) == ((last, ()) if last else None)
        merged.close()


@RARELY
@given(st.randoms(use_true_random=False))
def test_a_passage_put_into_an_element_that_another_copy_took_out_is_not_lost(chance: random.Random) -> None:
    with three_copies() as (copies, record):
        ann, bob, cleo = copies
        ann.configurations.take("C1", "context")
        put = bob.configurations.put("C1", "context", record, (21, 40))
        cleo.configurations.merge("C2", "C1")
        merged = met(copies, chance)

        one = configuration(merged, "C2")
        (left,) = [element for element in one.elements if element.fragments]
        assert (left.role, [fragment.id for fragment in left.fragments]) == ("context", [put.fragment])
        assert left.wording == left.fragments[0].quote
        assert one.merged == ("C1",)
        merged.close()


@RARELY
@given(st.permutations([("C1", "C2"), ("C2", "C3"), ("C3", "C1")]), st.randoms(use_true_random=False))
def test_merges_made_apart_that_lead_in_a_circle_leave_one_configuration(
    merges: list[tuple[str, str]], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        three = copies[0].configurations.new({"resource": "money"})
        for copy in copies[1:]:
            receive(copy.journal, copies[0].journal.events())
        for copy, (kept, other) in zip(copies, merges, strict=True):
            copy.configurations.merge(kept, other)
        merged = met(copies, chance)
        (one,) = all_configurations(merged)
        assert {one.label, *one.merged} == {"C1", "C2", three.label}
        assert {element.role for element in one.elements} == {"context", "outcome", "reasoning", "resource"}
        merged.close()


@RARELY
@given(WORDINGS, st.randoms(use_true_random=False))
def test_prose_written_apart_all_stays_until_somebody_writes_again(
    texts: list[str], chance: random.Random
) -> None:
    with three_copies() as (copies, _):
        copies[0].desk.write("T1", "before they parted")
        for copy in copies[1:]:
            receive(copy.journal, copies[0].journal.events())
        for copy, text in zip(copies, texts, strict=True):
            copy.desk.write("T1", text)
        one, other = met_twice(copies, chance)
        found = all_prose(one, theory.current(one).map)["T1"]
        assert found == all_prose(other, theory.current(other).map)["T1"]
        assert sorted((found.text, *found.others)) == sorted(texts)
        assert found.version == 4

        ann = copies[0]
        receive(ann.journal, one.events())
        ann.desk.write("T1", "what all of us say")
        assert (ann.desk.prose("T1").text, ann.desk.prose("T1").others) == ("what all of us say", ())
        ann.history.undo()
        assert ann.desk.prose("T1") == found
        one.close()
        other.close()
