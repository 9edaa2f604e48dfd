"""The configuration line at every width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from review.project import Project
from review.tui.places.reader.configuration.asking import Waits
from review.tui.places.reader.configuration.composing import Composing
from review.tui.places.reader.configuration.line_text import line_text
from review.tui.places.reader.configuration.target import Target
from tests.reviews import a_document, add_record
from tests.tui.hosts import HOSTILE

KEYS = {"context": "c", "resource": "r", "reasoning": "m", "outcome": "o"}


@pytest.fixture
def composing(project: Project) -> Composing:
    """With a configuration of two contexts and an outcome."""
    record = add_record(project, "A study", document=a_document())
    composing = Composing(project)
    composing.show()
    first, second, third, _ = (
        Target(record, one.start, one.end, f"words {one.start}", "p. 1", "T1")
        for one in a_document().passages
    )
    composing.drop("context", first)
    composing.asking.wait(Waits.ANOTHER)
    composing.drop("context", second)
    composing.drop("outcome", third)
    for element, wording in zip(composing.opened.elements, HOSTILE, strict=False):
        composing.word(element, f"{wording} and more")
    return composing


def shown(composing: Composing, width: int) -> str:
    return line_text(composing, None, KEYS, width).plain


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (100, "C1  [c]ontext 2 · [r]esource 0 · [m] reasoning 0 · [o]utcome 1  T1 bears on"),
        (80, "C1  [c]ontext 2 · [r]esource 0 · [m] reasoning 0 · [o]utcome 1  T1 bears on"),
        (70, "C1  [c]ontext 2 · [r]esource 0 · [m] reasoning 0 · [o]utcome 1  T1 ·"),
        (60, "C1  [c]ont. 2 · [r]eso. 0 · [m] reas. 0 · [o]utc. 1  T1 ·"),
        (40, "C1  c 2 · r 0 · m 0 · o 1  T1 bears on"),
        (30, "C1  c 2 · r 0 · m 0 · o 1  T1…"),
    ],
)
def test_it_is_fitted_to_the_width(composing: Composing, width: int, text: str) -> None:
    assert shown(composing, width) == text


@pytest.mark.parametrize("width", [20, 40, 60, 78, 158])
def test_what_is_asked_stays_on_the_line_and_shares_its_room(composing: Composing, width: int) -> None:
    record = next(iter(composing.opened.current.sources)) if composing.opened.current else ""
    composing.drop("context", Target(record, 0, 5, "Many"))
    text = shown(composing, width)
    assert len(text) <= width
    assert "\x1b" not in text
    first, second = composing.opened.of_role("context")
    composing.asking.cancel()
    composing.word(first, "精神保健福祉サービス" * 5)
    composing.word(second, "精神保健福祉サービス" * 5)
    composing.drop("context", Target(record, 0, 5, "Many"))
    assert cell_len(shown(composing, width)) <= width
    if width >= 60:
        assert "n new" in shown(composing, width)
    if width >= 60:
        assert "n new" in text
        assert "which context?" in text


def test_short_options_leave_room_for_long_ones(composing: Composing) -> None:
    record = next(iter(composing.opened.current.sources)) if composing.opened.current else ""
    first, second = composing.opened.of_role("context")
    composing.word(first, "short")
    composing.word(second, "a long wording that says much more than the other one does")
    composing.drop("context", Target(record, 0, 5, "Many"))
    assert "1 short  2 a long wording that says much more" in shown(composing, 78)
