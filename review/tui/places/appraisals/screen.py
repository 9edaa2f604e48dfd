"""The screen of appraisals: the grid, and what the cell under the cursor says."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from review.domain.theories.appraisal import Level
from review.domain.wording.named import named
from review.tui.dialogs.appraisal.levels import SIGNS, STYLES, UNJUDGED
from review.tui.places.appraisals.cells import BETWEEN, MISSING, in_full
from review.tui.places.appraisals.desk import AppraisalDesk, Place
from review.tui.places.appraisals.grid import AppraisalGrid
from review.tui.places.base import ReviewScreen
from review.tui.places.describing import appraise
from review.tui.support.plain import content, plain
from review.tui.support.themes import MUTED, WARNING
from review.tui.widgets.fitting.clipped import Clipped

NO_RECORDS = "No record is included at the last stage yet: include records in Screening ({app.screening}), then open this again."


class AppraisalsScreen(ReviewScreen):
    """The included records in rows, the theories in columns; it begins in the column of `code`."""

    MODE = "theory-map"
    HELP = (
        "How relevant, rich and rigorous each included source is for each theory. A circle: the source is coded to the theory, but not"
        " appraised for it. A dot: no level. A slash is between the levels of reviewers who differ. {appraisals.appraise} appraises the source for the theory,"
        " {appraisals.next_missing} goes to the next that is missing. A low level filters tables and excludes nothing."
    )
    CSS_PATH = "appraisals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "missing(1)", "Next missing", id="appraisals.next_missing"),
        Binding("N", "missing(-1)", "Previous missing", show=False, id="appraisals.previous_missing"),
        Binding("r", "read", "Read", id="appraisals.read"),
        Binding("escape,q", "leave", "Theory map", id="appraisals.leave"),
    ]

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self._code = code

    def compose_body(self) -> ComposeResult:
        """How many are missing and what the signs mean, the grid, the cell under the cursor in words."""
        self.desk = AppraisalDesk(self.project)
        yield Static(id="appraisals-line")
        with Vertical(id="appraisals-body"):
            yield AppraisalGrid(self.desk, self.project.theory.map.appraisal_dimensions)
            yield Static(id="appraisals-empty")
        yield Clipped(id="appraisals-cell")

    def on_mount(self) -> None:
        """Begin with the first record, in the column of the theory."""
        self._grid.focus()
        self._show()
        self._grid.cursor = Place(0, self.desk.column_of(self._code))

    @property
    def _grid(self) -> AppraisalGrid:
        return self.query_one(AppraisalGrid)

    def project_changed(self) -> None:
        """Show what is stored now; the cursor stays."""
        self.desk.reload()
        self._show()
        self._grid.show(self.project.theory.map.appraisal_dimensions)

    def _show(self) -> None:
        missing = len(self.desk.missing)
        signs = [
            *(Content.assemble((SIGNS[one], STYLES[one]), f" {named(one)}") for one in Level),
            Content.styled(f"{UNJUDGED} no level", MUTED),
            Content.styled(f"{BETWEEN} reviewers differ", MUTED),
        ]
        names = ", ".join(plain(one.name.lower()) for one in self.project.theory.map.appraisal_dimensions)
        self.query_one("#appraisals-line", Static).update(
            Content.assemble(
                ("Appraisals  ", "bold"),
                (f"{missing:,} missing {MISSING}", WARNING) if missing else "none missing",
                (f"   each cell: {names}\n", MUTED),
                Content("  ").join(signs),
            )
        )
        self.query_one("#appraisals-body").set_class(not self.desk.rows, "-empty")
        self.query_one("#appraisals-empty", Static).update(content(self.with_keys(NO_RECORDS)))

    @on(AppraisalGrid.Highlighted)
    def _describe(self, message: AppraisalGrid.Highlighted) -> None:
        cell = self.query_one("#appraisals-cell", Static)
        if not self.desk.rows:
            cell.update("")
            return
        row, column = self.desk.rows[message.place.row], self.desk.columns[message.place.column]
        name = f"{column.code} {column.name}".strip()
        first, *by = in_full(
            self.desk.cell(message.place), column.code, self.project.theory.map.appraisal_dimensions
        )
        lines = [
            Content.assemble((plain(row.citation), "bold"), " for ", (plain(name), "bold")),
            Content.styled(first, MUTED),
            *map(content, by),
        ]
        cell.update(Content("\n").join(lines), layout=False)

    @on(AppraisalGrid.Opened)
    def _appraise(self, message: AppraisalGrid.Opened) -> None:
        """Appraise the record for the theory."""
        appraise(self, self.desk.rows[message.place.row].record, self.desk.columns[message.place.column].code)

    def action_missing(self, step: int) -> None:
        """Go to the next appraisal that is missing, or to the one before."""
        found = self.desk.next_missing(self._grid.cursor, step)
        if found is None:
            self.report(
                "Nothing is missing: every included source is appraised for each theory that it is coded to."
            )
        else:
            self._grid.cursor = found

    def action_read(self) -> None:
        """Read the source, from its first passage that is coded to the theory."""
        if not self.desk.rows:
            return
        row, column = self._grid.cursor
        record, code = self.desk.rows[row].record, self.desk.columns[column].code
        codings = self.project.coding.codings(record, code) if code else []
        self.review_app.open_reader(record, codings[0].start if codings else None)

    def action_leave(self) -> None:
        """Return to where it was opened from."""
        self.dismiss()
