"""Outside text in every widget and dialog is shown, never parsed or executed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

import review.tui
from review.domain import (
    CodeEvidence,
    CodeSuggestion,
    Coding,
    Decision,
    DecisionKind,
    Memo,
    ReadingStatus,
    Record,
    Stance,
    TheoryVersion,
)
from review.project import FileReport, IngestReport
from review.theory_map import Code, Criterion, Subtheme
from review.theory_map.differences import Difference
from review.theory_map.reading import parse_theory_map
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.edit_reference import EditReference
from review.tui.dialogs.ingest import report_text
from review.tui.dialogs.passages import PassagesScreen
from review.tui.dialogs.theories.fields import REASON, Field, GroundsAsked, Trigger
from review.tui.dialogs.theories.form import TheoryForm
from review.tui.dialogs.theories.passage_list import PassageList
from review.tui.dialogs.theories.triggers import ChooseTriggers
from review.tui.dialogs.theory_changes import DifferencesScreen, VersionsScreen
from review.tui.places.screening.details import passage_line
from review.tui.places.screening.lines import last_line
from review.tui.places.screening.passages import LikelyPassage
from review.tui.places.screening.question import arranged
from review.tui.places.theory_map.boxes import Box
from review.tui.places.theory_map.map_pane import MapPane
from review.tui.support.plain import plain
from review.tui.widgets import suggestions
from review.tui.widgets.abstract import AbstractView
from review.tui.widgets.bars import NavigationBar, Place
from review.tui.widgets.filter_bar import FilterBar, FilterChips
from review.tui.widgets.fitting.fitted import Fitted
from review.tui.widgets.record_details import RecordDetail, RecordDetails
from review.tui.widgets.table_preview import TablePreview, describe_table
from review.tui.widgets.terms import because
from review.tui.widgets.theories.counts import counts_line
from tests.reviews import SMALL_MAP
from tests.tui.hosts import HOSTILE, Host, shown


def record(text: str) -> Record:
    return Record(
        text, text, (text,), 2016, text, text, text, container=text, abstract=text, message=text, path=text
    )


def criterion(text: str) -> Criterion:
    return Criterion("E1", text, "s", True, key_terms=(text, "word"))


def coding(text: str) -> Coding:
    return Coding("c", text, "t", 0, 5, text, {text: Stance.REFINES}, None, text, "2026", 1, text, memo=text)


def code(text: str) -> Code:
    return Code(
        text, text, text, rivals=(text,), is_rival=True, key_terms=(text,), subthemes=(Subtheme("T", text),)
    )


EVIDENCE = CodeEvidence("T1", "n", "T1", 1, 1, {Stance.SUPPORTS: 1}, {"x": 1}, {None: 1})


def fill_details(widget: RecordDetails, text: str) -> None:
    decision = Decision("e", "r", text, text, DecisionKind.EXCLUDE, (text,), text)
    widget.show(
        RecordDetail(
            record(text),
            text,
            text,
            [decision],
            [coding(text)],
            {text: text},
            [Memo("m", "t", text, text, "")],
            [text],
        )
    )


def fill_fitted(widget: Fitted, text: str) -> None:
    """What Screening makes of outside text: codes, reasons, names of criteria, the last act."""
    suggestion = CodeSuggestion(text, 0.5, ((text, 0.5), (text, -0.5)), ((text, 0.1),))
    lines = [
        suggestions.code_in_short(suggestion, {text: text}),
        because(suggestion.terms, 6),
        *arranged([Content(plain(text))] * 3, 60, 2),
        last_line(text, "", 60),
        passage_line(LikelyPassage(0, "p. 1", suggestion, text)),
    ]
    widget.show(lambda _width: Content("\n").join(lines))


def fill_table(widget: TablePreview, text: str) -> None:
    widget.show(text, describe_table([text], [[text]], [False]), text)


def fill_map(widget: MapPane, text: str) -> None:
    theory_map = parse_theory_map(SMALL_MAP.encode())
    hostile = replace(theory_map, codes=(code(text),))
    widget.show(hostile, {text: Box(code(text), [counts_line(EVIDENCE)], "#aabbcc")}, text)


def fill_status(widget: NavigationBar, text: str) -> None:
    widget.status = (text[:20],)


WIDGETS: dict[str, tuple[Callable[[str], Widget], Callable[[Widget, str], None]]] = {
    "details": (lambda text: RecordDetails(), fill_details),
    "abstract": (lambda text: AbstractView(), lambda w, text: w.show(record(text), text, [criterion(text)])),
    "made for its width": (lambda text: Fitted(), fill_fitted),
    "filters": (
        lambda text: FilterBar(),
        lambda w, text: w.query_one(FilterChips).show([((text, text), text)], text),
    ),
    "table": (lambda text: TablePreview(), fill_table),
    "theory map": (lambda text: MapPane(), fill_map),
    "navigation": (lambda text: NavigationBar([Place("a", "A", "f2")], "a"), fill_status),
}

DIALOGS: dict[str, Callable[[str], Screen]] = {
    "chooser": lambda text: Chooser(text, [Choice("v", text, text), Choice("w", text, text)]),
    "chooser by key": lambda text: Chooser(text, [Choice("v", text, text, "1")]),
    "reference": lambda text: EditReference(record(text), lambda changes: ""),
    "theory": lambda text: TheoryForm(
        text,
        (Field("name", text, text, text, suggestions=(text,)), Field("area", text, text, area=True), REASON),
        lambda typed, grounds: None,
        GroundsAsked((Trigger("e", text),), {text: "r"}),
    ),
    "triggers": lambda text: ChooseTriggers((Trigger("e", text),), ()),
    "passages": lambda text: PassagesScreen(
        PassageList(text, {text: text}, [coding(text)] * 3, {text: text})
    ),
    "versions": lambda text: VersionsScreen(
        [TheoryVersion(1, "e", "2026-01-01", text, "refine", text, text)]
    ),
    "differences": lambda text: DifferencesScreen([Difference("p", text, text, text)]),
}


def assert_harmless(app: App) -> None:
    text = shown(app)
    assert not any((ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in text)
    assert "\u202e" not in text
    assert app.is_running


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", WIDGETS)
async def test_widgets(name, text):
    make, fill = WIDGETS[name]
    app = Host(make(text))
    async with app.run_test(size=(100, 40)) as pilot:
        fill(app.widget, text)
        await pilot.pause()
        assert_harmless(app)
        if text.startswith("[/etc"):
            assert "[/etc/x]" in shown(app)


class Dialogs(App[None]):
    CSS_PATH = Path(review.tui.__file__).parent / "app.tcss"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", DIALOGS)
async def test_dialogs(name, text):
    app = Dialogs()
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(DIALOGS[name](text))
        await pilot.pause()
        assert_harmless(app)
        assert len(app.screen_stack) == 2
        if text.startswith("[/etc"):
            assert "[/etc/x]" in shown(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_toasts(worked_app, text):
    async with worked_app.run_test(size=(100, 40)) as pilot:
        worked_app.screen.report(text, "error")
        await pilot.pause()
        assert_harmless(worked_app)


@pytest.mark.parametrize("text", HOSTILE)
def test_reports_of_reading(text):
    file = FileReport(text, ReadingStatus.DAMAGED, message=text)
    assert "\x1b" not in report_text(IngestReport((file,), 0, 0.0)).plain
