"""What commands answer with ``--json`` keeps its keys, their order and their types; other programs rely on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.sessions import SESSIONS, Session, as_recorded, recorded


@pytest.mark.parametrize("play", SESSIONS, ids=lambda play: play.__name__)
def test_answers_keep_their_keys_and_types(play: Callable[[Path], Session], tmp_path: Path) -> None:
    assert as_recorded(play(tmp_path)) == recorded(play.__name__), (
        "where the change is meant, run `python -m tests.cli.sessions`"
    )
