"""Memos, comments and facets on what is open in the Reader."""

from __future__ import annotations

from review.project import Project
from review.tui.places.reader.desk import CodingDesk
from tests.reviews import add_record
from tests.tui.places.reader.opened import FIRST
from tests.tui.widgets.reading.papers import PAPER


def test_a_memo_goes_to_the_coding_or_else_to_the_record(project: Project) -> None:
    desk = CodingDesk(project, add_record(project, "Steering or standing back?", document=PAPER))
    assert desk.annotated.memo_subject(None).target == desk.record.id
    desk.toggle("T1", (FIRST.start, FIRST.end))
    subject = desk.annotated.memo_subject(desk.focus.coding_of(desk.codings))
    assert (subject.target, subject.title) == (desk.codings[0].id, "Memo on T1, p. 347")
