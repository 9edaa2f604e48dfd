"""What takes longer than an act, and is killed on its way: reading, importing, exporting, copies, openings."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.durability_trials.processes import Say, run_main
from benchmarks.durability_trials.reviews import (
    MORE_DOCUMENTS,
    REVIEWER,
    contents,
    copied,
    event_hashes,
    events_in,
    long_ago,
    ris,
)
from review.demonstration import corpus_folder, theory_map_file
from review.journal import FILE_NAME, schema
from review.project import Project

REFERENCES = 500
"""How many references an import takes in."""

AFTER_THE_COPY = 20
"""How many acts follow a copy before it is restored."""

EXPORTS = ("evidence", "decisions", "matrix", "codebook")
FORMATS = ("csv", "xlsx", "md", "docx")


@dataclass(frozen=True)
class Stage:
    """Where a trial takes place: the review's folder, templates to copy, and a folder outside the review."""

    folder: Path
    template: Path
    formerly_read: Path
    outside: Path


@dataclass(frozen=True)
class Killed:
    """What a command had said when it was killed, and whether it had come to its end before."""

    said: list[str]
    finished: bool


@dataclass(frozen=True)
class Command:
    """One kind of work that is killed.

    Args:
        run: does it; what it says (``read PATH``, ``done KIND EVENT``) is acknowledged.
        prepare: makes the review that it is done on.
        after_kill: after a fresh opening: what is not as it should be.
        after_repeat: after it was done once more, to its end: what is not as it should be.
        spawns: whether it starts processes.
        keeps: whether an act may also be in a backup afterwards (it must be somewhere).
        as_whom: what makes a process one that can open the review afterwards.
    """

    run: Callable[[Stage, Say], int | None]
    prepare: Callable[[Stage], None]
    after_kill: Callable[[Stage, Killed], list[str]] = lambda _stage, _killed: []
    after_repeat: Callable[[Stage], list[str]] = lambda _: []
    spawns: bool = False
    keeps: bool = False
    as_whom: Callable[[], None] = lambda: None


# --- the reviews that they work on ------------------------------------------------------------------------------------


def _plain(stage: Stage) -> None:
    copied(stage.template, stage.folder)


def _with_new_files(stage: Stage) -> None:
    _plain(stage)
    for name in MORE_DOCUMENTS:
        shutil.copyfile(corpus_folder() / name, stage.folder / "corpus" / name)


def _with_files_elsewhere(stage: Stage) -> None:
    _plain(stage)
    for name in MORE_DOCUMENTS:
        shutil.copyfile(corpus_folder() / name, stage.outside / name)


def _with_references(stage: Stage) -> None:
    _plain(stage)
    (stage.outside / "more.ris").write_text(ris(REFERENCES, "More"), encoding="utf-8")


def _with_duplicates(stage: Stage) -> None:
    _plain(stage)
    path = stage.outside / "twice.ris"
    path.write_text(ris(20, "Twice", twice=True), encoding="utf-8")
    project = Project.open(stage.folder, REVIEWER)
    project.import_references(path)
    project.close()


def _formerly_read(stage: Stage) -> None:
    copied(stage.formerly_read, stage.folder)


def _with_something_new(stage: Stage) -> None:
    _plain(stage)
    project = Project.open(stage.folder, REVIEWER)
    project.memo("T1", "something new")
    project.close()
    long_ago(stage.folder / FILE_NAME)


def _with_a_copy(stage: Stage) -> None:
    """A review, a copy of it, and acts after the copy, which only a kept file has when the copy is back."""
    _plain(stage)
    project = Project.open(stage.folder, REVIEWER)
    project.backup(stage.outside / "copy.db")
    for number in range(AFTER_THE_COPY):
        project.memo("T1", f"after the copy {number}")
    project.close()


def _brand_new(stage: Stage) -> None:
    Project.create(stage.folder, theory_map_file().read_text("utf-8"))


# --- what they do -----------------------------------------------------------------------------------------------------


def _main(*arguments: str) -> Callable[[Stage, Say], int | None]:
    """A command of the program; ``{outside}`` stands for the folder outside the review."""

    def run(stage: Stage, _: Say) -> int:
        filled = [argument.format(outside=stage.outside) for argument in arguments]
        return run_main(["--project", str(stage.folder), "--reviewer", REVIEWER, *filled])

    return run


def _ingest(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    # What the screen shows as read is acknowledged, file by file.
    project.ingest(progress=lambda step: say(f"read {step.path}"))
    project.close()


def _reread(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    project.reread(progress=lambda step: say(f"read {step.path}"))
    project.close()


def _first_opening(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    say(f"done adopt {project.theory_event} 0")
    project.close()


def _open(stage: Stage, _: Say) -> None:
    Project.open(stage.folder, REVIEWER).close()


def a_newer_version() -> None:
    """Let this process be a version of the program that knows one migration more, one that takes a while."""
    schema.MIGRATIONS += ("UPDATE event SET time = time;\nUPDATE text SET body = body;\n" * 20,)
    schema.VERSION = len(schema.MIGRATIONS)


def _migrate(stage: Stage, _: Say) -> None:
    a_newer_version()
    Project.open(stage.folder, REVIEWER).close()


def _keep_words(stage: Stage, _: Say) -> None:
    """What the learning process writes beside the journal, again and again."""
    from review.suggest.kept_readings import KeptReadings

    kept = KeptReadings(stage.folder / f"{FILE_NAME}.words")
    kept.readings.numbered([" ".join(f"word{number}" for number in range(60_000))])
    for _time in range(50):
        kept.readings.words_read = 10**9
        kept.keep()


# --- what must hold afterwards ----------------------------------------------------------------------------------------


def _files_whole(stage: Stage, _: Killed) -> list[str]:
    """Exports are whole, each of them."""
    names = contents(stage.folder / "exports")
    return [
        f"exports/{name} is half written" for name in names if not _is_whole(stage.folder / "exports" / name)
    ]


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        if path.suffix == ".json":
            return bool(json.loads(path.read_text("utf-8")))
        return path.read_bytes().endswith(b"\n")
    except (ValueError, zipfile.BadZipFile):
        return False


def _copy_whole_or_none(stage: Stage, killed: Killed) -> list[str]:
    copy = stage.outside / "copy.db"
    if not copy.exists():
        return ["a copy that was reported is not there"] if killed.finished else []
    try:
        same = events_in(copy) == set(event_hashes(stage.folder))
    except sqlite3.Error as error:
        return [f"the copy is unsound: {error}"]
    return [] if same else ["the copy has other events than the review"]


def _nothing_beside_the_copy(stage: Stage) -> list[str]:
    return [f"left outside: {name}" for name in contents(stage.outside) if name != "copy.db"]


def _back_or_as_before(stage: Stage, killed: Killed) -> list[str]:
    """The review is what it was, or what the copy is, and nothing in between."""
    here, copy = set(event_hashes(stage.folder)), events_in(stage.outside / "copy.db")
    if here == copy:
        return []
    if killed.finished:
        return ["restored, and is not what the copy is"]
    return (
        []
        if copy < here and len(here - copy) == AFTER_THE_COPY
        else ["is neither the copy nor what was there"]
    )


def _is_the_copy(stage: Stage) -> list[str]:
    return _back_or_as_before(stage, Killed([], finished=True))


def _what_was_read_is_there(stage: Stage, killed: Killed) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    known = {row[0] for row in project.journal.rows("SELECT path FROM file")}
    project.close()
    said = [line.removeprefix("read ") for line in killed.said if line.startswith("read ")]
    return [f"{path} was reported as read, and is not there" for path in said if path not in known]


def _read_once(stage: Stage) -> list[str]:
    """Every file of the corpus has one record, and was read once."""
    project = Project.open(stage.folder, REVIEWER)
    try:
        wrong = [
            f"{digest[:12]} was read {times} times"
            for digest, times in project.journal.rows(
                "SELECT json_extract(act, '$.file_sha256'), count(*) FROM event WHERE kind = 'ingest' GROUP BY 1"
            )
            if times > 1
        ]
        if new := project.new_files():
            wrong.append(f"{len(new)} files are still to be read")
    finally:
        project.close()
    lying = Counter(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (stage.folder / "corpus").iterdir()
    )
    return wrong + [f"{times} copies of one file in corpus/" for times in lying.values() if times > 1]


def _all_taken_in(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    taken = project.journal.value(
        "SELECT count(*) FROM event WHERE kind = 'import' AND act LIKE '%more.ris%'"
    )
    project.close()
    return [] if taken == REFERENCES else [f"{taken} references taken in, not {REFERENCES}"]


def _all_merged(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    left = [group for group in project.dedupe().groups if group.certain]
    project.close()
    return [f"{len(left)} certain groups are not merged"] if left else []


def _all_moved(stage: Stage) -> list[str]:
    """No coding got lost between the readings, and each record has the new one."""
    project = Project.open(stage.folder, REVIEWER)
    codings = project.journal.value("SELECT count(*) FROM event WHERE kind = 'code'")
    standing = len(project.codings())
    project.close()
    return [] if codings == standing else [f"{standing} of {codings} codings stand"]


def _one_first_version(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    versions = [event for event in project.history() if event.kind == "adopt"]
    project.close()
    return [] if len(versions) == 1 else [f"{len(versions)} first versions of the theory map"]


COMMANDS: dict[str, Command] = {
    "first opening": Command(_first_opening, _brand_new, after_repeat=_one_first_version),
    "migration": Command(_migrate, _plain, as_whom=a_newer_version),
    "automatic backup": Command(_open, _with_something_new),
    "backup": Command(
        _main("backup", "{outside}/copy.db"), _plain, _copy_whole_or_none, _nothing_beside_the_copy
    ),
    "restore": Command(
        _main("restore", "{outside}/copy.db"), _with_a_copy, _back_or_as_before, _is_the_copy, keeps=True
    ),
    "import": Command(
        _main("import", "{outside}/more.ris"), _with_references, after_repeat=_all_taken_in, spawns=True
    ),
    "ingest": Command(_ingest, _with_new_files, _what_was_read_is_there, _read_once, spawns=True),
    "ingest from elsewhere": Command(
        _main("ingest", "{outside}"), _with_files_elsewhere, after_repeat=_read_once, spawns=True
    ),
    "attach": Command(
        _main("attach", "10.5555/first.5", "{outside}/" + MORE_DOCUMENTS[0]),
        _with_files_elsewhere,
        after_repeat=_read_once,
        spawns=True,
    ),
    "reread": Command(_reread, _formerly_read, _what_was_read_is_there, _all_moved, spawns=True),
    "export": Command(
        _main("export", *EXPORTS, *(word for name in FORMATS for word in ("--format", name))),
        _plain,
        _files_whole,
    ),
    "rebuild": Command(_main("verify", "--rebuild"), _plain),
    "dedupe": Command(_main("dedupe", "--apply"), _with_duplicates, after_repeat=_all_merged),
    "words of suggestions": Command(_keep_words, _plain),
}
"""Every kind of work that is killed, by name."""
