"""Screening without a screen: deciding, what comes next, and the model's answers at any moment."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain import CodeSuggestion, DecisionKind, Order, Queue, QueueItem, RecordSuggestions, RecordText
from review.errors import ReviewError
from review.project import Project
from review.project.learning.kept_order import keep_orders, order_of
from review.theory_map import Criterion
from review.tui.places.screening.asking import exclusion_keys
from review.tui.places.screening.desk import ScreeningDesk
from review.tui.places.screening.lines import progress_line, standing_lines, suggestion_wordings
from review.tui.places.screening.orders import RANKED, order_in_words, order_learned_from
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.places.screening.resuming import resumed
from review.tui.places.screening.standing import last_act
from review.tui.support.settings import ScreeningAt
from tests.examples import examples

INCLUDE, EXCLUDE = DecisionKind.INCLUDE, DecisionKind.EXCLUDE


@pytest.fixture
def desk(project: Project) -> ScreeningDesk:
    """The desk at the first record of three."""
    desk = ScreeningDesk(project)
    go_on(desk)
    return desk


def go_on(desk: ScreeningDesk) -> None:
    """Show what comes next, as the screen does."""
    if identifier := desk.next():
        desk.show(identifier)


def queue_of(project: Project, stage: str) -> ScreeningQueue:
    """The queue of a stage, with what waits there."""
    queue = ScreeningQueue(project, stage)
    queue.take(queue.read({}))
    return queue


def decide(desk: ScreeningDesk, kind: DecisionKind, criterion: str = "") -> str:
    """Decide on the record and go on; the record."""
    assert desk.record
    decided = desk.record.id
    desk.decide(kind, criterion)
    go_on(desk)
    return decided


def test_a_decision_is_stored_with_its_note_and_overrides(desk: ScreeningDesk):
    desk.note = "thin"
    desk.overrides["E2"] = "about transitions"
    decided = decide(desk, EXCLUDE, "E1")
    (decision,) = desk.project.screening.decisions(decided)
    assert (decision.criteria, decision.note) == (("E1",), "thin")
    assert decision.overrides == {"E2": "about transitions"}
    assert (desk.note, desk.overrides) == ("", {})


def test_a_record_is_only_beyond_the_next_ones_where_so_many_are_ranked(desk: ScreeningDesk):
    desk.queue.answered(Queue((), "model"))
    assert suggestion_wordings(desk)[0].plain == "not ranked: it came before the order"
    desk.came_unordered = False
    assert suggestion_wordings(desk)[0].plain == "not in this order yet: it came back since"
    desk.queue.answered(Queue(tuple(QueueItem(f"{n:064}", 0.5) for n in range(RANKED)), "model"))
    assert suggestion_wordings(desk)[0].plain == "not among the next 200"
    assert desk.record
    desk.queue.undecided(desk.record.id)
    assert suggestion_wordings(desk)[0].plain == "not in this order yet: it came back since"


def test_the_last_criterion_is_that_of_the_stage(desk: ScreeningDesk):
    assert desk.same_again == ""
    decide(desk, EXCLUDE, "E2")
    assert desk.same_again == "E2"
    desk.go_to_stage("theory-map")
    assert desk.same_again == ""
    desk.go_to_stage("title-abstract")
    assert desk.same_again == "E2"


def test_a_refused_decision_changes_nothing(desk: ScreeningDesk):
    decide(desk, INCLUDE)
    desk.go_to_stage("theory-map")
    go_on(desk)
    record = desk.record
    with pytest.raises(ReviewError, match="criterion"):
        desk.decide(EXCLUDE)
    assert (desk.record, desk.queue.left, desk.same_again) == (record, 1, "")


def test_an_unknown_record_leaves_the_one_at_work(desk: ScreeningDesk):
    record, text = desk.record, desk.text
    with pytest.raises(ReviewError):
        desk.show("nothing of that name")
    assert (desk.record, desk.text) == (record, text)


def test_where_all_is_decided_no_record_is_at_work(desk: ScreeningDesk):
    for _ in range(3):
        decide(desk, INCLUDE)
    assert (desk.record, desk.item) == (None, None)
    assert desk.found() == {criterion.id: () for criterion in desk.criteria}
    desk.queue.answered(Queue((), "m1"))
    assert (desk.queue.left, order_in_words(desk)) == (0, "")


def test_where_all_is_decided_nothing_is_suggested(desk: ScreeningDesk):
    while desk.record is not None:
        code = CodeSuggestion("T1", 0.8)
        desk.suggested(desk.record.id, RecordSuggestions(desk.record.id, codes=(code,)))
        assert desk.likely_codes == (code,)
        desk.decide(DecisionKind.INCLUDE)
        if (following := desk.next()) is not None:
            desk.show(following)
    assert (desk.suggestions, desk.likely_codes) == (None, ())


def test_what_was_taken_back_is_found_record_by_record(desk: ScreeningDesk):
    first, second = decide(desk, INCLUDE), decide(desk, INCLUDE)
    assert desk.undone() is None
    desk.project.history.undo()
    assert desk.undone() == second
    desk.project.history.undo()
    assert desk.undone() == first
    assert desk.undone() is None
    assert desk.queue.left == 3


def test_a_reload_keeps_the_record_and_what_was_written_about_it(desk: ScreeningDesk, project: Project):
    assert desk.record
    desk.note, desk.overrides = "thin", {"E2": "about transitions"}
    project.records.edit(desk.record.id, title="Another title")
    project.screening.decide(desk.record.id, INCLUDE, "title-abstract")
    assert desk.is_waiting
    assert desk.reload()
    assert (desk.record.title, desk.note, desk.overrides) == (
        "Another title", "thin", {"E2": "about transitions"},
    )  # fmt: skip
    assert not desk.is_waiting
    assert desk.queue.left == 2


def test_a_record_merged_into_another_cannot_be_shown_any_more(desk: ScreeningDesk, project: Project):
    assert desk.record
    kept = next(record.id for record in project.records.all() if record.id != desk.record.id)
    project.references.merge(kept, desk.record.id, "the same work")
    assert not desk.reload()


def test_the_words_of_criteria_are_found_in_title_and_text(desk: ScreeningDesk, project: Project):
    found = {}
    for record in project.screening.candidates("title-abstract"):
        desk.show(record)
        found[desk.record.title] = {criterion: words for criterion, words in desk.found().items() if words}
    assert found["Market shaping in three councils"]["I1"] == ("council", "commissioning")
    assert found["Choice and control"]["E2"] == ("children",)


def test_an_answer_to_an_earlier_question_is_left(desk: ScreeningDesk):
    question = desk.question
    desk.reorder(Order.CHALLENGE, "T1")
    assert not desk.ordered(question, Queue((), "a model", 3), 0)
    assert desk.queue.model == ""
    assert desk.ordered(desk.question, Queue((), "a model", 3), 0)


def test_another_order_shows_its_first_record_once_and_the_same_order_leaves_the_record(desk: ScreeningDesk):
    answer = Queue((QueueItem(desk.record.id, 0.9),), "a model", 3)
    assert not desk.ordered(desk.question, answer, 0)
    desk.reorder(Order.RANDOM)
    assert desk.ordered(desk.question, answer, 0)
    assert not desk.ordered(desk.question, answer, 0)


def test_the_order_that_is_named_is_the_one_by_which_the_record_came(desk: ScreeningDesk):
    assert order_in_words(desk) == "likeliest by words"
    desk.ordered(desk.question, Queue((), "a model", 1), 0)
    assert order_in_words(desk) == "likeliest by words, next: likeliest first"
    decide(desk, INCLUDE)
    assert order_in_words(desk) == "likeliest first"
    assert order_learned_from(desk) == "Order: likeliest first, learned from 1 decision; 1 more since."


def test_a_process_that_is_still_learning_is_not_one_without_suggestions(desk: ScreeningDesk, monkeypatch):
    assert order_learned_from(desk).startswith("No suggestions yet")
    monkeypatch.setattr(type(desk.project.learning.suggestions), "state", "learning…")
    assert order_learned_from(desk).startswith("Still learning: until then records come by the words")


def test_the_next_order_gives_way_to_the_bar_of_progress(desk: ScreeningDesk):
    desk.ordered(desk.question, Queue((), "a model", 1), 0)
    shown = {width: progress_line(desk, width).plain for width in range(70, 130)}
    with_bar = [width for width, line in shown.items() if "···" in line]
    assert with_bar == list(range(with_bar[0], 130)), "wider lines have it, too"
    assert "likeliest by words " in f"{shown[with_bar[0]]} "
    assert "next: likeliest first" not in shown[with_bar[0]]
    assert "next: likeliest first" in shown[129]


def test_a_stage_that_was_left_has_its_order_when_one_comes_back(desk: ScreeningDesk):
    likeliest = list(desk.queue.waiting)[-1]
    desk.ordered(desk.question, Queue((QueueItem(likeliest, 0.9),), "a model", 3), 0)
    desk.go_to_stage("theory-map")
    desk.go_to_stage("title-abstract")
    assert desk.next() == likeliest
    assert order_in_words(desk) == "likeliest first"

    desk.reorder(Order.RANDOM)
    desk.go_to_stage("theory-map")
    desk.reorder(Order.RELEVANCE)
    desk.go_to_stage("title-abstract")
    assert desk.queue.ranked == 0, "it was in another order"


def test_another_order_is_named_when_its_first_record_has_come(desk: ScreeningDesk):
    desk.reorder(Order.RANDOM)
    go_on(desk)
    assert order_in_words(desk) == "as added"
    desk.ordered(desk.question, Queue((), "a model", 1), 0)
    assert order_in_words(desk) == "as added, next: at random"
    go_on(desk)
    assert order_in_words(desk) == "at random"
    desk.reorder(Order.CHALLENGE, "T2")
    assert order_in_words(desk) == "against T2 first"


def test_the_stages_say_how_many_records_reached_them_and_how_many_are_left(desk: ScreeningDesk):
    def counted():
        return [(desk.tally.left[stage], desk.tally.reached(stage)) for stage in desk.tally.stages]

    assert counted() == [(3, 3), (0, 0)]
    decide(desk, INCLUDE)
    decide(desk, EXCLUDE, "E1")
    assert counted() == [(1, 3), (1, 1)]
    desk.project.history.undo()
    desk.project.history.undo()
    desk.undone()
    assert counted() == [(3, 3), (0, 0)]


def test_progress_and_the_estimate_of_what_is_left_count_the_same_records(
    desk: ScreeningDesk, project: Project
):
    kept, dropped = decide(desk, INCLUDE), decide(desk, EXCLUDE, "E1")
    for record in (kept, dropped):
        project.screening.decide(record, INCLUDE, "theory-map")
    desk.reload()
    counted = {stage: desk.tally.reached(stage) for stage in desk.tally.stages}
    assert counted == {"title-abstract": 3, "theory-map": 2}
    assert counted == {stage: left.records for stage, left in project.learning.left_at_stages().items()}


def test_the_last_act_is_what_undo_reverses_wherever_it_was_done(desk: ScreeningDesk, project: Project):
    assert last_act(project) == ""
    record = desk.record
    decide(desk, EXCLUDE, "E2")
    assert last_act(project) == f"exclude by E2 · {record.author_year}"
    project.records.set_source_type(record.id, "report")
    assert last_act(project).startswith("source type")
    project.history.undo()
    assert last_act(project) == f"exclude by E2 · {record.author_year}"
    with project.acting_as("Bob"):
        project.screening.decide(record.id, INCLUDE, "title-abstract")
    assert last_act(project) == f"exclude by E2 · {record.author_year}"


def test_what_others_have_settled_is_not_offered(desk: ScreeningDesk, project: Project):
    second, third = [r for r in project.screening.candidates("title-abstract") if r != desk.record.id]
    desk.queue.answered(Queue((QueueItem(second, 0.9), QueueItem(third, 0.1)), "model"))
    with project.acting_as("Bob"):
        project.screening.decide(second, EXCLUDE, "title-abstract")
    decide(desk, INCLUDE)
    assert desk.record.id == third


def test_a_record_that_another_settles_while_it_is_shown_is_noticed(desk: ScreeningDesk, project: Project):
    assert desk.standing.settled_by_others == []
    with project.acting_as("Bob"):
        project.screening.decide(desk.record.id, EXCLUDE, "title-abstract")
    assert [made.reviewer for made in desk.standing.settled_by_others] == ["Bob"]
    assert desk.reload()
    assert "decided meanwhile; nothing is needed of you  n next" in standing_lines(desk).plain
    desk.queue.answered(Queue((QueueItem("0" * 64, 0.5),), "model"))
    assert suggestion_wordings(desk)[0].plain == "not ranked: it no longer waits"
    desk.decide(INCLUDE)
    assert desk.standing.settled_by_others == []
    assert desk.standing.in_conflict
    desk.show(desk.record.id)
    assert desk.standing.settled_by_others == []


def test_suggestions_for_a_record_that_is_gone_are_left(desk: ScreeningDesk):
    earlier = decide(desk, INCLUDE)
    desk.suggested(earlier, RecordSuggestions(earlier))
    assert desk.suggestions is None
    desk.suggested(desk.record.id, RecordSuggestions(desk.record.id))
    assert desk.suggestions is not None
    go_on(desk)
    assert desk.suggestions is None


def test_before_the_model_answers_the_first_record_is_a_likely_one(project: Project):
    first, second, third = project.screening.candidates("title-abstract")
    for record, title in ((first, "Wheels"), (third, "Market shaping by councils in England")):
        project.records.edit(record, title=title, abstract=title)
    queue = queue_of(project, "title-abstract")
    assert queue.first(by_words=True) == third
    assert queue.first() == first
    queue.answered(Queue((QueueItem(second, 0.9),), "model"))
    assert queue.first(by_words=True) == second
    queue.decided(second)
    assert queue.first(by_words=True) == third


def test_what_waits_after_all_that_was_ranked_is_decided_comes_likeliest_first(project: Project):
    desk = ScreeningDesk(project)
    stage = desk.queue.stage
    first, second, third = project.screening.candidates(stage)
    desk.queue.answered(Queue((QueueItem(second, 0.9),), "model"))
    desk.show(desk.next())
    for record in (first, third):  # they wait for others, as in a pilot
        desk.queue._waiting.pop(record)
    project.screening.decide(second, INCLUDE, stage)
    desk.queue.decided(second)
    assert desk.next() is None
    for record, title in ((first, "Wheels"), (third, "Market shaping by councils in England")):
        project.records.edit(record, title=title, abstract=title)
    desk.reload()
    assert desk.queue.left == 2
    desk.show(desk.next())
    assert desk.record.id == third
    assert order_in_words(desk) == "likeliest by words, next: likeliest first"


def test_the_order_that_the_last_run_kept_comes_before_a_comparison(project: Project):
    stage = "title-abstract"
    by_words = queue_of(project, stage).first(by_words=True)
    records = project.screening.material().record_texts()
    kept = [*(record for record in records if record.record != by_words), RecordText("unknown", "")]
    keep_orders(project.folder, {stage: order_of(project.theory.map, stage, kept[::-1])})
    queue = queue_of(project, stage)
    assert queue.first(by_words=True) == kept[1].record
    queue.put_off(kept[1].record)
    assert queue.first(by_words=True) == kept[0].record
    project.records.edit(kept[0].record, title="Another text")
    assert queue.first(by_words=True) == by_words


def test_the_order_of_the_last_run_is_not_said_to_know_decisions(project: Project):
    stage = "title-abstract"
    records = project.screening.material().record_texts()
    keep_orders(project.folder, {stage: order_of(project.theory.map, stage, records)})
    desk = ScreeningDesk(project)
    desk.show(desk.next())
    assert order_in_words(desk) == "likeliest by the question"
    desk.ordered(desk.question, Queue((), "a model", 3), 0)
    assert order_in_words(desk) == "likeliest by the question, next: likeliest first"


@pytest.mark.parametrize("stage", ["title-abstract", "theory-map", "no such stage"])
def test_a_record_that_was_left_comes_again_while_it_waits_at_its_stage(project: Project, stage: str):
    desk = ScreeningDesk(project)
    record = project.screening.candidates("title-abstract")[1]
    waits = stage == "title-abstract"
    assert resumed(desk, ScreeningAt(record, stage)) == (record if waits else None)
    project.screening.decide(record, INCLUDE, "title-abstract")
    assert resumed(desk, ScreeningAt(record, "title-abstract")) is None
    assert resumed(desk, ScreeningAt(record, "theory-map")) == record
    assert desk.queue.stage == "theory-map"
    assert resumed(desk, None) is None


def test_a_queue_follows_the_answer_then_the_oldest_then_what_was_put_off(project: Project):
    queue = queue_of(project, "title-abstract")
    first, second, third = project.screening.candidates("title-abstract")
    assert queue.first() == first
    queue.answered(Queue((QueueItem(third, 0.9), QueueItem(second, 0.1)), "model"))
    assert queue.first() == third
    queue.put_off(third)
    assert queue.first() == second
    queue.decided(second)
    assert queue.first() == first
    queue.decided(first)
    assert queue.first() == third
    queue.decided(third)
    assert queue.first() is None
    assert queue.left == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(15))
@given(st.lists(st.sampled_from(["decide", "later", "undo", "order", "answer"]), max_size=12))
def test_whatever_is_done_what_waits_is_what_has_no_decision(project: Project, steps: list[str]):
    desk = ScreeningDesk(project)
    go_on(desk)
    made = 0
    for step in steps:
        if step == "decide" and desk.record:
            decide(desk, INCLUDE)
            made += 1
        elif step == "later" and desk.record:
            desk.put_off()
            go_on(desk)
        elif step == "undo" and made:
            project.history.undo()
            made -= 1
            if undone := desk.undone():
                desk.show(undone)
        elif step == "order":
            desk.reorder(Order.RANDOM)
        elif desk.ordered(desk.question, Queue((QueueItem("gone", 0.9),), "a model", made), made):
            go_on(desk)
        waits = project.screening.candidates("title-abstract")
        assert desk.queue.left == len(waits) == 3 - made
        assert desk.record is None or desk.record.id in waits
    for _ in range(made):
        project.history.undo()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(15))
@given(st.lists(st.sampled_from(["decide", "undo", "read", "take"]), max_size=12))
def test_counts_that_come_late_never_bring_back_what_was_decided_meanwhile(
    project: Project, steps: list[str]
):
    desk = ScreeningDesk(project, counts_later=True)
    assert (desk.next(), desk.tally.is_counted) == (None, False)
    made, waits = 0, project.screening.candidates("title-abstract")
    asked = desk.counting.asked(desk.queue)
    found = desk.counting.read(asked)
    for step in steps:
        if step == "decide" and desk.record:
            decide(desk, INCLUDE)
            made += 1
        elif step == "undo" and made:
            project.history.undo()
            made -= 1
            desk.show(desk.undone())
        elif step == "read":
            asked = desk.counting.asked(desk.queue)
            found = desk.counting.read(asked)
        elif step == "take" and desk.counting.take(desk.queue, asked, found) and desk.record is None:
            go_on(desk)
        waits = project.screening.candidates("title-abstract")
        assert desk.record is None or desk.record.id in waits
    asked = desk.counting.asked(desk.queue)
    assert desk.counting.take(desk.queue, asked, desk.counting.read(asked))
    assert (desk.queue.left, desk.tally.left["title-abstract"]) == (len(waits), len(waits))
    assert not desk.counting.is_due
    for _ in range(made):
        project.history.undo()


def test_an_order_that_arrives_late_leaves_a_record_that_came_otherwise(desk: ScreeningDesk):
    first = desk.record.id
    decide(desk, INCLUDE)
    desk.go_to_stage("theory-map")
    go_on(desk)
    answer = Queue((QueueItem(first, 0.9),), "a model", 3)
    assert not desk.ordered(desk.question, answer, 0)
    desk.reorder(Order.RANDOM)
    desk.show(first)
    assert not desk.ordered(desk.question, answer, 0)
    desk.reorder(Order.OLDEST)
    desk.note = "half a thought"
    assert not desk.ordered(desk.question, answer, 0)


def test_a_criterion_has_the_key_of_its_number_and_others_what_is_free() -> None:
    criteria = [
        Criterion(one, one, "title-abstract", excludes=True) for one in ("scope", "E3", "E1", "E12", "X3")
    ]
    assert exclusion_keys(criteria) == {"2": "scope", "3": "E3", "1": "E1", "4": "E12", "5": "X3"}


def test_what_another_stage_decided_is_said_before_a_decision_that_is_against_it(desk: ScreeningDesk):
    excluded = decide(desk, EXCLUDE)
    assert "counts all the same" not in standing_lines(desk).plain
    desk.go_to_stage("theory-map")
    desk.show(excluded)
    said = "Title abstract has excluded it: a decision at theory map counts all the same"
    assert said in standing_lines(desk).plain
    desk.decide(INCLUDE)
    desk.go_to_stage("title-abstract")
    desk.show(excluded)
    said = "Theory map has included it: that counts in N, whatever is decided at title abstract"
    assert said in standing_lines(desk).plain


def test_the_criterion_to_repeat_is_also_that_of_exclusions_made_elsewhere(desk: ScreeningDesk):
    screening, stage = desk.project.screening, "title-abstract"
    one, two = screening.candidates(stage)[:2]
    screening.decide(one, EXCLUDE, stage, criteria=["E1"])
    assert desk.same_again == "E1"
    screening.decide(two, EXCLUDE, stage)
    assert desk.same_again == "E1"
    keys = desk.project.records.listing()
    screening.decide_all(screening.plan_for_all(keys, EXCLUDE, stage, criteria=["E2"]))
    assert desk.same_again == "E2"
    desk.project.history.undo()
    assert desk.same_again == "E1"
    desk.go_to_stage("theory-map")
    assert desk.same_again == ""
