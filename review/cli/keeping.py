"""Commands for the journal: undo, redo, status, log, verify, backup, restore."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from review.cli.command import SHORT, Command, Result, acknowledged, always, print_now, whole_number
from review.cli.saying import TablesProgress, say
from review.domain import Counts, unread
from review.domain.counts import lost_in_words
from review.domain.searches.against_earlier import HAS_DONE
from review.domain.wording.counted import are, counted, first_of, them
from review.domain.wording.named import named
from review.domain.wording.short_id import short_id
from review.project import Project, exchanged_at, nearest_project, restore
from review.project.sharing.synced import no_longer_shared
from review.project.theories.first_map import unused_first
from review.project.theories.standing import TheoryWorkStanding, theory_work_standing
from review.project.theory import evidence_in
from review.templates import placeholders
from review.views.journal import BackedUp, Log, Restored, Verified
from review.views.status import Status

_SHOWN = 10
"""How many lines of one kind `status` prints."""


def _undo(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    passed = project.history.passed_over()
    done = project.history.undo()
    if passed:
        last = passed[1].removesuffix(".")
        say(f"Cannot be undone: {last}. What you did before it was undone; `review redo` does it again")
    return acknowledged(done.event, done.message)


def _redo(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    done = project.history.redo()
    return acknowledged(done.event, done.message)


def status(project: Project, options: Namespace) -> Result:  # noqa: ARG001 - all commands have the same signature
    """The state of the review and the next step."""
    counts = project.screening.counts()
    new = len(project.corpus.new_files())
    stopping = project.learning.left_at_stages()
    to_recheck = len(project.looking_again.queue())
    work_of_all = project.team.work()
    work = theory_work_standing(project.journal, project.theory.map, project.configurations.listed())
    unread_events = project.history.unread_events()
    apart, settled_apart = project.theory_history.reports(), project.conflicts.reports()
    hidden = project.references.hidden_by_merges()
    clashes = project.history.letter_clashes()
    next_step = (
        counts.next_step
        if not new or counts.comments_only
        else f"Read {counted(new, 'new file')} in corpus/: `review ingest`"
    )
    answer = Status.of(
        counts,
        stopping,
        folder=project.folder,
        title=project.theory.map.title,
        reviewer=project.reviewer,
        theory_version=project.theory.version,
        theory_event=project.theory.event,
        apart=(*apart, *settled_apart, *hidden),
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
        _what_there_is(counts, new),
        *(_of_stage(counts, stage) for stage in project.theory.stages),
        *(f"{named(one.stage)}: {sentence}" for one in work_of_all for sentence in one.sentences),
        *(estimate.sentence for estimate in stopping.values() if 0 < estimate.read < estimate.records),
        *_included_against(project),
        *_coding(counts, to_recheck),
        *_theory_work(work, counts.included),
        *_few(apart, "`review theory log`"),
        *_few(settled_apart, "`review conflicts`", "conflicts"),
        *_few(hidden, "`review status --json`", "records"),
        *unread.notices(unread_events),
        *_few(unread.faults(unread_events), "`review verify`"),
        *_few([clash.line for clash in clashes], "`review verify`", "letters"),
        f"Next: {next_step}",
        *_to_fill_in(project),
    ]
    return Result(answer, lines)


def _what_there_is(counts: Counts, new: int) -> str:
    """How many records and files there are."""
    others = f"{counts.others:,} as theory source or background, " if counts.others else ""
    return (
        f"{counted(counts.records, 'record')}, {counts.documents:,} with text, {others}"
        f"{counted(new, 'new file')} in corpus/, {counted(counts.unconfirmed, 'reference')} unconfirmed"
    )


def _of_stage(counts: Counts, stage: str) -> str:
    """The outcomes at a stage, and what waits there."""
    outcomes = [f"{number:,} {decision}" for decision, number in sorted(counts.stages[stage].items())]
    parked = counts.again.get(stage)
    again = [f"{parked:,} parked offered again"] if parked else []
    said = ", ".join([*outcomes, f"{counts.waiting[stage]:,} waiting for you", *again])
    return f"{named(stage)}: {said}{_unseen(counts.unseen.get(stage, 0))}"


def _included_against(project: Project) -> Iterator[str]:
    """The records that N counts though an earlier stage decided otherwise, by name, and what to do."""
    found = project.flow.included_against()
    if found:
        said = [
            f"{project.records.cited(one.record)}, {short_id(one.record)} ({named(one.before)} {HAS_DONE[one.at_before]})"
            for one in found
        ]
        yield (
            f"{counted(len(found), 'included record')} {are(len(found))} in N against an earlier stage: {first_of(said, _SHOWN)};"
            " decide again (`review decide`) at the stage that is wrong"
        )


def _coding(counts: Counts, to_recheck: int) -> Iterator[str]:
    """How far coding is, and how many codings to look at again."""
    yield f"{counted(counts.codings, 'coding')}; {counts.included:,} included at the last stage, {counts.uncoded:,} of them uncoded"
    if lost := lost_in_words(counts.lost):
        yield lost
    if to_recheck:
        yield f"{counted(to_recheck, 'coding')} to look at again, since a theory changed: `review recheck`"


def _unseen(many: int) -> str:
    """How many were excluded or parked without their document, in words that continue a line."""
    return f" ({many:,} excluded or parked without a document: not retrieved in the flow)" if many else ""


def _theory_work(work: TheoryWorkStanding, included: int) -> Iterator[str]:
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
        yield f"Verdicts on {work.verdicts} of {work.theories} theories and rival framings{again}"


def _to_fill_in(project: Project) -> Sequence[str]:
    """A reminder of what ``review init`` left to be written in the theory map, if anything."""
    left = list(placeholders(project.theory.map.to_plain()))
    then = "" if unused_first(project.journal) else ", then `review theory adopt --reason WHY`"
    return [
        f"Also: {counted(len(left), 'placeholder')} left in {project.map_file.path.name}, such as {one}: replace"
        f" {them(len(left))}{then}"
        for one in left[:1]
    ]


def _few(lines: Sequence[str], command: str, of: str = "events") -> Sequence[str]:
    """The first lines, and a count of the rest."""
    left = len(lines) - _SHOWN
    return lines if left <= 0 else [*lines[:_SHOWN], f"{left} more such {of}; {command} lists them all"]


def _log_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("record", nargs="?", metavar="RECORD", help="only the acts on this record")
    parser.add_argument("--last", type=whole_number, metavar="N", help="only the last N that you may see")


def _log(project: Project, options: Namespace) -> Result:
    record = project.records.find(options.record) if options.record else ""
    if options.json:
        return Result(Log.of(project.history.events(record, options.last)))
    # Printed while the next ones are read: a large review has hundreds of thousands of acts.
    print_now(
        f"{event.time[:19].replace('T', ' ')}  {event.hash[:SHORT]}  {event.reviewer}: {project.history.line(event)}{' (undone)' if event.undone else ''}"
        for event in project.history.one_by_one(record, options.last)
    )
    return Result(None)


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
    at = exchanged_at(folder)
    kept = restore(folder, options.file)
    if kept:
        say(f"the previous journal is kept as {kept}")
    if at:
        say(f"{folder}: {no_longer_shared(at)}")
    return Result(
        Restored.of(options.file, kept),
        [f"{folder}: the journal was restored from {options.file}"],
    )


COMMANDS = (
    Command("undo", "undo your last decision, coding, memo or change to a theory", _undo),
    Command("redo", "redo what you undid last", _redo),
    Command("status", "show the state of the review and the next step", status, looks=always),
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
