"""Commands for the journal (undo, redo, status, log, verify, backup, restore) and export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.command import (
    SHORT,
    Command,
    Result,
    TablesProgress,
    acknowledged,
    say,
    selection_arguments,
)
from review.domain import Selection, unread
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.errors import ReviewError
from review.project import Project, nearest_project, restore
from review.project.theories.standing import TheoryWorkStanding, theory_work_standing
from review.project.theory import evidence_in
from review.templates import placeholders
from review.views.exports import Exported, ExportNames
from review.views.journal import BackedUp, Log, Restored, Verified
from review.views.status import Status

if TYPE_CHECKING:
    from review.export.kinds import Refused

ANNOTATED = "annotated"
"""The export after which records may be named."""

REFERENCES = "references"
"""The export that conditions choose records for."""

_SHOWN = 10
"""How many lines of one kind `status` prints."""


def _undo(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    passed = project.history.passed_over()
    done = project.history.undo()
    if passed:
        say(f"Cannot be undone: {passed[1]}. What you did before it was undone; `review redo` does it again")
    return acknowledged(done.event, done.message)


def _redo(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    done = project.history.redo()
    return acknowledged(done.event, done.message)


def status(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    """The state of the review and the next step."""
    counts = project.screening.counts()
    new = len(project.documents.new_files())
    stopping = {stage: project.learning.stopping(stage) for stage in project.theory.stages}
    to_recheck = len(project.looking_again.queue())
    work_of_all = project.team.work()
    work = theory_work_standing(project.journal, project.theory.map, project.configurations.listed())
    unread_events = project.history.unread_events()
    apart = project.theory_history.reports()
    clashes = project.history.letter_clashes()
    next_step = (
        counts.next_step
        if not new or counts.comments_only
        else f"Read {new} new {'file' if new == 1 else 'files'} in corpus/: `review ingest`"
    )
    answer = Status.of(
        counts,
        stopping,
        folder=project.folder,
        title=project.theory.map.title,
        reviewer=project.reviewer,
        theory_version=project.theory.version,
        theory_event=project.theory.event,
        apart=apart,
        new_files=new,
        evidence=evidence_in(project.journal, project.theory.map),
        cited_under=project.desk.cited_under(),
        to_recheck=to_recheck,
        theory_work=work,
        events=project.revision,
        unread_events=unread_events,
        letter_clashes=clashes,
        next_step=next_step,
        work=work_of_all,
    )
    lines = [
        f"{project.theory.map.title} (theory map version {project.theory.version}), reviewer {project.reviewer}",
        *filter(None, [project.unlisted_reviewer]),
        (
            f"{counted(counts.records, 'record')}, {counts.documents} with text, "
            + (f"{counts.others} as theory source or background, " if counts.others else "")
            + f"{counted(new, 'new file')} in corpus/, "
            f"{counted(counts.unconfirmed, 'reference')} unconfirmed"
        ),
        *(
            f"{stage}: "
            + ", ".join(f"{number} {decision}" for decision, number in sorted(counts.stages[stage].items()))
            + f"{', ' if counts.stages[stage] else ''}{counts.waiting[stage]} waiting for you"
            + (f", {counts.again[stage]} parked offered again" if counts.again.get(stage) else "")
            for stage in project.theory.stages
        ),
        *(f"{one.stage}: {sentence}" for one in work_of_all for sentence in one.sentences),
        *(estimate.sentence for estimate in stopping.values() if 0 < estimate.read < estimate.records),
        f"{counted(counts.codings, 'coding')}; {counts.included} included at the last stage, {counts.uncoded} of them uncoded",
        *(
            [f"{counted(to_recheck, 'coding')} to look at again, since a theory changed: `review recheck`"]
            if to_recheck
            else []
        ),
        *_theory_work(work, len(project.theory.map.codes), counts.included),
        *_few(apart, "`review theory log`"),
        *unread.notices(unread_events),
        *_few(unread.faults(unread_events), "`review verify`"),
        *_few([clash.line for clash in clashes], "`review verify`", "letters"),
        f"Next: {next_step}",
        *_to_fill_in(project),
    ]
    return Result(answer, lines)


def _theory_work(work: TheoryWorkStanding, theories: int, included: int) -> Iterator[str]:
    """What theory work has come to, and what is still to do; nothing before it begins."""
    if any(work.cmocs.values()):
        counts = ", ".join(f"{number} {named(status)}" for status, number in work.cmocs.items() if number)
        again = (
            f"; {work.cmocs_to_recheck} tied to a theory that changed since" if work.cmocs_to_recheck else ""
        )
        yield f"Configurations: {counts}{again}"
    if work.to_appraise:
        yield f"{counted(work.to_appraise, 'included source')} coded and not appraised: `review appraise`"
    if work.looked_at:
        each = ", ".join(f"{label} {number}" for label, number in work.looked_at_for.items())
        yield f"{counted(work.looked_at, 'passage')} looked at for evidence against: {each}"
    if work.verdicts or included:
        again = (
            f"; {', '.join(work.outdated)} changed since: `review theory story CODE`" if work.outdated else ""
        )
        yield f"Verdicts on {work.verdicts} of {theories} theories and rival framings{again}"


def _to_fill_in(project: Project) -> Sequence[str]:
    """A reminder of what ``review init`` left to be written in the theory map, if anything."""
    left = list(placeholders(project.theory.map.to_plain()))
    return [
        f"Also: {counted(len(left), 'placeholder')} left in {project.theory.map_file.name}, such as {one}:"
        " replace, then `review theory adopt --reason T`"
        for one in left[:1]
    ]


def _few(lines: Sequence[str], command: str, of: str = "events") -> Sequence[str]:
    """The first lines, and a count of the rest."""
    left = len(lines) - _SHOWN
    return lines if left <= 0 else [*lines[:_SHOWN], f"{left} more such {of}; {command} lists them all"]


def _log_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("record", nargs="?", metavar="RECORD", help="only the acts on this record")


def _log(project: Project, options: Namespace) -> Result:
    events = project.history.events(project.records.find(options.record) if options.record else "")
    lines = [
        f"{event.time[:19].replace('T', ' ')}  {event.hash[:SHORT]}  {event.reviewer}: {project.history.line(event)}{' (undone)' if event.undone else ''}"
        for event in events
    ]
    return Result(Log.of(events), lines)


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="an exported report (.docx, .html, .md): compare its numbers and quotations with the journal instead",
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="first rebuild all tables and indexes from events and texts"
    )


def _verify(project: Project, options: Namespace) -> Result:
    if options.file:
        from review.cli.writing.checking import check_report

        return check_report(project, options.file)
    rebuilt = project.history.rebuild(TablesProgress()) if options.rebuild else []
    problems = rebuilt + project.history.verify()
    notices = project.history.verification_notices()
    lines = problems or [
        f"no problems in {counted(project.revision, 'event')}, hash chains, tables, texts, indexes, quotations and files"
    ]
    return Result(Verified.of(problems, notices), [*lines, *notices], 1 if problems else 0)


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")


def _backup(project: Project, options: Namespace) -> Result:
    made = project.history.backup(options.file)
    return Result(BackedUp(file=str(made)), [f"{made}: backup written"])


def _restore(options: Namespace) -> Result:
    folder = options.project or nearest_project(Path.cwd())
    kept = restore(folder, options.file)
    if kept:
        say(f"the previous journal is kept as {kept}")
    return Result(
        Restored.of(options.file, kept),
        [f"{folder}: the journal was restored from {options.file}"],
    )


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="the exports (`--list` lists them); after `annotated` alone, the records whose PDFs to annotate (default: all that are coded)",
    )
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="F",
        help="one that the export can be written in (`--list` shows them; default for tables: csv and xlsx, for figures: svg and png)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: exports/)")
    parser.add_argument(
        "--as-of",
        default="",
        metavar="MOMENT",
        help="the review as of the end of that UTC day, of that time, version (v3) or event",
    )
    parser.add_argument(
        "--without-low",
        action="append",
        default=[],
        metavar="DIMENSION",
        help="leave out of tables of evidence what was appraised low in it (relevance, richness, rigour or another of the map), by nobody higher",
    )
    parser.add_argument(
        "--template",
        metavar="NAME",
        help="of the report: generic (default), bmj-open or a file of your own (FILE.yaml)",
    )
    parser.add_argument(
        "--style",
        metavar="NAME",
        help="citation style of the report: author-year, vancouver or a file (FILE.csl); default: the template's",
    )
    parser.add_argument(
        "--model-card",
        action="store_true",
        help="measure the suggestions for the report, which takes as long as `review evaluate`",
    )
    parser.add_argument(
        "--with-evidence", action="store_true", help="add all coded passages to the report, as a supplement"
    )
    selection_arguments(parser)
    parser.add_argument("--all", action="store_true", help="write all exports but copies of the PDFs")
    parser.add_argument("--list", action="store_true", help="list the exports, with their formats")


def _export(project: Project, options: Namespace) -> Result:
    if options.list:
        exports = project.exports.all()
        return Result(
            ExportNames.of(exports),
            [
                f"{export.name:<24}{export.title}: {export.description} ({', '.join(export.formats)})"
                for export in exports
            ],
        )
    every = project.exports.all()
    names = [one.name for one in every if not one.by_name_only] if options.all else options.names
    if not names:
        raise ReviewError("no export given; `review export --list` lists them")
    names, records = _records_after(names, [one.name for one in every], project)
    chosen = {
        "template": options.template,
        "style": options.style,
        "model-card": "yes" if options.model_card else "",
        "evidence": "yes" if options.with_evidence else "",
        "records": records,
    }
    refused: list[Refused] = []
    written = project.exports.write(
        names,
        options.format,
        options.out,
        options.as_of,
        options.without_low,
        {name: value for name, value in chosen.items() if value},
        selection=_references_asked_for(project, options, names),
        refuse=refused.append,
    )
    if options.without_low:
        for name in (one.name for one in every if one.name in names and not one.counts):
            say(f"{name}: written whole; nothing in it is left out by its level")
    for one in refused:
        say(one.message)
    return Result(Exported.of(written, refused), [str(path) for path in written], 1 if refused else 0)


def _records_after(names: Sequence[str], known: Sequence[str], project: Project) -> tuple[Sequence[str], str]:
    """The names of exports, and the ids of the records named after `annotated`, with spaces between them.

    Names of no export are records only where `annotated` is the only export.
    """
    exports = [name for name in names if name in known]
    others = [name for name in names if name not in known]
    if not others or exports != [ANNOTATED]:
        return names, ""
    return exports, " ".join(project.records.find(name) for name in others)


def _references_asked_for(project: Project, options: Namespace, names: Sequence[str]) -> Selection | None:
    """Which references to export; None for all.

    Raises:
        ReviewError: another export is named beside a condition, or a condition cannot be met.
    """
    if not options.where and not options.search.strip():
        return None
    if others := [name for name in names if name != REFERENCES]:
        left = "--all" if options.all else ", ".join(others)
        raise ReviewError(f"--where and --search choose records for {REFERENCES} only: leave out {left}")
    return Selection(tuple(map(project.records.condition, options.where)), options.search)


COMMANDS = (
    Command("undo", "undo your last decision, coding, memo or change to a theory", _undo),
    Command("redo", "redo what you undid last", _redo),
    Command("status", "show the state of the review and the next step", status),
    Command("export", "write tables, figures and references for the write-up", _export, _export_arguments),
    Command("log", "print the audit trail of the review or of one record", _log, _log_arguments),
    Command(
        "verify",
        "check hash chains, tables, texts, indexes, quotations and files, or an exported report",
        _verify,
        _verify_arguments,
    ),
    Command("backup", "write a consistent copy of the journal", _backup, _backup_arguments),
    Command(
        "restore",
        "restore the journal from a backup (the present one is kept)",
        _restore,
        _backup_arguments,
        needs_project=False,
    ),
)
