"""Evidence against what a place is about: the passages that may challenge it are gone through in the Reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen


def go_through_against(screen: ReviewScreen, target: str, record: str = "") -> None:
    """Go through the passages that may challenge a theory or configuration.

    The Reader opens `record`, or else the document worked on last, until the first of them is found.
    """
    from review.tui.places.reader.going_through.against.challenging import Challenging
    from review.tui.places.reader.order import document_to_open

    project = screen.project
    walk = screen.act(lambda: Challenging(project, project.targets.find(target)))
    if walk is None:
        return
    if document := record or document_to_open(project):
        screen.review_app.open_reader(document, walk=walk)
    else:
        screen.report("There is no text to look through yet: read new files in the Library.")
