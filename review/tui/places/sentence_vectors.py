"""Sentence vectors on or off, by a key of the Accuracy place and from the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from review.errors import ReviewError

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen
    from review.tui.widgets.screens.long_work import Monitor

TITLE = "Sentence vectors on/off"
ABOUT = "For suggestions of codes, on this machine"

_GROUP = "switching sentence vectors"


def switch_vectors(screen: ReviewScreen) -> None:
    """Use sentence vectors for suggestions of codes on this machine, or no longer, and report which; keys do not wait for it."""

    def switch(monitor: Monitor) -> None:
        try:
            said = screen.project.learning.switch_vectors()
        except ReviewError as error:
            monitor.end(str(error))
            screen.call_later(screen.report, str(error), "error")
        else:
            monitor.end(said)
            screen.call_later(screen.report, said)

    # Opening an encoder takes seconds; a second thread would find it still off, and switch it on again.
    if any(worker.group == _GROUP and not worker.is_finished for worker in screen.app.workers):
        screen.report("Sentence vectors are being switched already.")
    else:
        monitor = screen.review_app.long_work.begin(TITLE, lambda _line: None)
        screen.run_worker(partial(switch, monitor), thread=True, group=_GROUP)
