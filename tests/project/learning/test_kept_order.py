"""The order by the question, kept for the next start."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.domain import Order, RecordText
from review.project.learning.kept_order import ORDER_NAME, kept_order, text_digest
from review.project.learning.learner import Learner
from tests.learning.material import A_MAP, MaterialInMemory, a_decision
from tests.reviews import add_record, new_review

STAGE = "title-abstract"
RECORDS = [
    RecordText("cows", "Dairy cows and milk"),
    RecordText("care", "Councils shape the market for mental-health care"),
    RecordText("wheels", "Wheels of bicycles", "Councils had some."),
]


def material() -> MaterialInMemory:
    return MaterialInMemory(records=list(RECORDS))


def ran(material: MaterialInMemory, folder: Path) -> list[str]:
    """The order that a run of the program keeps."""
    learner = Learner(material, folder)
    learner.queue(STAGE, Order.RELEVANCE)
    learner.keep()
    return list(kept_order(folder, material.map, STAGE))


def test_a_run_keeps_the_order_by_the_question_for_every_stage(tmp_path):
    assert ran(material(), tmp_path) == ["care", "wheels", "cows"]
    assert next(iter(kept_order(tmp_path, A_MAP, "theory-map"))) == "care"
    assert kept_order(tmp_path, A_MAP, "no-stage") == {}


def test_decisions_leave_no_trace_in_it(tmp_path):
    before = ran(material(), tmp_path)
    kept = (tmp_path / ORDER_NAME).read_bytes()
    of_another = material()
    of_another.reviewer = "ben"
    of_another.decided = [a_decision("cows", "include"), a_decision("care", "exclude")]
    assert ran(of_another, tmp_path) == before
    assert (tmp_path / ORDER_NAME).read_bytes() == kept


def test_it_counts_for_its_question_only(tmp_path):
    ran(material(), tmp_path)
    assert kept_order(tmp_path, replace(A_MAP, question="Which cows give milk?"), STAGE) == {}
    assert kept_order(tmp_path, replace(A_MAP, languages=("de",)), STAGE) == {}
    assert kept_order(tmp_path, replace(A_MAP, title="Another title"), STAGE)


def test_it_is_kept_again_when_texts_or_the_question_change(tmp_path):
    made = material()
    learner = Learner(made, tmp_path)
    learner.queue(STAGE, Order.RELEVANCE)
    learner.keep()
    made.records.append(
        RecordText("new", "How councils shape the market for mental-health care, and providers")
    )
    made.changed(texts=True)
    learner.queue(STAGE, Order.RELEVANCE)
    learner.keep()
    assert next(iter(kept_order(tmp_path, made.map, STAGE))) == "new"
    made.map = replace(A_MAP, question="Which dairy cows give milk?", codes=())
    made.changed()
    learner.queue(STAGE, Order.RELEVANCE)
    learner.keep()
    assert next(iter(kept_order(tmp_path, made.map, STAGE))) == "cows"


def test_what_nobody_asked_an_order_of_keeps_nothing(tmp_path):
    learner = Learner(material(), tmp_path)
    learner.keep()
    learner.state()
    learner.keep()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path):
    assert ran(material(), tmp_path / "gone") == []


def test_a_record_whose_text_was_edited_is_not_as_it_was_ranked(tmp_path):
    with new_review(tmp_path / "review") as project:
        record = add_record(project, "Councils and the market for care")
        learner = Learner(project.screening.material(), project.folder)
        learner.queue(STAGE, Order.RELEVANCE)
        learner.keep()
        ((kept, text),) = project.learning.likely_records(STAGE).items()
        assert kept == record
        assert project.learning.is_ranked_as(record, text)
        project.records.edit(record, title="Wheels")
        assert not project.learning.is_ranked_as(record, text)
        assert not project.learning.is_ranked_as("nobody", text)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"title-abstract":{}}', b"[" * 9999, b'"\xff"'])
def test_a_damaged_file_is_no_order_and_is_replaced(tmp_path, content):
    (tmp_path / ORDER_NAME).write_bytes(content)
    assert kept_order(tmp_path, A_MAP, STAGE) == {}
    assert ran(material(), tmp_path)[0] == "care"


@given(st.tuples(*[st.text()] * 3), st.tuples(*[st.text()] * 3))
def test_other_texts_have_other_digests(one, other):
    digests = [text_digest(RecordText("r", *texts)) for texts in (one, other)]
    assert (digests[0] == digests[1]) == (one == other)
