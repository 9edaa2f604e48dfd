"""A dialog that reads new files and recognises scans: progress, then a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import ProgressBar, Static

from review.domain import ReadingStatus
from review.domain.wording.counted import counted
from review.domain.wording.named import capitalised
from review.errors import ReviewError
from review.tui.dialogs.base import Dialog
from review.tui.support.plain import content, plain, shorten
from review.tui.support.themes import MUTED, WARNING

if TYPE_CHECKING:
    from review.project import IngestReport, Progress, Project
    from review.project.runs.report import FileReport
    from review.tui.widgets.screens.long_work import Monitor


class IngestScreen(Dialog["IngestReport | None"]):
    """Reads the new files in ``corpus/`` and, on request, recognises scans; dismissed with the report."""

    CSS_PATH = "ingest.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "stop", "Stop", id="ingest.stop"),
        Binding("ctrl+c", "interrupt", "Stop reading", show=False, id="ingest.interrupt"),
        Binding("i", "again", "Continue", id="ingest.again"),
        Binding("o", "recognise", "Recognise the text of scans", id="ingest.recognise"),
        Binding("enter,escape", "close", "Close", id="ingest.close"),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__("Reading new files")
        self._project = project
        self._ended = False
        self._report: IngestReport | None = None
        self._recognises = False
        self._can_recognise = False

    def compose_body(self) -> ComposeResult:
        """A progress bar, the current file and speed, and later the report."""
        yield Static(classes="title", id="ingest-title")
        yield ProgressBar(show_eta=False, id="ingest-bar")
        yield Static(Content("Starting…"), id="ingest-line", classes="muted")
        with VerticalScroll(id="ingest-report"):
            yield Static(id="ingest-report-text")

    def on_mount(self) -> None:
        """Start reading."""
        self._begin()

    def _begin(self) -> None:
        # What is shown comes from `Progress` itself.
        self._monitor = self.begin_work(lambda _line: None)
        self._read(self._monitor)

    @work(thread=True, description="reading of new files")
    def _read(self, monitor: Monitor) -> None:
        try:
            report = self._project.documents.ingest(
                progress=self._show_progress,
                stop=monitor.stop,
                ocr=self._recognises,
                waiting=self._show_waiting,
            )
            scans, lack = len(self._project.documents.scans()), self._project.documents.recognition_lacks()
        except ReviewError as error:
            monitor.end(str(error))
            self.call_later(self._end, "Nothing could be read", Content(plain(str(error))))
            return
        tried = self._recognises and not report.stopped
        self._can_recognise = bool(scans) and not lack and not tried
        text = Content("\n\n").join([report_text(report), *scans_text(scans, lack, tried=tried)])
        line = recognised_in_words(report) if self._recognises else read_in_words(report)
        monitor.end(f"{monitor.stopped()} {line}" if report.stopped else line)
        again = f"Stopped. Press {'o' if self._recognises else 'i'} to continue. " if report.stopped else ""
        self.call_later(self._end, f"{again}{line}", text, report)

    def _show_progress(self, progress: Progress) -> None:
        self.call_later(self._show, progress)

    def _show_waiting(self, line: str) -> None:
        self.call_later(self.query_one("#ingest-line", Static).update, Content(plain(capitalised(line))))

    def _show(self, progress: Progress) -> None:
        self.query_one(ProgressBar).update(total=progress.total, progress=progress.done)
        if self._recognises:
            # Known pages are skipped without a report: the first one reported was recognised.
            self.show_heading("Recognising the text of scans")
        speed = f"{progress.speed} pages a second" if progress.seconds > 0 else ""
        self.query_one("#ingest-line", Static).update(
            Content(
                f"File {progress.done:,} of {progress.total:,} · {speed} · {shorten(progress.path.rsplit('/')[-1], 40)}"
            )
        )

    def _end(self, title: str, text: Content, report: IngestReport | None = None) -> None:
        self._ended, self._report = True, report
        self.query_one("#ingest-title", Static).update(Content(title))
        self.query_one("#ingest-title").display = True
        self.query_one(ProgressBar).display = False
        self.query_one("#ingest-line").display = False
        self.query_one("#ingest-report-text", Static).update(text)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Which keys do something now: while reading, the one that stops; then those that close or go on."""
        can = {
            "stop": not self._ended,
            "close": self._ended,
            "again": self._ended
            and self._report is not None
            and self._report.stopped
            and not self._recognises,
            "recognise": self._ended and self._can_recognise,
        }
        return can.get(action, True)

    def action_recognise(self) -> None:
        """Recognise the text of scans, page by page; earlier text and its codings are kept."""
        self._recognises = True
        self._start("Looking for scanned pages", "Each page takes a few seconds.")

    def action_again(self) -> None:
        """Go on after reading was stopped."""
        self._start("Reading new files", "Starting…")

    def _start(self, heading: str, line: str) -> None:
        """Read again, as at the beginning."""
        self._can_recognise = self._ended = False
        self.show_heading(heading)
        self.query_one("#ingest-title").display = False
        self.query_one(ProgressBar).display = True
        self.query_one(ProgressBar).update(total=None, progress=0)
        self.query_one("#ingest-line").display = True
        self.query_one("#ingest-line", Static).update(Content(line))
        self.query_one("#ingest-report-text", Static).update("")
        self.refresh_bindings()
        self._begin()

    def action_stop(self) -> None:
        """Stop after the current file, keeping what was read."""
        self._monitor.stop.set()
        self.query_one("#ingest-line", Static).update(Content("Stopping after this file…"))

    def action_interrupt(self) -> None:
        """Stop, as Ctrl+C does for the command; afterwards it copies what is selected in the report."""
        if self._ended:
            self.action_copy_text()
        else:
            self.action_stop()

    def action_close(self) -> None:
        """Close the report."""
        self.dismiss(self._report)


def read_in_words(report: IngestReport) -> str:
    """A line about what was read: its numbers add up to the new files, and to those that `report_text` lists."""
    read = [file for file in report.files if file.pages]
    copies = sum(file.status is ReadingStatus.DUPLICATE for file in report.files)
    doubtful = sum(_needs_attention(file) for file in read)
    speed = (
        f" at {report.pages / report.seconds:.0f} pages a second" if report.pages and report.seconds else ""
    )
    parts = [f"{counted(len(read), 'new document')} read ({counted(report.pages, 'page')}{speed})"]
    if doubtful:
        parts.append(f"{doubtful} of them to check")
    if copies:
        parts.append(f"{copies:,} read before under another name")
    if report.refused:
        parts.append(f"{len(report.refused):,} could not be read")
    return ", ".join(parts)


def recognised_in_words(report: IngestReport) -> str:
    """A line about the result of recognition."""
    recognised = sum(
        # Pages recognised in an earlier run are counted, too.
        file.status is not ReadingStatus.UNCHANGED and "recognised" in file.message
        for file in report.files
    )
    return f"{counted(recognised, 'document')} with recognised text"


def scans_text(scans: int, lack: str, *, tried: bool) -> list[Content]:
    """How many documents have no text, and what to do."""
    if not scans:
        return []
    waiting = content(f"{counted(scans, 'document')} without text (scans). ", WARNING)
    if tried:
        return [waiting + Content("No text was recognised in them.")]
    return [waiting + content(f"{plain(capitalised(lack))}." if lack else "Press o to recognise the text.")]


def _needs_attention(file: FileReport) -> bool:
    return bool(file.lost) or file.status not in {ReadingStatus.ADDED, ReadingStatus.UNCHANGED}


def report_text(report: IngestReport) -> Content:
    """The files that need attention, each with its status and what to do."""
    lines = []
    for file in report.files:
        if not _needs_attention(file):
            continue
        style = "$text-error" if ReadingStatus(file.status).is_refusal else WARNING
        lines.append(
            Content.assemble(
                (f"{file.status.replace('-', ' '):<10} ", style),
                shorten(str(file.path).rsplit("/", maxsplit=1)[-1], 48),
                (f"\n{plain(file.message)}", MUTED) if file.message else "",
            )
        )
    if lines:
        return Content("\n").join(lines)
    return Content("What was read is kept." if report.stopped else "All files were read.")
