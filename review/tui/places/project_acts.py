"""What is done with the review as a whole, from the command palette; the same services as the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from review.domain import Coding
from review.domain.theories.configuration import Fragment
from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.named import capitalised
from review.domain.wording.quoted import quoted
from review.errors import ReviewError
from review.tui.dialogs.acts import MOST, ActsScreen
from review.tui.dialogs.base import Question
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.files.file_form import FileForm
from review.tui.dialogs.files.import_project import ABOUT as ABOUT_PROJECTS
from review.tui.dialogs.files.import_project import TITLE as IMPORT_PROJECT
from review.tui.dialogs.files.import_project import CodedProjectFile, ProjectPreview
from review.tui.dialogs.files.import_references import ImportFile
from review.tui.dialogs.files.import_table import TITLES, TableFile
from review.tui.dialogs.files.work import Work
from review.tui.dialogs.text_prompt import TextPrompt
from review.tui.places.describing import comment
from review.tui.places.exports.coded import ABOUT, TITLE, export_coded
from review.tui.places.sentence_vectors import ABOUT as ABOUT_VECTORS
from review.tui.places.sentence_vectors import TITLE as VECTORS
from review.tui.places.sentence_vectors import switch_vectors
from review.tui.widgets.screens.long_work import Monitor, StoppedError

if TYPE_CHECKING:
    from review.project import Progress
    from review.tui.places.base import ReviewScreen

Command = tuple[str, str, Callable[[], None]]
"""What the palette lists: a name, what it does, and the call."""

QUOTED = 80
"""The most characters of a quotation in a report."""


@contextmanager
def stopped(monitor: Monitor, remains: str) -> Iterator[None]:
    """What ends with an error because the reviewer stopped it was stopped; `remains` says what is left of it."""
    try:
        yield
    except (ReviewError, StoppedError) as error:
        if monitor.stop.is_set():
            raise StoppedError(remains) from error
        raise


def project_commands(screen: ReviewScreen) -> Iterator[Command]:
    """The acts on the review as a whole, which have no key."""
    yield (
        "Import references of Zotero, Covidence, Rayyan, databases",
        "A file of references, with a preview",
        lambda: import_references(screen),
    )
    yield (
        f"{IMPORT_PROJECT} of NVivo, ATLAS.ti, MAXQDA",
        ABOUT_PROJECTS,
        lambda: import_project(screen),
    )
    for kind, title in TITLES.items():
        yield title, "Begun in a spreadsheet, with a preview", partial(import_table, screen, kind)
    yield TITLE, ABOUT, lambda: export_coded(screen)
    yield "History of the review", "All acts, or one's own", lambda: history(screen)
    yield (
        "Conflicts",
        "Where reviewers disagree, as far as you may see it; settle it",
        lambda: conflicts(screen),
    )
    yield (
        "Comment",
        "What a stakeholder, an expert or the team said, on the review or a part of it",
        lambda: comment(screen),
    )
    yield (
        "Appraisals",
        "Which sources are appraised for which theory, and what is missing",
        lambda: appraisals(screen),
    )
    if screen.MODE != "model":  # where it is a key
        yield VECTORS, ABOUT_VECTORS, lambda: switch_vectors(screen)
    yield "Read all documents again", "A new reading; codings move with their text", lambda: reread(screen)
    yield (
        "Check the review",
        "Hash chains, tables, texts, indexes, quotations and files",
        lambda: verify(screen),
    )
    yield "Rebuild the tables", "From events and texts, if the check says so", lambda: rebuild(screen)
    yield "Write the theory map", "To a new file, as it is now", lambda: write_map(screen)
    yield "Freeze the plan", "Later changes are deviations, which an export lists", lambda: freeze(screen)
    yield "Back up the review", "A consistent copy of the journal", lambda: back_up(screen)
    yield "Restore the review", "From a backup; the present one is kept", lambda: restore(screen)
    yield "Switch reviewer", "Go on as another reviewer", lambda: switch_reviewer(screen)


def import_references(screen: ReviewScreen) -> None:
    """Import a reference file."""
    project = screen.project
    searches = [search.id for search in project.searches.all()]
    form = ImportFile(
        project.references,
        project.theory.stages,
        searches,
        coded=lambda path: ProjectPreview(project.interchange, project.theory.map, path),
    )
    screen.app.push_screen(form, screen.stored)


def import_project(screen: ReviewScreen) -> None:
    """Import a coded project of another program."""
    project = screen.project
    screen.app.push_screen(CodedProjectFile(project.interchange, project.theory.map), screen.stored)


def import_table(screen: ReviewScreen, kind: str) -> None:
    """Import a table begun in a spreadsheet."""
    screen.app.push_screen(TableFile(screen.project.spreadsheets, kind), screen.stored)


def history(screen: ReviewScreen, record: str = "") -> None:
    """List the acts on a record, or all."""
    project = screen.project
    events = screen.act(lambda: project.history.events(record, MOST))
    if events is not None:
        title = f"Acts on {project.records.cited(record)}" if record else "Acts"
        screen.app.push_screen(ActsScreen(title, events, project.history.line, project.reviewer))


def conflicts(screen: ReviewScreen) -> None:
    """Show where reviewers disagree, in the place of the team."""
    app = screen.review_app
    app.action_go("team")
    app.call_later(app.run_action, "screen.turn_to('conflicts')")


def attach(screen: ReviewScreen, record: str) -> None:
    """Attach a file to a record."""
    project = screen.project
    cited = project.records.cited(record)

    def job(path: Path, monitor: Monitor) -> str:
        monitor.say(f"Reading {path.name} …")
        with stopped(monitor, "Nothing was attached."):
            report = project.documents.attach(record, path, stop=monitor.stop, waiting=monitor.say)
        path_in_corpus = project.records.get(record).path or report.path
        return f"{cited}: {path_in_corpus} ({report.status}, {counted(report.pages, 'page')})"

    form = FileForm(
        f"Attach a document to {cited}", "The PDF or text is copied into corpus/ and read.", job, stops=True
    )
    screen.app.push_screen(form, screen.stored)


def appraisals(screen: ReviewScreen) -> None:
    """Show the grid of sources and theories, which belongs to the Theory map."""
    from review.tui.places.appraisals import AppraisalsScreen

    screen.review_app.action_go("theory-map")
    if not isinstance(screen.app.screen, AppraisalsScreen):
        screen.app.push_screen(AppraisalsScreen())


def reread(screen: ReviewScreen, record: str = "") -> None:
    """Read the document of a record again, or all."""
    project = screen.project
    title = f"Read {project.records.cited(record)} again" if record else "Read all documents again"

    def job(monitor: Monitor) -> str:
        def progress(done: Progress) -> None:
            monitor.note(f"{done.done:,} of {counted(done.total, 'document')} read")

        report = project.documents.reread(record, progress=progress, stop=monitor.stop, waiting=monitor.say)
        gone: list[Coding | Fragment] = [*report.lost, *report.lost_fragments]
        lost = [f"lost: {one.cited_page}: {quoted(one.quote[:QUOTED])}" for one in gone]
        read = (
            f"{capitalised(monitor.stopped())} {report.in_words}"
            if monitor.stop.is_set()
            else report.in_words
        )
        return "\n".join([read, *report.kept, *lost])

    screen.app.push_screen(Work(title, job), screen.stored)


def verify(screen: ReviewScreen) -> None:
    """Check the review."""
    project = screen.project

    def job(monitor: Monitor) -> str:
        def progress(done: int, total: int) -> None:
            monitor.say(f"{done:,} of {total:,} checks done …")

        with stopped(monitor, "The check is not complete."):
            problems = project.history.verify(progress)
            notices = project.history.verification_notices()
        if problems:
            return "\n".join([f"{counted(len(problems), 'problem')} found:", *problems, *notices])
        return "\n".join([f"No problems in {counted(project.revision, 'event')}.", *notices])

    screen.app.push_screen(Work("Check the review", job))


def rebuild(screen: ReviewScreen) -> None:
    """Rebuild all tables and indexes from events and texts."""
    project = screen.project

    def job(monitor: Monitor) -> str:
        def progress(done: int, total: int) -> None:
            monitor.note(f"{done:,} of {total:,} steps")

        fewer = project.history.rebuild(progress)
        return "\n".join(fewer) or f"The tables were rebuilt from {counted(project.revision, 'event')}."

    screen.app.push_screen(Work("Rebuild the tables", job, stops=False), screen.stored)


def write_map(screen: ReviewScreen) -> None:
    """Write the theory map to a new file."""
    project = screen.project

    def job(path: Path, _monitor: Monitor) -> str:
        written = project.exports.write_theory_map(project.theory.map, path)
        return f"{written}: theory map (version {project.theory.version}) written"

    form = FileForm("Write the theory map", "A new file; theory_map.yaml stays yours.", job, exists=False)
    screen.app.push_screen(form, screen.stored)


def freeze(screen: ReviewScreen) -> None:
    """Freeze the plan, after a question that says what there is already."""
    project = screen.project
    frozen = project.plan.frozen()
    count = counted(len(project.plan.deviations()), "deviation")
    explanation = "Later changes of question, criteria, stages and theories are listed as deviations, with their reasons (export deviations)."
    if frozen:
        explanation = f"Frozen on {day_of(frozen[-1].time)}; {count} so far, which stay listed. {explanation}"

    def answered(yes: bool | None) -> None:
        if yes and (done := screen.act(project.plan.freeze)):
            screen.stored(done.message)

    screen.app.push_screen(Question("Freeze the plan?", explanation), answered)


def back_up(screen: ReviewScreen) -> None:
    """Write a backup."""
    project = screen.project
    name = f"review-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.db"

    def job(path: Path, monitor: Monitor) -> str:
        monitor.say("Copying the journal …")
        with stopped(monitor, "No backup was written."):
            return f"{project.history.backup(path, monitor.stop)}: backup written"

    form = FileForm(
        "Back up the review",
        "A new file for the journal. Copy corpus/ and theory_map.yaml as you copy other files.",
        job,
        file=str(project.folder / name),
        exists=False,
        stops=True,
    )
    screen.app.push_screen(form, screen.stored)


def restore(screen: ReviewScreen) -> None:
    """Choose a backup; the screen closes, the review is restored, and the screen opens again."""
    folder = screen.project.folder / "backups"
    made = sorted(folder.glob("*.db"), key=lambda path: path.name, reverse=True)
    if not made:
        screen.report("There are no backups in backups/ yet.")
        return

    def chosen(name: str | None) -> None:
        if name:
            question = Question(
                f"Restore {name}?",
                "What was done since then is no longer in the review. The present review is kept in backups/ first;"
                " the screen closes and opens again.",
            )
            screen.app.push_screen(question, lambda yes: answered(folder / name, yes))

    def answered(backup: Path, yes: bool | None) -> None:
        if yes:
            # While nothing has the review open.
            screen.review_app.restores = backup
            screen.app.exit()

    choices = [Choice(path.name, path.name, _written(path)) for path in made]
    screen.app.push_screen(Chooser("Restore which backup?", choices), chosen)


def _written(path: Path) -> str:
    """When a file was written, and its size."""
    facts = path.stat()
    return f"{datetime.fromtimestamp(facts.st_mtime, UTC):%Y-%m-%d %H:%M} UTC, {facts.st_size / 1_000_000:.1f} MB"


def switch_reviewer(screen: ReviewScreen) -> None:
    """Go on as another reviewer."""
    project = screen.project
    known = ", ".join(one.name for one in project.theory.map.reviewers)

    def switched(name: str | None) -> None:
        if name and name != project.reviewer:
            screen.review_app.switch_reviewer(name)

    hint = f"In the theory map: {known}" if known else "A name of your choice"
    screen.app.push_screen(TextPrompt("Go on as reviewer", project.reviewer, hint, goes=True), switched)
