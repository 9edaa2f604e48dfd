"""The reviews that are killed, tampered with and replaced; what a sound one holds, and what a fresh opening finds."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from review.demonstration import corpus_folder, theory_map_file
from review.domain import Document, Page, Passage
from review.errors import ReviewError
from review.journal import texts
from review.journal.journal import FILE_NAME
from review.journal.queries import files
from review.journal.queries.files import SeenFile
from review.project import Project

REVIEWER = "Ana"
DOCUMENTS = ("common-thread-2017-small-providers.pdf", "lantern-minds-2015-whose-choice.pdf")
"""What the reviews have read."""

MORE_DOCUMENTS = (
    "fennimarsh-2015-market-shaping.pdf",
    "kelderby-post-2016-comment.pdf",
    "halden-institute-2014-four-ways.pdf",
)
"""What is still to be read."""

BELONGS = re.compile(
    r"theory_map\.(yaml|schema\.json)|review\.db(\.words)?|backups/review-[^/]*\.db|backups/review-[^/]*-before-restore\.db-(wal|journal)|corpus/[^./][^/]*\.pdf|exports/[^./][^/]*\.(csv|csv\.meta\.json|xlsx|md|docx)"
)
"""What a review's folder may hold when nobody has it open. A restore keeps what lay beside the file that it replaced with it."""


# --- making them ----------------------------------------------------------------------------------------------------


def make(folder: Path) -> None:
    """A review with documents that were read, references, and some work in it."""
    Project.create(folder, theory_map_file().read_text("utf-8"))
    for name in DOCUMENTS:
        shutil.copyfile(corpus_folder() / name, folder / "corpus" / name)
    project = Project.open(folder, REVIEWER)
    try:
        project.documents.ingest()
        references = folder.parent / "first.ris"
        references.write_text(ris(12, "First"), encoding="utf-8")
        project.references.import_file(references)
        references.unlink()
        work(project)
    finally:
        project.close()


def make_formerly_read(folder: Path) -> None:
    """A review whose documents were read by a former, worse reader, with codings on that text."""
    Project.create(folder, theory_map_file().read_text("utf-8"))
    project = Project.open(folder, REVIEWER)
    try:
        for name in (*DOCUMENTS, *MORE_DOCUMENTS):
            path = folder / "corpus" / name
            shutil.copyfile(corpus_folder() / name, path)
            _read_formerly(project, path)
    finally:
        project.close()


def _read_formerly(project: Project, path: Path) -> None:
    from review.documents import read_file

    read = read_file(path).document
    assert read is not None, path
    kept = [read.text[p.start : p.end].replace("fi", "f i") for p in read.passages]
    text = "\n".join(kept)
    passages, start = [], 0
    for paragraph in kept:
        passages.append(Passage(start, start + len(paragraph)))
        start += len(paragraph) + 1
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    former = Document(
        text,
        hashlib.sha256(text.encode()).hexdigest(),
        len(text),
        (Page(1, "1", 0, len(text)),),
        tuple(passages),
        reader="former",
    )
    facts, name = path.stat(), project.documents.relative(path)
    texts.store(project.journal, former)
    files.remember(project.journal, SeenFile(name, digest, facts.st_size, facts.st_mtime_ns, "added", ""))
    project.journal.append(
        project.reviewer,
        {
            "kind": "ingest",
            "record": digest,
            "file_sha256": digest,
            "text_sha256": former.text_sha256,
            "path": name,
            "status": "added",
            "message": "",
            "pages": 1,
            "metadata": {"title": {"value": path.stem, "source": "file name", "confidence": 0.2}},
        },
    )
    long = [passage for passage in passages if passage.end - passage.start > 60]
    for passage in long[:12]:
        project.coding.code(digest, ["T1"], passage.start, passage.end)


def work(project: Project) -> None:
    """Some acts of every kind, on every part of a review."""
    read = [record.id for record in project.records.all() if record.text_sha256]
    others = [record.id for record in project.records.all() if not record.text_sha256]
    for number, record in enumerate(read):
        document = project.documents.get(record)
        assert document is not None
        for place, passage in enumerate(document.passages[:6]):
            coding = project.coding.code(record, [("T1", "T2", "RA")[place % 3]], passage.start, passage.end)
            if place == 1:
                project.coding.recode(coding.id, ["T3"], stance="supports")
                project.annotations.memo(coding.id, "A passage to come back to")
            if place == 2:
                project.coding.uncode(coding.id)
        project.coding.reject(record, "T4", document.passages[3].start, document.passages[3].end)
        project.coding.done(record, document.passages[4].start, document.passages[4].end)
        project.screening.decide(record, "include", "title-abstract")
        project.screening.decide(record, "include", "theory-map", note=f"number {number}")
        project.records.set_source_type(record, next(kind.id for kind in project.theory.map.source_types))
    for number, record in enumerate(others[:6]):
        decision, criterion = (("include", "I1"), ("exclude", "E1"), ("maybe", "E1"))[number % 3]
        project.screening.decide(record, decision, "title-abstract", criteria=[criterion])
    project.references.relate(others[0], others[1], "same-study")
    project.references.merge(others[6], others[7], "the same work")
    project.records.edit(others[2], title="Another title")
    project.theory.refine("T1", "the first papers say it otherwise", name="Market logics")
    project.annotations.memo("T1", "Who says so?")
    project.history.undo()
    project.screening.decide(others[3], "park", "title-abstract")


def ris(number: int, word: str, *, twice: bool = False) -> str:
    """So many references, as a database exports them; `twice`: each comes again from another database."""
    return "\n".join(
        f"TY  - JOUR\nAU  - {_NAMES[one % len(_NAMES)]}, {chr(65 + one % 26)}.\nPY  - {2014 + one % 4}\n"
        f"TI  - {word} study number {one} of how councils shape the market of mental-health care\n"
        f"JO  - Journal of Care {one % 7}\nDO  - 10.5555/{word.lower()}.{one}\nAN  - {database}{one}\nER  - \n"
        for one in range(number)
        for database in (("A", "B") if twice else ("A",))
    )


_NAMES = ("Rahman", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Novak", "Castellanos", "Byrne", "Haddad")


# --- looking at them ------------------------------------------------------------------------------------------------


@dataclass
class Found:
    """What a fresh opening of a review finds.

    `lost` are acknowledged events that it does not hold, `problems` the lines of `verify`, `left` what lies in the
    folder and does not belong there, `backups` what is wrong with one, `refused` why it could not be opened or verified.
    """

    lost: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    refused: str = ""
    kinds: dict[str, int] = field(default_factory=dict)


def look(folder: Path, acknowledged: Collection[str] = (), *, kept: bool = False) -> dict[str, Any]:
    """Open a review again and describe its content; see `Found`.

    Args:
        folder: the review's.
        acknowledged: the events that must be there.
        kept: whether an event may also be in a backup (after a restore it must be).
    """
    found, there = Found(), set()
    try:
        project = Project.open(folder, REVIEWER)
        try:
            there = {row[0] for row in project.journal.rows("SELECT hash FROM event")}
            found.kinds = dict(project.journal.rows("SELECT kind, count(*) FROM event GROUP BY kind"))
            found.problems = project.history.verify()
        finally:
            project.close()
    except ReviewError as error:
        found.refused = str(error)
    for path in sorted((folder / "backups").glob("*.db")):
        try:
            held = events_in(path)
        except sqlite3.Error as error:
            found.backups.append(f"{path.name}: {error}")
            continue
        if not held:
            found.backups.append(f"{path.name}: is empty")
        if kept:
            there |= held
    found.lost = sorted(set(acknowledged) - there)
    if not found.refused:
        found.left = [
            name for name in contents(folder) if not (BELONGS.fullmatch(name) or _is_spent(folder / name))
        ]
    return vars(found)


def _is_spent(path: Path) -> bool:
    """Whether a file is a rollback journal that was never begun: SQLite passes it over, and writes the next act's into it."""
    return path.name == f"{FILE_NAME}-journal" and not any(path.read_bytes()[:1])


def events_in(database: Path) -> set[str]:
    """The hashes of the events in a copy of a journal.

    Raises:
        sqlite3.Error: it is damaged.
    """
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        if (verdict := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(verdict)
        return {row[0] for row in connection.execute("SELECT hash FROM event")}


def contents(folder: Path) -> list[str]:
    """Every file below a folder, by its path in it."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    )


def copied(template: Path, folder: Path) -> Path:
    """A review like the template's, in another folder."""
    shutil.copytree(template, folder)
    return folder


def long_ago(database: Path) -> None:
    """Let the last automatic backup be an hour ago, so that the next opening makes one where something is new."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "UPDATE meta SET value = datetime('now', '-1 hour') || '+00:00' WHERE name = 'backup_time'"
        )


def event_hashes(folder: Path) -> list[str]:
    """The hashes of a review's events."""
    return sorted(events_in(folder / FILE_NAME))


def removed(folder: Path) -> None:
    """Take a folder away."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)
