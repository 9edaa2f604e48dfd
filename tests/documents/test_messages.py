"""Messages about files."""

import pytest

from review.documents.messages import outcome, partial_message
from review.domain import ReadingStatus


@pytest.mark.parametrize(
    "reason",
    ["empty", "password", "damaged", "timeout", "memory", "no-text", "crash", "portfolio", "form", "?"],
)
def test_every_reason_has_a_line_that_says_what_to_do(reason):
    status, message = outcome(reason, page=3, limit=30_000)
    assert isinstance(status, ReadingStatus)
    assert "\n" not in message
    assert "{" not in message


def test_what_can_be_imported_otherwise_says_where():
    found = {name: outcome("not-pdf", name=name)[1] for name in ("a.nvpx", "a.QDPX", "a.ris", "a.xyz")}
    assert found["a.nvpx"].startswith("A project of NVivo; export it there as REFI-QDA (.qdpx)")
    assert "`review exchange import`" in found["a.QDPX"]
    assert "`review import`" in found["a.ris"]
    assert found["a.xyz"] == outcome("not-pdf")[1]
    assert outcome("zip", name="a.mx22")[1].startswith("A project of MAXQDA")


def test_a_partial_reading_says_where_it_stopped():
    assert partial_message("timeout", last=7, page=8, pages=20).startswith("Read up to page 7 of 20: page 8")
