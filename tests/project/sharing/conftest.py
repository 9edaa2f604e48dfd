from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.reviews import a_document, a_review, add_record


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Project]:
    """A review with a document, a decision and a theory that was worded again."""
    ann = a_review(tmp_path / "ann", "ann")
    record = add_record(ann, "A study", document=a_document())
    ann.screening.decide(record, "include", "title-abstract")
    ann.theory.refine("T1", "why", proposition="Few compete")
    yield ann
    ann.close()
