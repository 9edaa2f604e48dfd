"""The learning process: what it answers, and how it speaks."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from review.errors import UnknownNameError
from review.model import Order, RecordText
from review.theory_map import UnswayedShares
from review.worker import Inbox, Learner, serve
from tests.reviews import a_document, add_record, new_review
from tests.suggest.material import (
    ADVICE,
    LACK,
    MARKET,
    OTHER,
    MaterialInMemory,
    a_coding,
    a_decision,
    passages_of,
)


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
    untaught = learner.queue("title-abstract", Order.RELEVANCE).model
    assert "0 decisions" in untaught
    made.decided = [a_decision("r1", "include")]
    made.changed()
    taught = learner.queue("title-abstract", Order.RELEVANCE).model
    assert "1 decision," in taught
    assert taught.split()[1] != untaught.split()[1]
    assert taught == Learner(made).queue("title-abstract", Order.RELEVANCE).model


def test_every_order_lists_what_waits():
    learner = Learner(material())
    for order in Order:
        assert sorted(order_of(learner, order)) == [f"r{n}" for n in range(6)]
        assert len(order_of(learner, order, limit=2)) == 2
    assert order_of(learner, Order.OLDEST) == [f"r{n}" for n in range(6)]
    assert sorted(order_of(learner, random_share=0.5)) == [f"r{n}" for n in range(6)]


def test_the_share_by_lot_is_the_theory_maps_unless_another_is_asked_for():
    made = material()
    made.map = replace(made.map, shares=UnswayedShares(random=1.0))
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
    assert order_of(Learner(made), Order.CHALLENGE, focus="T1") == ["against", "for", "other"]


def test_new_texts_are_taken_in():
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


def test_nothing_at_all_can_be_asked_about():
    learner = Learner(MaterialInMemory())
    assert learner.queue("title-abstract", Order.RELEVANCE).items == ()
    assert learner.queue("title-abstract", Order.CHALLENGE).items == ()
    assert "reason" in learner.evaluate()["relevance"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda learner: learner.record("nobody"),
        lambda learner: learner.queue("no-stage", Order.RELEVANCE),
        lambda learner: learner.queue("title-abstract", Order.CHALLENGE, focus="T99"),
    ],
)
def test_a_name_that_is_not_there_is_an_error_that_says_so(ask):
    with pytest.raises(UnknownNameError, match="there is no"):
        ask(Learner(material()))


def test_answers_carry_the_question_s_number_and_errors_do_not_end_it():
    questions = [
        {"id": 0, "ask": "queue", "stage": "title-abstract", "order": "relevance", "limit": "many"},
        {"id": 1, "ask": "state"},
        {"id": 2, "ask": "record", "record": "nobody"},
        {"id": 3, "ask": "no such thing"},
        {"id": 4, "ask": "queue", "stage": "title-abstract", "order": "relevance"},
    ]
    answers = io.StringIO()
    serve(Learner(material()), io.StringIO("".join(json.dumps(q) + "\n" for q in questions)), answers)
    replies = {reply["id"]: reply for reply in map(json.loads, answers.getvalue().splitlines())}
    assert set(replies) == {0, 1, 2, 3, 4}
    assert "fault" in replies[0]["error"]
    assert "fault" in replies[0]["state"]
    assert "error" in replies[2]
    assert "error" in replies[3]
    assert len(replies[4]["answer"]["items"]) == 6


def test_the_newest_question_is_answered_first_and_equal_ones_together():
    lines = [json.dumps({"id": n, "ask": "queue", "limit": limit}) for n, limit in enumerate((5, 9, 5))]
    read, write = os.pipe()
    with os.fdopen(write, "w") as pen, os.fdopen(read) as page:
        pen.write("\n".join(lines) + "\n")
        pen.close()
        inbox = Inbox(page)
        inbox.wait_for_the_end()
    assert [q["id"] for q in inbox.next()] == [0, 2]
    assert [q["id"] for q in inbox.next()] == [1]
    assert inbox.next() == []


def ask_a_process(folder: Path, *questions: dict) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "review.worker", "--project", str(folder), "--reviewer", "ann"],
        input="".join(json.dumps({"id": number} | q) + "\n" for number, q in enumerate(questions)),
        capture_output=True,
        encoding="utf-8",
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
        project.decide(record, ("include", "exclude")[number % 2], "title-abstract")
    project.code(records[0], ["T1"], 0, len(MARKET))
    project.close()
    questions = (
        {"ask": "queue", "stage": "title-abstract", "order": "relevance"},
        {"ask": "record", "record": records[7]},
        {"ask": "evaluate"},
    )
    first, second = (ask_a_process(tmp_path / "review", *questions) for _ in range(2))
    answers = [sorted(run.stdout.splitlines()) for run in (first, second)]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 3
    assert all("answer" in json.loads(line) for line in answers[0]), first.stdout


def test_a_folder_without_a_review_is_told_in_one_line(tmp_path):
    ended = ask_a_process(tmp_path, {"ask": "state"})
    assert ended.returncode == 2
    assert "error" in json.loads(ended.stdout)


def test_importing_the_process_loads_nothing_heavy():
    heavy = "{'numpy', 'scipy', 'sklearn'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", f"import sys, review.worker; assert not {heavy}"], check=True)
