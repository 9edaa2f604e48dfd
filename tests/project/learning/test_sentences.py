"""Sentence vectors in the learning process: made between questions, used when all are there, off at once."""

import io
import shutil
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from review.domain import Order
from review.learning.protocol import Answered, Asked, AskRecord, AskState, RecordAnswer, StateAnswer
from review.learning.semantic.choice import choose, chosen, forget
from review.learning.semantic.vectors import VECTORS_NAME
from review.project.learning.learner import Learner
from review.project.learning.process import serve
from review.user_folder import user_folder
from tests.learning.material import a_coding, a_map_with_trust, passages_of
from tests.learning.semantic.encoders import needs_encoders, word_vectors, write_encoder
from tests.project.learning.test_process import material
from tests.reviews import SMALL_MAP, new_review

pytestmark = needs_encoders


@pytest.fixture(scope="module")
def chosen_once(tmp_path_factory):
    """Settings in which a small encoder is chosen, which takes a process and a second."""
    folder = tmp_path_factory.mktemp("encoder")
    choose(str(write_encoder(folder / "tiny")), folder / "settings")
    return folder


@pytest.fixture
def settings(chosen_once, tmp_path):
    """A copy of these settings."""
    return Path(shutil.copytree(chosen_once / "settings", tmp_path / "settings"))


def worked(learner: Learner) -> Learner:
    """The learner after it had nothing else to do for a while."""
    learner.state()
    while learner.work():
        pass
    return learner


def test_suggestions_go_on_without_until_all_are_there(tmp_path, settings):
    learner, without = Learner(material(), tmp_path, settings), Learner(material())
    first = learner.record("r0")
    assert first == without.record("r0")
    assert learner.state() == "sentence vectors: 0 of 8 passages"
    while learner.work():
        assert learner.record("r0") == first
        assert learner.renewals == 0
    assert learner.renewals == 1
    then = learner.record("r0")
    assert "0 codings with sentence vectors" in then.model
    assert [p.codes for p in then.passages] != [p.codes for p in first.passages]
    assert learner.state() == "model: 0 decisions, 0 codings"


def test_those_that_are_kept_are_used_at_once_and_give_the_same_bits(tmp_path, settings):
    made = worked(Learner(material(), tmp_path, settings)).record("r0")
    again = Learner(material(), tmp_path, settings)
    assert again.record("r0") == made
    assert (tmp_path / VECTORS_NAME).is_file()
    (tmp_path / VECTORS_NAME).unlink()
    assert worked(Learner(material(), tmp_path, settings)).record("r0") == made


def test_what_is_new_in_the_map_or_the_passages_is_encoded_before_they_are_used_again(tmp_path, settings):
    made = material()
    learner = worked(Learner(made, tmp_path, settings))
    made.texts += passages_of("r1", "Councils and milk")
    made.changed(texts=True)
    assert "with sentence vectors" not in learner.record("r1").model
    assert learner.state() == "sentence vectors: 0 of 9 passages"
    assert "with sentence vectors" in worked(learner).record("r1").model
    made.map = a_map_with_trust()
    made.changed()
    assert "with sentence vectors" not in learner.record("r1").model
    assert "with sentence vectors" in worked(learner).record("r1").model
    made.coded = [
        replace(a_coding(made.texts[0], "T1"), record="r2", start=700, end=720, quote="Cows compete")
    ]
    made.changed()
    assert "1 coding with sentence vectors" in learner.record("r1").model


def test_they_are_off_and_on_at_once_and_off_where_the_map_says_so(tmp_path, settings, chosen_once):
    made = material()
    learner, without = worked(Learner(made, tmp_path, settings)), Learner(made)
    with_vectors = learner.record("r0")
    forget(settings)
    assert learner.record("r0") == without.record("r0")
    assert not learner.work()
    shutil.copytree(chosen_once / "settings", settings, dirs_exist_ok=True)
    assert learner.record("r0") == with_vectors
    made.map = replace(made.map, uses_semantics=False)
    made.changed()
    assert worked(learner).record("r0") == without.record("r0")


def test_another_choice_is_noticed_without_a_question(tmp_path, settings, monkeypatch):
    learner, answers = Learner(material(), tmp_path, settings), io.BytesIO()
    monkeypatch.setattr("review.project.learning.process.LOOKS_EVERY", 0.01)

    def questions():
        yield msgspec.json.encode(Asked(0, AskRecord(record="r0"))) + b"\n"
        for renewals in (1, 2):
            while learner.renewals < renewals:
                pass
            if renewals == 1:
                forget(settings)

    serve(learner, questions(), answers)
    said = [msgspec.json.decode(line, type=Answered) for line in answers.getvalue().splitlines()]
    assert [one.answer for one in said].count(StateAnswer(renewed=True)) == 2
    assert learner.record("r0") == Learner(material()).record("r0")


def test_the_order_of_records_is_the_same_with_and_without(tmp_path, settings):
    learner = Learner(material(), tmp_path, settings)
    before = learner.queue("title-abstract", Order.RELEVANCE)
    assert before == Learner(material()).queue("title-abstract", Order.RELEVANCE)
    assert worked(learner).queue("title-abstract", Order.RELEVANCE) == before


def test_an_evaluation_makes_them_first_and_says_how_far_it_is(tmp_path, settings):
    steps = []
    figures = Learner(material(), tmp_path, settings).evaluate(steps.append)
    assert steps[0].what == "sentence vectors"
    assert (steps[0].step, steps[0].steps) == (1, 8)
    assert "with sentence vectors" in figures.model
    assert figures.encoder.name == "tiny"
    with_vectors = next(model for model in figures.trained if model.name == "codes")
    assert with_vectors.settings["sentence vectors"].startswith(
        "tiny, 16 dimensions, licence not given, SHA-256 "
    )


def test_an_encoder_that_was_replaced_costs_the_vectors_only(tmp_path, settings):
    choose(str(write_encoder(tmp_path / "own")), settings)
    write_encoder(tmp_path / "own", of=word_vectors(seed=1))
    learner = worked(Learner(material(), tmp_path, settings))
    assert learner.record("r0") == Learner(material()).record("r0")
    assert "it has changed since it was chosen" in learner.state()
    assert learner.state().startswith("no sentence vectors: ")


class Questions:
    """Lines of questions, each of which comes when the one before was answered and what can wait is done."""

    def __init__(self, learner: Learner, *questions) -> None:
        self._learner, self._questions = learner, questions

    def __iter__(self):
        for number, question in enumerate(self._questions):
            yield msgspec.json.encode(Asked(number, question)) + b"\n"
            while self._learner.renewals < number + 1:
                pass


def test_the_process_says_how_far_they_are_and_that_answers_are_better_then(tmp_path, settings):
    learner, answers = Learner(material(), tmp_path, settings), io.BytesIO()
    serve(learner, Questions(learner, AskRecord(record="r0")), answers)
    said = [msgspec.json.decode(line, type=Answered) for line in answers.getvalue().splitlines()]
    assert isinstance(said[0].answer, RecordAnswer)
    assert said[0].state == "sentence vectors: 0 of 8 passages"
    assert said[-1] == Answered(None, StateAnswer(renewed=True), "model: 0 decisions, 0 codings")


def test_an_error_between_questions_costs_nothing(tmp_path, settings, monkeypatch, capsys):
    learner, answers = Learner(material(), tmp_path, settings), io.BytesIO()
    asked = []

    def faulty() -> bool:
        asked.append(1)
        learner.renewals += 1
        raise ZeroDivisionError

    monkeypatch.setattr(learner, "work", faulty)
    serve(learner, Questions(learner, AskState(), AskState()), answers)
    assert {
        line.id for line in map(msgspec.json.Decoder(Answered).decode, answers.getvalue().splitlines())
    } >= {0, 1}
    assert asked
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_choice_that_cannot_be_read_is_no_choice(tmp_path, settings):
    (settings / "encoder.json").write_text("[")
    assert Learner(material(), tmp_path, settings).record("r0") == Learner(material()).record("r0")


def test_what_is_switched_holds_for_the_next_answer_and_the_figures(tmp_path, chosen_once, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shutil.copytree(chosen_once / "settings", user_folder())
    with new_review(tmp_path / "review", map_text=SMALL_MAP) as project:
        state = project.learning.evaluated_state
        assert project.learning.switch_vectors().startswith("Sentence vectors are off")
        assert project.learning.evaluated_state != state


def test_where_the_map_switches_them_off_the_key_says_so_and_changes_nothing(
    tmp_path, chosen_once, monkeypatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shutil.copytree(chosen_once / "settings", user_folder())
    with new_review(
        tmp_path / "review", map_text=f"{SMALL_MAP}suggestions: {{semantic: false}}\n"
    ) as project:
        state = project.learning.evaluated_state
        assert project.learning.switch_vectors().startswith("This review's theory map switches")
        assert project.learning.evaluated_state == state
        assert chosen() is not None
