"""The learning process: what it answers, and how it speaks."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from review.domain import Order, RecordText
from review.domain.suggestions.against import AgainstMaterial
from review.domain.suggestions.evaluation import Progress
from review.domain.suggestions.use import Response, SuggestedCode
from review.errors import UnknownNameError
from review.learning.protocol import (
    Answered,
    AnyQuestion,
    AskAgainst,
    Asked,
    AskEvaluation,
    AskQueue,
    AskRecord,
    AskState,
    EvaluationAnswer,
    NoAnswer,
    ProgressAnswer,
    QueueAnswer,
    RecordAnswer,
)
from review.project.learning.learner import Learner
from review.project.learning.process import Inbox, answer, serve
from review.theory_map import UnguidedShares
from tests.learning.material import (
    A_MAP,
    ADVICE,
    LACK,
    MARKET,
    OTHER,
    MaterialInMemory,
    a_coding,
    a_decision,
    a_done_mark,
    passages_of,
)
from tests.reviews import a_document, add_record, new_review


def material(records: int = 6) -> MaterialInMemory:
    topics = ("care market providers", "dairy cows and milk")
    made = MaterialInMemory(records=[RecordText(f"r{n}", f"{topics[n % 2]} {n}") for n in range(records)])
    made.texts = passages_of("r0", MARKET, ADVICE, LACK, OTHER)
    return made


def order_of(learner: Learner, order: Order = Order.RELEVANCE, **options) -> list[str]:
    return [item.record for item in learner.queue("title-abstract", order, **options).items]


def test_the_queue_follows_decisions_as_they_come():
    made = material()
    learner = Learner(made)
    first = order_of(learner)
    assert set(first[:3]) == {"r0", "r2", "r4"}
    made.decided = [a_decision("r1", "include"), a_decision("r0", "exclude")]
    made.changed()
    assert set(order_of(learner)[:2]) == {"r3", "r5"}


def test_the_model_is_named_by_what_it_was_trained_on():
    made = material()
    learner = Learner(made)
    untrained = learner.queue("title-abstract", Order.RELEVANCE).model
    assert "0 decisions" in untrained
    made.decided = [a_decision("r1", "include")]
    made.changed()
    trained = learner.queue("title-abstract", Order.RELEVANCE).model
    assert "1 decision," in trained
    assert trained.split()[1] != untrained.split()[1]
    assert trained == Learner(made).queue("title-abstract", Order.RELEVANCE).model


def test_every_order_lists_what_waits():
    learner = Learner(material())
    for order in Order:
        assert sorted(order_of(learner, order)) == [f"r{n}" for n in range(6)]
        assert len(order_of(learner, order, limit=2)) == 2
    assert order_of(learner, Order.OLDEST) == [f"r{n}" for n in range(6)]
    assert sorted(order_of(learner, random_share=0.5)) == [f"r{n}" for n in range(6)]


def test_the_random_share_is_the_theory_maps_unless_another_is_asked_for():
    made = material()
    made.map = replace(made.map, shares=UnguidedShares(random=1.0))
    learner = Learner(made)

    assert all(item.by_lot for item in learner.queue("title-abstract", Order.RELEVANCE).items)
    assert order_of(learner) == order_of(learner, Order.RANDOM)
    assert not any(i.by_lot for i in learner.queue("title-abstract", Order.RELEVANCE, random_share=0).items)


def test_the_likeliest_challenge_to_a_theory_comes_first():
    made = MaterialInMemory(
        records=[RecordText("for", "A"), RecordText("against", "B"), RecordText("other", "C")],
        texts=[
            *passages_of("for", "Providers compete in a market and improve good services."),
            *passages_of(
                "against", "Providers in the market fail, and competition worsens shortage; " + LACK
            ),
            *passages_of("other", OTHER),
        ],
    )
    made.map = replace(made.map, former_codes={"T0": "T1"})
    for code in ("T1", "T0"):
        assert order_of(Learner(made), Order.CHALLENGE, focus=code)[0] == "against"


def test_what_may_speak_against_a_theory_is_looked_for_in_included_documents():
    made = material()
    made.map = replace(made.map, former_codes={"T0": "T1"})
    learner = Learner(made)
    assert learner.against("T1").items == ()
    made.looked_for = AgainstMaterial(included=("r0",))
    steps: list[str] = []
    queue = learner.against("T0", limit=3, report=lambda progress: steps.append(progress.what))
    assert steps == ["reading the texts", "learning the codes", "comparing passages"]
    assert len(queue.items) == 3
    assert queue.items[0].why == "about T1, worded as a challenge"
    assert "0 codings" in queue.model
    assert not queue.calibrated


def test_new_texts_are_read():
    made = material()
    learner = Learner(made)
    assert len(order_of(learner)) == 6
    made.records.append(RecordText("new", "the market for mental-health care"))
    made.texts += passages_of("new", ADVICE)
    made.changed(texts=True)
    assert order_of(learner)[0] == "new"
    assert learner.record("new").passages[0].codes[0].code == "T2"


def test_a_coding_is_learned_before_the_next_answer():
    made = material()
    learner = Learner(made)
    before = learner.record("r0")
    made.coded = [a_coding(made.texts[3], "T2")]
    made.changed()
    after = learner.record("r0")
    assert after.model != before.model
    assert after.passages != before.passages
    assert learner.state() == "model: 0 decisions, 1 coding"


def test_no_answer_depends_on_what_was_asked_before():
    asked = [
        AskQueue(stage="title-abstract", order=Order.RELEVANCE),
        AskQueue(stage="title-abstract", order=Order.CHALLENGE),
        AskRecord(record="r0"),
        AskAgainst(target="T1"),
    ]
    forwards, backwards = Learner(material()), Learner(material())
    answers = [answer(forwards, question) for question in asked]
    assert [answer(backwards, question) for question in reversed(asked)] == answers[::-1]


def test_nothing_at_all_can_be_asked_about():
    learner = Learner(MaterialInMemory())
    assert learner.queue("title-abstract", Order.RELEVANCE).items == ()
    assert learner.queue("title-abstract", Order.CHALLENGE).items == ()
    assert learner.evaluate().relevance.reason


def test_the_evaluation_knows_which_codings_were_made_in_sight_of_suggestions():
    made = material()
    made.map = replace(A_MAP, shares=UnguidedShares(blind=1.0))
    made.coded = [a_coding(passage, "T1") for passage in made.texts]
    made.finished = [a_done_mark(passage) for passage in made.texts]
    made.responses = [SuggestedCode("T1", Response.AGREED, "r0", "ann", "", made.coded[0].id)]
    found = Learner(made).evaluate().blind
    assert (found.shown.passages, found.blind.passages, found.share) == (1, 3, 1.0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda learner: learner.record("nobody"),
        lambda learner: learner.queue("no-stage", Order.RELEVANCE),
        lambda learner: learner.queue("title-abstract", Order.CHALLENGE, focus="T99"),
        lambda learner: learner.against("T99"),
    ],
)
def test_a_name_that_is_not_there_is_an_error_that_says_so(ask):
    with pytest.raises(UnknownNameError, match="Unknown"):
        ask(Learner(material()))


def lines(*questions: AnyQuestion) -> io.BytesIO:
    """The questions, numbered from 0, as the process reads them."""
    return io.BytesIO(b"".join(msgspec.json.encode(Asked(n, q)) + b"\n" for n, q in enumerate(questions)))


def replies(output: bytes) -> dict[int | None, Answered]:
    """What the process said, by the number of the question."""
    answered = [msgspec.json.decode(line, type=Answered) for line in output.splitlines()]
    return {reply.id: reply for reply in answered}


QUEUE = AskQueue(stage="title-abstract", order=Order.RELEVANCE)


def test_answers_carry_the_question_s_number_and_errors_do_not_end_it(monkeypatch: pytest.MonkeyPatch):
    learner = Learner(material())
    monkeypatch.setattr(learner, "evaluate", lambda _: 1 / 0)
    questions = lines(AskEvaluation(), AskState(), AskRecord(record="nobody"), QUEUE)
    answers = io.BytesIO()
    serve(learner, questions, answers)
    found = replies(answers.getvalue())
    assert set(found) == {0, 1, 2, 3}
    assert isinstance(found[0].answer, NoAnswer)
    assert "error in the suggestions" in found[0].answer.reason
    assert "error in the suggestions" in found[0].state
    assert found[1].state == "model: 0 decisions, 0 codings"
    assert found[2] == Answered(2, NoAnswer("Unknown record 'nobody'"))
    assert isinstance(found[3].answer, QueueAnswer)
    assert len(found[3].answer.queue.items) == 6


def test_the_state_after_an_error_stays_until_there_is_another(monkeypatch: pytest.MonkeyPatch):
    learner, answers, is_answered = Learner(material()), io.BytesIO(), threading.Event()
    learner.state()
    monkeypatch.setattr(learner, "evaluate", lambda _: 1 / 0)
    monkeypatch.setattr(learner, "keep", is_answered.set)

    def questions() -> Iterator[bytes]:
        yield from lines(AskEvaluation())
        # What comes after the answer is said while no question waits.
        is_answered.wait()
        is_idle.wait()

    is_idle = threading.Event()
    monkeypatch.setattr(learner, "work", lambda: is_answered.is_set() and is_idle.set())
    serve(learner, questions(), answers)
    assert [msgspec.json.decode(line, type=Answered).id for line in answers.getvalue().splitlines()] == [0]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id":1,"question":{"ask":"no such thing"}}', b"\xff", b"[" * 9999]
)
def test_what_is_not_a_question_ends_the_conversation(line: bytes, capsys: pytest.CaptureFixture[str]):
    answers = io.BytesIO()
    serve(Learner(material()), [line + b"\n", msgspec.json.encode(Asked(1, QUEUE))], answers)
    assert answers.getvalue() == b""
    assert "not a question" in capsys.readouterr().err


def test_a_text_that_cannot_be_written_costs_its_answer_only():
    made = material()
    made.records.append(RecordText("half \ud835", "markets"))
    answers = io.BytesIO()
    serve(Learner(made), lines(AskState(), QUEUE), answers)
    found = replies(answers.getvalue())
    assert isinstance(found[1].answer, NoAnswer)
    assert found[0].state == "model: 0 decisions, 0 codings"


def test_the_newest_question_is_answered_first_and_equal_ones_together():
    are_read = threading.Event()

    def questions() -> Iterator[bytes]:
        yield from lines(*(msgspec.structs.replace(QUEUE, limit=limit) for limit in (5, 9, 5)))
        are_read.set()

    inbox = Inbox(questions())
    are_read.wait()
    assert [asked.id for asked in inbox.next()] == [0, 2]
    assert [asked.id for asked in inbox.next()] == [1]
    assert inbox.next() == []


def test_an_evaluation_reports_each_of_its_steps_before_its_answer():
    learner, answers = Learner(material()), io.BytesIO()
    serve(learner, lines(AskEvaluation()), answers)
    *steps, last = [msgspec.json.decode(line, type=Answered) for line in answers.getvalue().splitlines()]
    assert [step.answer for step in steps] == [
        ProgressAnswer(Progress(number, 5, what))
        for number, what in enumerate(
            (
                "the order of title abstract",
                "the order of theory map",
                "codes",
                "source types",
                "learning curves",
            ),
            start=1,
        )
    ]
    assert {step.id for step in steps} == {0}
    assert isinstance(last.answer, EvaluationAnswer)


def ask_a_process(folder: Path, *questions: AnyQuestion) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "review.project.learning.process",
            "--project",
            str(folder),
            "--reviewer",
            "ann",
        ],
        input=lines(*questions).getvalue(),
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_two_processes_give_the_same_answers_bit_for_bit(tmp_path):
    project = new_review(tmp_path / "review")
    records = [
        add_record(
            project, f"Markets for care, part {n}", document=a_document((MARKET, ADVICE, f"{LACK} {n}"))
        )
        for n in range(8)
    ]
    for number, record in enumerate(records[:5]):
        project.screening.decide(record, ("include", "exclude")[number % 2], "title-abstract")
    project.coding.code(records[0], ["T1"], 0, len(MARKET))
    project.close()
    questions = (QUEUE, AskRecord(record=records[7]), AskEvaluation())
    first, second = (ask_a_process(tmp_path / "review", *questions) for _ in range(2))
    answers = [sorted(run.stdout.splitlines()) for run in (first, second)]
    assert answers[0] == answers[1]
    kinds = {number: type(reply.answer) for number, reply in replies(first.stdout).items()}
    assert kinds == {0: QueueAnswer, 1: RecordAnswer, 2: EvaluationAnswer}


def test_a_folder_without_a_review_is_reported_in_one_line(tmp_path):
    ended = ask_a_process(tmp_path, AskState())
    assert ended.returncode == 2
    assert isinstance(replies(ended.stdout)[None].answer, NoAnswer)


def test_importing_the_process_loads_nothing_heavy():
    heavy = "{'numpy', 'scipy', 'sklearn'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-c", f"import sys, review.project.learning.process; assert not {heavy}"], check=True
    )
