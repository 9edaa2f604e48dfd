"""What must hold after a command was killed, and after it was done once more to its end: each check lists what does not."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.durability_trials.reviews import REVIEWER, contents, event_hashes, events_in
from review.project import Project

REFERENCES = 500
"""How many references an import adds."""

AFTER_THE_COPY = 20
"""How many acts follow a copy before it is restored."""


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


def files_whole(stage: Stage, _: Killed) -> list[str]:
    """Exports are whole, each of them."""
    names = contents(stage.folder / "exports")
    return [
        f"exports/{name} is half written" for name in names if not is_whole(stage.folder / "exports" / name)
    ]


def is_whole(path: Path) -> bool:
    try:
        if path.suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        if path.suffix == ".json":
            return bool(json.loads(path.read_text("utf-8")))
        return path.read_bytes().endswith(b"\n")
    except (ValueError, zipfile.BadZipFile):
        return False


def copy_whole_or_none(stage: Stage, killed: Killed) -> list[str]:
    copy = stage.outside / "copy.db"
    if not copy.exists():
        return ["a copy that was reported is not there"] if killed.finished else []
    try:
        same = events_in(copy) == set(event_hashes(stage.folder))
    except sqlite3.Error as error:
        return [f"the copy is unsound: {error}"]
    return [] if same else ["the copy has other events than the review"]


def nothing_beside_the_copy(stage: Stage) -> list[str]:
    return [f"left outside: {name}" for name in contents(stage.outside) if name != "copy.db"]


def back_or_as_before(stage: Stage, killed: Killed) -> list[str]:
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


def is_the_copy(stage: Stage) -> list[str]:
    return back_or_as_before(stage, Killed([], finished=True))


def what_was_read_is_there(stage: Stage, killed: Killed) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    known = {row[0] for row in project.journal.rows("SELECT path FROM file")}
    project.close()
    said = [line.removeprefix("read ") for line in killed.said if line.startswith("read ")]
    return [f"{path} was reported as read, and is not there" for path in said if path not in known]


def read_once(stage: Stage) -> list[str]:
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
        if new := project.corpus.new_files():
            wrong.append(f"{len(new)} files are still to be read")
    finally:
        project.close()
    lying = Counter(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (stage.folder / "corpus").iterdir()
    )
    return wrong + [f"{times} copies of one file in corpus/" for times in lying.values() if times > 1]


def all_taken_in(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    taken = project.journal.value(
        "SELECT count(*) FROM event WHERE kind = 'import' AND act LIKE '%more.ris%'"
    )
    project.close()
    return [] if taken == REFERENCES else [f"{taken} references imported, not {REFERENCES}"]


def all_merged(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    left = [group for group in project.references.dedupe().groups if group.certain]
    project.close()
    return [f"{len(left)} certain groups are not merged"] if left else []


def all_moved(stage: Stage) -> list[str]:
    """No coding got lost between the readings, and each record has the new one."""
    project = Project.open(stage.folder, REVIEWER)
    codings = project.journal.value("SELECT count(*) FROM event WHERE kind = 'code'")
    standing = len(project.coding.codings())
    project.close()
    return [] if codings == standing else [f"{standing} of {codings} codings stand"]


def one_first_version(stage: Stage) -> list[str]:
    project = Project.open(stage.folder, REVIEWER)
    versions = [event for event in project.history.events() if event.kind == "adopt"]
    project.close()
    return [] if len(versions) == 1 else [f"{len(versions)} first versions of the theory map"]
