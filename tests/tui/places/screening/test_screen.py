import os
import signal

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from review.domain import (
    CodeSuggestion,
    PassageSuggestion,
    Queue,
    QueueItem,
    RecordSuggestions,
    SourceTypeSuggestion,
)
from review.errors import ReviewError
from review.learning.evaluation.stopping import stopping
from review.project.learning.kept_order import keep_orders, order_of
from review.tui.app import ReviewApp
from review.tui.dialogs.choose import Chooser
from review.tui.dialogs.descriptions.choose_several import ChooseSeveral
from review.tui.places.going import open_screening
from review.tui.places.reader import ReaderScreen
from review.tui.places.screening import ScreeningScreen
from review.tui.places.screening import screen as screening
from review.tui.places.screening.queue import ScreeningQueue
from review.tui.support.settings import ScreeningAt
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.fitting.fitted import Fitted
from tests.reviews import SMALL_MAP, add_record, new_review
from tests.tui.hosts import held_up, in_one_line, reported, settled, shown, until

STARTS_AT = "screening"


def decisions(project, stage="title-abstract"):
    """Every record's decision of Ana's, in the order of the list."""
    found = []
    for row in project.records.rows(project.records.listing()):
        mine = project.screening.decisions(row.record, stage)
        found.append((str(mine[0].decision), mine[0].criteria) if mine else None)
    return found


def made(project):
    """Ana's decisions that stand, in the order in which she made them."""
    standing = [
        event.act for event in project.history.events() if event.kind == "decide" and not event.undone
    ]
    return [(act["decision"], tuple(act.get("criteria", ()))) for act in standing]


async def answered(pilot, *items: QueueItem) -> None:
    """The model has answered with these records, having learned from one decision."""
    screen = pilot.app.screen
    screen._take_order(screen.desk.question, (Queue(items, "a model", 1), 0))
    await pilot.pause()


async def test_the_whole_stage_is_screened_by_single_keys(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningScreen)
        assert "title abstract 3" in shown(app)
        assert "0 of 3" in shown(app)
        await pilot.press("i", "x", "2", "X")
        await pilot.pause()
        assert made(app.project) == [("include", ()), ("exclude", ("E2",)), ("exclude", ("E2",))]
        assert "Nothing is left at title abstract: 3 records decided." in shown(app)
        assert "Tab goes to theory map, where 1 record is left." in shown(app)
        assert "i Include" not in shown(app)
        await pilot.press("i", "x", "n", "N")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningScreen)
        await pilot.press("tab")
        await pilot.pause()
        assert "theory map 1" in shown(app)
        assert "i Include" in shown(app)


async def test_the_likeliest_record_of_the_last_run_is_shown_and_decided_on_before_any_model(app):
    project, stage = app.project, "title-abstract"
    queue = ScreeningQueue(project, stage)
    queue.take(queue.read({}))
    by_words = queue.first(by_words=True)
    records = project.screening.material().record_texts()
    # Last by the words that are compared without it, so that nothing else brings it to the front.
    likely = next(record for record in records[1:] if record.record != by_words)
    keep_orders(project.folder, {stage: order_of(project.theory.map, stage, [likely, *records])})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert app.screen.desk.record.id == likely.record
        assert "likeliest by the question" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert app.screen.desk.record.id == records[0].record
    assert project.screening.decisions(likely.record, stage)


@pytest.mark.usefixtures("begins_in_library")
async def test_a_large_review_is_counted_in_the_background(app, monkeypatch):
    monkeypatch.setattr("review.tui.places.base.LARGE", 0)
    async with app.run_test(size=(80, 24)) as pilot:
        with held_up(monkeypatch, app.project.screening, "candidates"):
            await pilot.press("f3")
            await until(pilot, lambda: "Looking for what waits at title abstract" in shown(app))
            assert "counting …" in shown(app)
            await pilot.press("i")  # nobody decides on what is not shown
        await settled(pilot)
        assert "0 of 3 decided" in shown(app)
        assert made(app.project) == []
        with held_up(monkeypatch, app.project.screening, "candidates") as is_counted_again:
            await pilot.press("u", "i")
            app.screen.project_changed()  # what another program did
            await until(pilot, is_counted_again.is_set)
            assert "1 of 3 decided" in shown(app)  # what was counted stays meanwhile
            await pilot.press("i")
        await settled(pilot)
        assert "2 of 3 decided" in shown(app)
        assert "title abstract 1" in shown(app)
        assert len(made(app.project)) == 2
        await pilot.press("tab")
        await settled(pilot)
        assert "theory map 2" in shown(app)
        assert "0 of 2 decided" in shown(app)


async def test_same_again_stays_within_the_stage(worked_app):
    project = worked_app.project
    third = project.records.rows(project.records.listing())[2].record
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        worked_app.screen.show_record(third)
        await pilot.press("x", "2", "tab")
        await pilot.pause()
        worked_app.screen.show_record(third)
        await pilot.press("X")
        await pilot.pause()
        assert decisions(project, "theory-map")[2] is None
        assert "None of your last decisions at this stage excludes by a criterion" in reported(worked_app)
        await pilot.press("x", "1", "tab")
        await pilot.pause()
        worked_app.screen.show_record(third)
        await pilot.press("X")
        await pilot.pause()
        assert decisions(project)[2] == ("exclude", ("E2",))


async def test_a_tenth_criterion_has_a_letter(app):
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f3", "x")
        await pilot.pause()
        assert "Exclude by" in shown(app)
        await pilot.press("a")
        assert made(app.project)[0] == ("exclude", ("E10",))


async def test_a_wrong_key_keeps_the_question_and_escape_ends_it(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "x", "Q")
        await pilot.pause()
        assert "no criterion has the key Q" in shown(app)
        await pilot.press("escape", "m", "x", "0", "2")
        await pilot.pause()
        assert made(app.project)[:2] == [("maybe", ()), ("exclude", ("E2",))]


async def test_the_criteria_are_seen_after_x_only_and_then_all(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "E10" not in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert all(f"E{number} " in shown(app) for number in range(1, 11))
        assert "last:" not in shown(app)


async def test_while_asked_the_text_scrolls_and_x_again_answers_with_the_last_criterion(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "x", "X")
        await pilot.pause()
        assert "no exclusion by criterion to repeat" in shown(app)
        await pilot.press("3", "x")
        await pilot.pause()
        assert "X same as last (E3)" in shown(app)
        await pilot.press("down", "X", "x", "enter")
        assert made(app.project) == [("exclude", ("E3",)), ("exclude", ("E3",)), ("exclude", ())]


async def test_where_a_criterion_is_required_excluding_without_one_is_refused(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "tab")
        worked_app.screen.show_record(
            worked_app.project.records.rows(worked_app.project.records.listing())[2].record
        )
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "this stage needs a criterion" in shown(worked_app)
        assert decisions(worked_app.project, "theory-map")[2] is None
        await pilot.press("1")
        assert decisions(worked_app.project, "theory-map")[2] == ("exclude", ("E20",))


async def test_undo_brings_the_record_back_and_redo_decides_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        first = app.screen.desk.record.id
        await pilot.press("i", "u")
        await pilot.pause()
        assert app.screen.desk.record.id == first
        assert made(app.project) == []
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert made(app.project)[0] == ("include", ())


async def test_note_and_override_go_with_the_decision(app):
    project = app.project
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "N", *"thin", "enter")
        await pilot.press("O", "2", *"about transitions", "enter")
        await pilot.pause()
        assert "note: thin · E2 overridden: about transitions" in shown(app)
        record = app.screen.desk.record.id
        await pilot.press("i")
        (decision,) = project.screening.decisions(record)
        assert decision.note == "thin"
        assert decision.overrides == {"E2": "about transitions"}


async def test_later_puts_a_record_behind_the_others(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        first = app.screen.desk.record.id
        await pilot.press("n")
        assert app.screen.desk.record.id != first
        await pilot.press("n", "n")
        assert app.screen.desk.record.id == first


async def test_source_type_stage_order_and_reading(app):
    project = app.project
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        first = app.screen.desk.record.id
        await pilot.press("t", "1", "d", "2", "d", "3", *"T2", "enter", "b")
        await pilot.pause()
        assert project.records.get(first).source_type == "empirical"
        assert "suggestions come after the decision" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningScreen)


async def test_words_of_the_criteria_are_marked_in_the_abstract(app):
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f3")
        app.screen.show_record(
            next(r.id for r in app.project.records.all() if r.title == "Choice and control")
        )
        await pilot.pause()
        assert "[council]" in shown(app)
        assert "[England]" in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert "[children]" in shown(app)


async def test_what_was_asked_before_the_learning_process_started_is_asked_again(
    project, settings, monkeypatch
):
    monkeypatch.setattr(ReviewApp, "DEFAULT_MODE", "screening")
    app = ReviewApp(project, settings)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.desk.queue.model)
        await until(pilot, lambda: "no suggestions yet" not in shown(app))


async def test_keys_never_wait_and_suggestions_arrive(project, settings):
    """With the real learning process: decisions are taken before it has answered, its order arrives later."""
    app = ReviewApp(project, settings)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f3", "i")
        assert made(project)[0] == ("include", ())
        await settled(pilot)
        assert app.screen.desk.queue.model
        assert "Similarity" in shown(app)
        assert shown(app).count("Scores without % are not probabilities yet.") == 1


async def test_a_learning_process_that_was_killed_is_followed_by_one_that_is_asked(project, settings):
    app = ReviewApp(project, settings)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        suggestions, screen = project.learning.suggestions, app.screen
        screen.desk.queue.model = ""
        os.kill(suggestions.process_id, signal.SIGKILL)
        await until(pilot, lambda: screen.show_status() or screen.desk.queue.model)
        assert suggestions.starts == 2


async def test_several_undos_go_back_record_by_record(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        shown_records = []
        for _ in range(3):
            shown_records.append(app.screen.desk.record.id)
            await pilot.press("m")
        for expected in reversed(shown_records):
            await pilot.press("u")
            await pilot.pause()
            assert app.screen.desk.record.id == expected
        assert decisions(app.project) == [None, None, None]


async def test_the_order_that_is_reported_is_the_one_by_which_the_record_came(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        shown_first = screen.desk.record.id
        third = next(r for r in app.project.screening.candidates("title-abstract") if r != shown_first)
        assert "likeliest by words" in shown(app)
        await answered(pilot, QueueItem(third, 0.9))
        assert "likeliest by words, next: likeliest first" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert screen.desk.record.id == third
        assert "likeliest first" in shown(app)
        await pilot.press("w")
        await pilot.pause()
        assert "learned from 1 decision; 1 more since." in shown(app)


async def test_screening_goes_on_with_the_record_where_it_was_left(app, project, settings, monkeypatch):
    """Closed at a record that is not the first: it is there again, and no order is said of it that it did not come by."""
    monkeypatch.setattr(screening, "REMEMBERED_AFTER", 0.01)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", "n")
        await pilot.pause()
        left = app.screen.desk.record.id
        # While it is open, because a window that is closed ends it at once.
        await until(pilot, lambda: settings.screening(project.folder) == ScreeningAt(left, "title-abstract"))
    reopened = ReviewApp(project, settings, with_suggestions=False)
    async with reopened.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert reopened.screen.desk.record.id == left
        assert "where you left off" in shown(reopened)
        await pilot.press("i")
        await pilot.pause()
        assert "where you left off" not in shown(reopened)


async def test_what_is_likely_left_is_reported_at_a_key(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", "i", "m", "L")
        await settled(pilot)
        assert "Likely left" in reported(app)


async def test_decisions_do_not_wait_for_the_estimate_of_what_is_left(app, monkeypatch):
    async with app.run_test(size=(120, 40)) as pilot:
        with held_up(monkeypatch, app.project.learning, "stopping") as is_asked:
            await pilot.press("f3", "L")
            await until(pilot, is_asked.is_set)
            assert reported(app) == "Counting what is likely left …"
            await pilot.press("i", "m", "L")
            assert [kind for kind, _ in made(app.project)] == ["include", "maybe"]
            assert reported(app) == "Counting what is likely left …"
        await until(pilot, lambda: "2 of 3 records decided" in reported(app))


async def test_what_is_likely_left_is_said_to_its_end_in_a_small_window(app, monkeypatch):
    found = stopping(
        "title-abstract",
        [True] * 8 + [False] * 240,
        2296,
        imported=40,
        in_bulk=160,
        aside=[False] * 8 + [True] * 200 + [False] * 40,
    )
    monkeypatch.setattr(app.project.learning, "stopping", lambda _stage: found)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "L")
        await settled(pilot)
        assert "decided one by one." in in_one_line(app)


async def test_an_estimate_that_cannot_be_made_says_why(app, monkeypatch):
    def fails(_stage):
        raise ReviewError("no such luck")

    monkeypatch.setattr(app.project.learning, "stopping", fails)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", "L")
        await settled(pilot)
        assert reported(app) == "no such luck"


async def test_the_record_is_seen_in_a_very_low_window(project, settings):
    app = ReviewApp(project, settings)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        assert app.screen.desk.record.title[:12] in shown(app)


async def test_a_term_that_moved_the_score_is_shown_where_it_stands(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        first = screen.desk.record.id
        word = screen.desk.text.split()[3].strip(".,")
        item = QueueItem(first, 0.9, ((word, 0.5), ("not [there]", -0.2)))
        await answered(pilot, item)

        await pilot.press("W")
        assert word in marked_words(screen)
        await pilot.press("W")
        assert not marked_words(screen)

        await pilot.press("w")
        await pilot.pause()
        line = next(y for y, text in enumerate(shown(app).splitlines()) if f"because: {word}, −not" in text)
        await pilot.click(offset=(shown(app).splitlines()[line].index(f": {word}") + 2, line))
        await pilot.pause()
        assert set(marked_words(screen)) == {word}


async def test_where_the_details_are_beside_the_record_their_key_says_so(app):
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("f3", "w")
        await pilot.pause()
        assert "The details are beside the record already" in reported(app)
        await pilot.press("w")
        await pilot.pause()
        assert not reported(app)


async def test_a_term_that_stands_in_the_title_only_is_shown_there(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        word = "shaping"
        record = next(record for record in app.project.records.all() if word in record.title)
        screen.query_one(AbstractView).show(record, "An abstract.", ())
        screen.query_one("#screening-about", Fitted).action_term(word)
        await pilot.pause()
        assert marked_words(screen, "reference") == [word]
        assert not marked_words(screen)
        assert not reported(app)
        screen.query_one("#screening-about", Fitted).action_term("retrocession")
        await pilot.pause()
        assert "is not in this title or text" in reported(app)
        assert not marked_words(screen, "reference")


async def test_what_takes_the_place_of_an_abstract_is_said_to_be_from_the_document(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        view = app.screen.query_one(AbstractView)
        record = replace(app.screen.desk.record, abstract="It is about care.")
        for text, is_said in (("We agree that it is critical.", True), ("It is about care.", False)):
            view.show(record, text, ())
            await settled(pilot)
            assert ("No abstract; from the document:" in shown(app)) is is_said


def marked_words(screen, part: str = "text") -> list[str]:
    content = screen.query_one(f"#abstract-{part}").content
    return [content.plain[span.start : span.end] for span in content.spans if span.style == "reverse"]


async def test_a_calibrated_similarity_says_what_it_means(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        item = QueueItem(screen.desk.record.id, 0.9, (("care", 0.5),))
        answer = Queue((item,), "a model", 40, calibrated=True)
        screen._take_order(screen.desk.question, (answer, 0))
        await pilot.pause()
        assert "similarity .90" in shown(app)
        await pilot.press("w")
        await pilot.pause()
        assert "not probabilities" not in shown(app)
        assert "About 90% of the decided records with this similarity were included" in shown(app)


async def test_a_record_that_was_drawn_at_random_says_so(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        first = app.screen.desk.record.id
        item = QueueItem(first, 0.1, (("care", 0.5),), by_lot=True)
        await answered(pilot, item)
        assert "chosen at random" in shown(app)
        await pilot.press("w")
        await pilot.pause()
        assert "Chosen at random, not by its score" in shown(app)
        assert "not probabilities" not in shown(app)


@pytest.mark.usefixtures("begins_in_library")
async def test_the_decision_so_far_is_above_the_title_with_its_criterion(worked_app):
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "s")
        await pilot.pause()
        await pilot.pause()
        screen = worked_app.screen
        assert isinstance(screen, ScreeningScreen)
        lines = [line.strip() for line in shown(worked_app).splitlines()]
        so_far = lines.index("you: exclude by E1")
        assert lines[so_far + 1] == screen.desk.record.title


async def test_the_last_act_and_its_undo_are_always_in_sight(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "nothing to undo yet" in shown(app)
        cited = app.screen.desk.record.author_year
        await pilot.press("x", "2")
        await pilot.pause()
        (line,) = (line for line in shown(app).splitlines() if "last:" in line)
        assert f"last: exclude by E2 · {cited}" in line
        assert line.rstrip().endswith("u undo")
        await pilot.press("t", "1")
        await pilot.pause()
        assert "last: source type" in shown(app)
        await pilot.press("u", "u")
        await pilot.pause()
        assert "nothing to undo yet" in shown(app)


async def test_the_abstract_has_fourteen_lines_in_a_small_window(project, settings):
    """With a title of two lines, a decision so far, and suggestions."""
    record = project.screening.candidates("title-abstract")[0]
    words = " ".join(f"word{number}" for number in range(5000))
    project.records.edit(
        record, title="A title of two lines " * 6, abstract=words, container="A journal with a long name " * 4
    )
    project.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        app.screen.show_record(record)
        await pilot.pause()
        await answered(pilot, QueueItem(record, 0.5))
        assert sum("word" in line for line in shown(app).splitlines()) >= 14
        await pilot.press("end")
        await pilot.pause()
        assert "word4999" in shown(app)


async def test_a_click_on_a_stage_goes_there_and_one_on_a_key_does_it(worked_app):
    async with worked_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = worked_app.screen
        for text in ("theory map", "u undo"):
            rows = shown(worked_app).splitlines()
            y = max(place for place, row in enumerate(rows) if text in row)
            await pilot.click(offset=(rows[y].index(text) + 1, y))
            await pilot.pause()
        assert screen.desk.queue.stage == "theory-map"
        assert "Undone" in reported(worked_app)


async def test_own_decisions_on_a_record_are_listed_with_what_was_undone(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        record = app.screen.desk.record.id
        await pilot.press("H")
        await pilot.pause()
        assert "You have not decided on this record yet." in reported(app)
        await pilot.press("x", "2", "u", "N", *"thin", "enter", "m")
        app.screen.show_record(record)
        await pilot.press("H")
        await pilot.pause()
        lines = shown(app)
        assert "title abstract: exclude by E2, undone" in lines
        assert "title abstract: maybe (thin)" in lines


async def test_a_document_that_was_not_retrieved_is_reported_here_too(app, tmp_path):
    listed = tmp_path / "one.ris"
    listed.write_text("TY  - JOUR\nTI  - Never found\nAU  - Lane, Jo\nPY  - 2015\nER  -\n", encoding="utf-8")
    app.project.references.import_file(listed)
    record = next(record.id for record in app.project.records.all() if record.title == "Never found")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "U")
        await pilot.pause()
        assert "so it was retrieved" in reported(app)
        app.screen.show_record(record)
        await pilot.press("U", *"no library has it", "enter")
        await pilot.pause()
        assert "last: document not retrieved" in shown(app)
        assert "Not retrieved: no library has it" in shown(app)


async def test_a_decision_on_what_another_has_just_settled_asks(app):
    project = app.project
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        for answer, stored in (("1", []), ("2", ["Ana", "Bob"])):
            record = app.screen.desk.record.id
            with project.acting_as("Bob"):
                project.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
            await pilot.press("i")
            await pilot.pause()
            assert "This record was decided meanwhile: Bob: exclude" in shown(app)
            await pilot.press(answer)
            await pilot.pause()
            assert app.screen.desk.record.id != record
            by = [made.reviewer for made in project.screening.decisions(record, "title-abstract")]
            assert by == (stored or ["Bob"])


async def test_a_decision_on_what_was_settled_before_it_was_opened_asks_too_and_names_the_conflict(app):
    project = app.project
    record = project.screening.candidates("title-abstract")[0]
    with project.acting_as("Bob"):
        project.screening.decide(record, "exclude", "title-abstract", criteria=["E1"])
    async with app.run_test(size=(80, 24)) as pilot:
        open_screening(app.screen, record)
        await pilot.pause()
        await pilot.press("x", "1")
        await pilot.pause()
        assert "This record was decided already: Bob: exclude" in shown(app)
        assert "the decisions agree" in shown(app)
        await pilot.press("escape", "i")
        await pilot.pause()
        assert "this makes a conflict" in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert project.screening.outcome(record, "title-abstract") == "conflict"
        open_screening(app.screen, record)
        await pilot.pause()
        # Their disagreement is what another decision is for.
        with project.acting_as("Cyd"):
            assert app.screen.desk.standing.own is None
            assert app.screen.desk.standing.settled_by_others == []


async def test_the_likeliest_passages_are_listed_and_read_in_place(worked_app):
    project = worked_app.project
    async with worked_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "tab")
        await pilot.pause()
        screen = worked_app.screen
        record = project.records.rows(project.records.listing())[0].record
        screen.show_record(record)
        await pilot.press("v")
        await pilot.pause()
        assert "No passages are suggested" in reported(worked_app)
        passage = next(p for p in project.documents.get(record).passages if p.kind == "paragraph")
        code = CodeSuggestion("T2", 0.8, (), (("RA", 0.2),))
        spans = (PassageSuggestion(passage.start, passage.end, (code,)),)
        screen._take_about((record, True), RecordSuggestions(record, (code,), (), spans))
        await pilot.pause()
        assert "T2 Councils shape the market." in shown(worked_app)
        assert "T2 Shaping .80 (RA .20)" in shown(worked_app)
        await pilot.press("v")
        await pilot.pause()
        assert "T2 .80" in shown(worked_app)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(worked_app.screen, ReaderScreen)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_thirty_criteria_are_all_seen(tmp_path, settings, size):
    criteria = "\n".join(
        f"    E{n}: {{text: Criterion {n} with a text of some length that goes on, stage: title-abstract}}"
        for n in range(1, 31)
    )
    map_text = SMALL_MAP[: SMALL_MAP.index("criteria:")] + f"criteria:\n  exclude:\n{criteria}\n"
    project = new_review(tmp_path / "thirty", "Ana", map_text)
    add_record(project, "A record")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f3", "x")
        await pilot.pause()
        assert all(f"E{number} " in shown(app) for number in range(1, 31))
        assert "A record" in shown(app)
        await pilot.press("u")
        assert made(project) == [("exclude", ("E30",))]
    project.close()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_a_map_with_one_theory_and_nothing_else_can_be_screened(tmp_path, settings, size):
    project = new_review(
        tmp_path / "review",
        "Ana",
        "title: One\nquestion: Why?\ncategories: {c: C}\n"
        "theories: {T1: {name: Only, category: c, proposition: It works.}}\n"
        "stages: {screening: {reviewers: 1, criterion_required: false}}\n",
    )
    record = add_record(project, "[bold]Titel[/] \x1b[31m漢字 عربى 😀")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        screen._take_about((record, False), RecordSuggestions(record, (CodeSuggestion("T1", 0.4),)))
        await pilot.press("w")
        await pilot.pause()
        assert "[bold]Titel[/]" in shown(app)
        assert "T1 Only" in shown(app)
        assert "rival" not in shown(app)
        await pilot.press("x")
        await pilot.pause()
        assert "This stage has no exclusion criteria" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert made(project) == [("exclude", ())]
    project.close()


async def test_without_records_the_next_step_is_named(tmp_path, settings):
    project = new_review(tmp_path / "review", "Ana")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "There are no records yet." in shown(app)
        assert "Put PDFs or texts into review/corpus" in shown(app)
        assert "order" not in shown(app).casefold()
    project.close()


async def test_conflicts_are_named_when_nothing_is_left_and_shown_one_after_another(worked_app):
    project = worked_app.project
    with project.acting_as("Bob"):
        for record in project.records.all()[:2]:
            project.screening.decide(record.id, "park", "title-abstract")
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "Reviewers disagree on 2 records: C shows the next" in shown(worked_app)
        seen = []
        for _ in range(3):
            await pilot.press("C")
            await pilot.pause()
            assert "you: include · Bob: park · conflict" in shown(worked_app).replace(
                "Bob: park · you: include", "you: include · Bob: park"
            )
            seen.append(worked_app.screen.desk.record.id)
        assert (len(set(seen)), seen[2]) == (2, seen[0])
        await pilot.press("p", "p", "C")
        await pilot.pause()
        assert "Reviewers disagree on no record at this stage." in reported(worked_app)


async def test_a_decision_on_a_conflict_leads_to_the_next_one_and_after_the_last_to_the_queue(
    worked_app, worked
):
    first, second = worked.records.all()[:2]
    waiting = add_record(worked, "Not decided on yet")
    with worked.acting_as("Bob"):
        for record in (first, second):
            worked.screening.decide(record.id, "park", "title-abstract")
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        desk = worked_app.screen.desk
        assert desk.record.id == waiting
        await pilot.press("C", "m")
        assert desk.record.id == second.id
        await pilot.press("n")
        assert desk.record.id == waiting, "though reviewers still disagree on both"
        await pilot.press("C")
        assert desk.record.id == first.id


async def test_what_was_settled_stands_beside_the_decisions(worked_app):
    project = worked_app.project
    record = next(made.record for made in project.screening.all_decisions() if made.stage == "title-abstract")
    with project.acting_as("Bob"):
        project.screening.decide(record, "park", "title-abstract")
    async with worked_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3", "C")
        await pilot.pause()
        assert "· conflict" in shown(worked_app)
        project.screening.settle(record, "include", "title-abstract", reason="too [b] good")
        worked_app.screen.show_record(record)
        await pilot.pause()
        assert "settled: include (too [b] good)" in shown(worked_app)
        assert "· conflict" not in shown(worked_app)


async def test_the_details_are_scrolled_by_keys_and_escape_returns_to_the_text(project, settings):
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        screen = app.screen
        details = screen.query_one("#screening-details")
        assert not details.display
        record = screen.desk.record.id
        codes = tuple(CodeSuggestion(code, 0.5, (("care", 0.1),)) for code in ("T1", "T2", "T3"))
        screen._take_about((record, False), RecordSuggestions(record, codes))
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert details.scroll_offset.y > 0
        assert "Concerns England" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert not details.display
        assert screen.query_one(AbstractView).has_focus


async def test_hidden_suggestions_come_with_the_last_decision(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "b")
        await pilot.pause()
        record = app.screen.desk.record.id
        await answered(pilot, QueueItem(record, 0.9))
        assert ".90" not in shown(app)
        await pilot.press("i")
        await pilot.pause()
        lines = shown(app).splitlines()
        (last,) = (place for place, line in enumerate(lines) if "last: include" in line)
        assert "suggested for it: similarity .90" in lines[last + 1]


@pytest.mark.parametrize(("width", "beside"), [(139, False), (140, True)])
async def test_from_140_columns_the_details_are_beside_the_record(app, width, beside):
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert ("Include: one of every group" in shown(app)) is beside
        record = app.screen.desk.record.id
        code = CodeSuggestion("T1", 0.5, (), (("RA", 0.25),))
        app.screen._take_about((record, False), RecordSuggestions(record, (code,)))
        await pilot.pause()
        rivals = [line for line in shown(app).splitlines() if "T1 Market logic" in line]
        assert (("█" * 9) in rivals[0], "RA ██" in rivals[0]) == (beside, beside)


async def test_long_names_are_shortened_before_a_score_goes(tmp_path, settings):
    long = "Personalisation for recovery and independent living in the community"
    project = new_review(
        tmp_path / "review", "Ana", SMALL_MAP.replace("Market logic", long).replace("Empirical study", long)
    )
    record = add_record(project, "A record")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await answered(pilot, QueueItem(record, 0.25))
        codes = (CodeSuggestion("T1", 0.71, (), (("RA", 0.22),)),)
        kinds = (SourceTypeSuggestion("empirical", 0.6),)
        app.screen._take_about((record, False), RecordSuggestions(record, codes, kinds))
        await pilot.pause()
        (line,) = (line for line in shown(app).splitlines() if "sim. ." in line)
        assert "sim. .25 · T1 Personalisati… .71 (RA .22) · Personalisati…?" in line
        assert line.rstrip().endswith("w why  t type")
        unlike = (SourceTypeSuggestion("empirical", 0.08),)
        app.screen._take_about((record, False), RecordSuggestions(record, codes, unlike))
        await pilot.pause()
        assert "Personalisati…?" not in shown(app)
    project.close()


async def test_the_record_that_is_read_stays_when_the_order_arrives_late(app):
    """After a change of stage, after a record was opened from elsewhere, and while the criterion is asked for."""
    project = app.project
    first, second, third = project.screening.candidates("title-abstract")
    for record in (first, second, third):
        project.screening.decide(record, "include", "title-abstract")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "tab")
        await pilot.pause()
        screen = app.screen
        read = screen.desk.record.id
        other = next(record for record in (first, second, third) if record != read)
        await answered(pilot, QueueItem(other, 0.9))
        assert screen.desk.record.id == read
        screen.show_record(third)
        await answered(pilot, QueueItem(other, 0.9))
        assert screen.desk.record.id == third
        await pilot.press("d", "4", "x")
        await answered(pilot, QueueItem(next(r for r in (first, second) if r != read), 0.9))
        assert screen.desk.record.id == third
        assert "Exclude by" in shown(app)


async def test_a_parked_record_comes_again_when_its_theory_changes(app):
    project = app.project
    first, _, third = (row.record for row in project.records.rows(project.records.listing()))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        app.screen.show_record(first)
        await pilot.press("P", *"T9", "comma", *"T1", "enter")
        await pilot.pause()
        assert "Not in the theory map: T9. The map has T1" in shown(app)
        await pilot.press("ctrl+u", *"T1", "enter")
        await pilot.pause()
        assert made(project) == [("park", ())]
        assert "last: park for T1" in shown(app)
        await pilot.press("p", "p")
        await pilot.pause()
        assert "Nothing is left at title abstract" in shown(app)

        project.theory.refine("T1", "the evidence says so", proposition="Few providers compete")
        app.screen.project_changed()
        await pilot.pause()
        assert "title abstract 3" in shown(app)
        app.screen.show_record(first)
        await pilot.pause()
        assert "offered again: parked for T1 on " in shown(app)
        assert "; T1 was reworded in v2" in shown(app)
        await pilot.press("P")
        await pilot.pause()
        assert app.screen.query_one("#field", Input).value == "T1"
        await pilot.press("escape")
        await pilot.pause()

        await pilot.press("i")
        await pilot.pause()
        assert project.screening.outcome(first, "title-abstract") == "include"
        assert first not in project.screening.candidates("title-abstract")
        app.screen.show_record(third)
        await pilot.press("u")
        await pilot.pause()
        assert app.screen.desk.record.id == first
        assert "offered again: parked for T1 on " in shown(app)


async def test_a_record_that_became_background_leaves_the_queue_and_says_so(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        shown_first = app.screen.desk.record.id
        assert "title abstract 3" in shown(app)
        app.project.records.edit(shown_first, role="background")
        app.screen.project_changed()
        await pilot.pause()
        assert app.screen.desk.record.id == shown_first
        assert "background: not screened and not counted" in shown(app)
        assert "title abstract 2" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.desk.record.id != shown_first
        assert "not screened and not counted" not in shown(app)


async def test_facets_of_the_record_are_set_by_keys_and_shown(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        record = app.screen.desk.record.id
        await pilot.press("F")
        await pilot.pause()
        assert isinstance(app.screen, Chooser)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, ChooseSeveral)
        await pilot.press("2", "down", "space", "1", "1", "enter")
        await pilot.pause()
        assert app.project.annotations.facets_of(record) == {"population": ("women", "[b]hostile[/]")}
        assert "Population group  women; [b]hostile[/]" in shown(app)
        await pilot.press("2", *"Wales; England", "enter")
        await pilot.pause()
        assert app.project.annotations.facets_of(record)["country"] == ("Wales", "England")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ScreeningScreen)
        assert app.screen.desk.record.id == record
        assert "population: women; [b]hostile[/] · country: Wales; England" in shown(app)


async def test_values_that_are_left_or_unchanged_are_not_stored(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(
            "f3", "F", "1", "2", "enter", "1", "2", "escape", "1", "enter", "2", "enter", "escape"
        )
        await pilot.pause()
        record = app.screen.desk.record.id
        assert app.project.annotations.facets_of(record) == {"population": ("women",)}
        assert [event.kind for event in app.project.history.events(record)].count("set-facet") == 1
        await pilot.press("F", "1", "2", "enter", "escape")
        await pilot.pause()
        assert app.project.annotations.facets_of(record) == {}


async def test_a_map_without_facets_says_where_they_are_listed(tmp_path, settings):
    project = new_review(tmp_path / "bare", map_text=SMALL_MAP.partition("facets:")[0])
    add_record(project, "A study")
    app = ReviewApp(project, settings, with_suggestions=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3", "F")
        await pilot.pause()
        assert "The theory map has no facets" in reported(app)
    project.close()
