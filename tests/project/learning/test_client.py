"""The program's side of the learning process: it may die at any time, and nobody waits for it."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import psutil
import pytest

from review.errors import SuggestionsUnavailableError, UnknownNameError
from review.project import Project
from review.project.learning.client import Suggestions
from tests.reviews import a_document, add_record, new_review


@pytest.fixture
def review(tmp_path: Path) -> Path:
    project = new_review(tmp_path / "review")
    add_record(project, "Markets for care", document=a_document())
    project.close()
    return tmp_path / "review"


@pytest.fixture
def suggestions(review: Path) -> Iterator[Suggestions]:
    made = Suggestions(review, "ann", first_delay=0.01)
    made.start()
    yield made
    made.stop()
    made.wait()


def until(condition) -> None:
    """Wait for a state of another process, at most ten seconds."""
    step = threading.Event()
    for _ in range(1000):
        if condition():
            return
        step.wait(0.01)
    pytest.fail("it did not come to this")


@pytest.mark.usefixtures("started_alone")
def test_questions_are_answered(suggestions: Suggestions):
    queue = suggestions.queue("title-abstract")
    record = suggestions.record(queue.items[0].record)
    assert record.passages[0].codes[0].code == "T1"
    assert isinstance(record.passages[0].codes[0].terms[0], tuple)
    assert suggestions.against("T1").items == ()  # nothing is included yet
    assert suggestions.evaluate().relevance.reason
    until(lambda: suggestions.state == "model: 0 decisions, 0 codings")


def test_what_is_looked_at_is_not_found_against_the_theory_again(suggestions: Suggestions, review: Path):
    project = Project.open(review, "ann")
    (record,) = [row.record for row in project.records.rows(project.records.listing())]
    project.screening.decide(record, "include", "theory-map")
    first, *others = suggestions.against("T1").items
    assert others
    project.looked_at.mark("T1", record, first.start, first.end)
    assert [one.start for one in suggestions.against("T1").items] == [one.start for one in others]
    made = project.configurations.new({"context": "many providers", "outcome": "people choose"})
    whys = {one.why for one in suggestions.against(made.cmoc).items}
    assert whys & {"same context, another outcome", f"about {made.label}, worded as a challenge"}
    project.close()
    with pytest.raises(UnknownNameError, match="Unknown code 'T77'"):
        suggestions.against("T77")


def test_many_threads_may_ask_at_once(suggestions: Suggestions):
    limits: list[int] = []

    def ask(limit: int) -> None:
        suggestions.queue("title-abstract", limit=limit)
        limits.append(limit)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(limits) == list(range(8))


def test_a_process_that_was_killed_is_started_again(suggestions: Suggestions):
    suggestions.queue("title-abstract")
    killed = suggestions.process_id
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    until(lambda: suggestions.process_id not in {None, killed})
    assert len(suggestions.queue("title-abstract").items) == 1


def test_training_data_is_reported_before_anybody_asks(suggestions: Suggestions):
    assert suggestions.starts == 1
    until(lambda: suggestions.state == "model: 0 decisions, 0 codings")
    assert suggestions.process_id is not None
    os.kill(suggestions.process_id, signal.SIGKILL)
    until(lambda: suggestions.starts == 2)
    until(lambda: suggestions.state == "model: 0 decisions, 0 codings")


def test_a_question_under_way_fails_when_the_process_dies(review: Path):
    command = [sys.executable, "-c", "import sys; sys.stdin.readline(); sys.stdin.readline()"]
    suggestions = Suggestions(review, "ann", command=command, first_delay=60)
    suggestions.start()
    with pytest.raises(SuggestionsUnavailableError, match="ended before it answered"):
        suggestions.queue("title-abstract")
    assert suggestions.state == "suggestions stopped; restarting"
    suggestions.stop()


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        '{"id":"one","answer":{"kind":"state"}}',
        '{"id":2,"answer":{"kind":"queue"}}',
        "\\xff",
    ],
)
def test_a_process_that_says_what_it_cannot_mean_is_ended_and_another_started(review: Path, line: str):
    said = f"import sys; sys.stdin.readline(); print({line!r}, flush=True); sys.stdin.read()"
    suggestions = Suggestions(review, "ann", command=[sys.executable, "-c", said], first_delay=0.01)
    suggestions.start()
    until(lambda: suggestions.starts > 1)
    suggestions.stop()
    assert suggestions.state == "suggestions off"


def test_a_process_says_unasked_how_far_it_is_and_that_it_can_answer_better(review: Path):
    said = (
        """print('{"id":null,"answer":{"kind":"state"},"state":"sentence vectors: 0 of 8 passages"}', flush=True);"""
        """print('{"id":null,"answer":{"kind":"state","renewed":true},"state":"model: 1"}', flush=True);"""
        """print('{"id":1,"answer":{"kind":"state"}}', flush=True); import sys; sys.stdin.read()"""
    )
    suggestions = Suggestions(review, "ann", command=[sys.executable, "-c", said])
    assert suggestions.renewals == 0
    suggestions.start()
    until(lambda: suggestions.state == "model: 1")
    suggestions.stop()
    assert (suggestions.renewals, suggestions.starts) == (1, 1)


def test_what_waits_for_an_answer_does_not_hide_how_far_sentence_vectors_are(review: Path):
    said = """print('{"id":null,"answer":{"kind":"state"},"state":"sentence vectors: 0 of 8 passages"}', flush=True);"""
    command = [sys.executable, "-c", f"{said} import sys; sys.stdin.read()"]
    suggestions = Suggestions(review, "ann", command=command)
    suggestions.start()
    until(lambda: suggestions.state == "sentence vectors: 0 of 8 passages")
    suggestions.stop()


def test_a_process_is_stopped_in_the_midst_of_what_it_says(review: Path):
    said = """for _ in iter(int, 1): print('{"id":1,"answer":{"kind":"state"},"state":"model: 1"}')"""
    for _ in range(5):
        suggestions = Suggestions(review, "ann", command=[sys.executable, "-c", said])
        suggestions.start()
        until(lambda made=suggestions: made.state == "model: 1")
        suggestions.stop()
        assert suggestions.state == "suggestions off"


def test_an_answer_to_another_question_is_not_an_answer(review: Path):
    said = (
        "import sys; sys.stdin.readline(); sys.stdin.readline();"
        """print('{"id":2,"answer":{"kind":"state"}}', flush=True); sys.stdin.read()"""
    )
    suggestions = Suggestions(review, "ann", command=[sys.executable, "-c", said])
    suggestions.start()
    with pytest.raises(SuggestionsUnavailableError, match="another question"):
        suggestions.queue("title-abstract")
    suggestions.stop()


def test_it_is_not_started_for_ever(review: Path):
    suggestions = Suggestions(review, "ann", command=[sys.executable, "-c", ""], first_delay=0.001)
    suggestions.start()
    until(lambda: suggestions.state == "suggestions stopped")
    with pytest.raises(SuggestionsUnavailableError):
        suggestions.queue("title-abstract")
    suggestions.stop()


def test_a_review_that_cannot_be_opened_is_reported(tmp_path: Path):
    suggestions = Suggestions(tmp_path, "ann")
    suggestions.start()
    until(lambda: suggestions.state.startswith("suggestions stopped: "))
    suggestions.stop()


@pytest.mark.usefixtures("started_alone")
def test_whoever_stops_it_does_not_wait_for_its_end(
    suggestions: Suggestions, monkeypatch: pytest.MonkeyPatch
):
    process, waiting, wait = suggestions.process_id, set(), Popen.wait

    def noted(of: Popen[bytes], timeout: float | None = None) -> int:
        waiting.add(threading.get_ident())
        return wait(of, timeout)

    monkeypatch.setattr(Popen, "wait", noted)
    assert process is not None
    suggestions.stop()
    suggestions.wait()
    assert not psutil.pid_exists(process)
    assert waiting
    assert threading.get_ident() not in waiting


def test_an_answer_that_takes_too_long_is_given_up(review: Path):
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    suggestions = Suggestions(review, "ann", command=command, timeout=0.05)
    suggestions.start()
    with pytest.raises(SuggestionsUnavailableError, match="too long"):
        suggestions.queue("title-abstract")
    suggestions.stop()
    assert suggestions.state == "suggestions off"


def test_unknown_names_are_reported_as_such(suggestions: Suggestions):
    with pytest.raises(UnknownNameError, match="Unknown record"):
        suggestions.record("nobody")


def test_nothing_is_answered_before_the_start_or_after_the_end(review: Path):
    suggestions = Suggestions(review, "ann")
    with pytest.raises(SuggestionsUnavailableError):
        suggestions.queue("title-abstract")
    suggestions.start()
    suggestions.stop()
    suggestions.stop()
    with pytest.raises(SuggestionsUnavailableError):
        suggestions.queue("title-abstract")
