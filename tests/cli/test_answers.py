"""What commands answer with ``--json`` keeps its keys, their order and their types, and is what its schema says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.sessions import SESSIONS, Session, as_recorded, recorded
from tests.views.answering import check_answer


@pytest.mark.parametrize("play", SESSIONS, ids=lambda play: play.__name__)
def test_answers_keep_their_keys_and_types(play: Callable[[Path], Session], tmp_path: Path) -> None:
    session = play(tmp_path)
    assert as_recorded(session) == recorded(play.__name__), (
        "where the change is meant, run `python -m tests.cli.sessions`"
    )
    for command, answer in session.answers:
        check_answer(command, answer)
