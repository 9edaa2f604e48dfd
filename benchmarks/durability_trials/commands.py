"""What takes longer than an act, and is killed on its way: reading, importing, exporting, copies, openings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.durability_trials.aftermath import (
    AFTER_THE_COPY,
    REFERENCES,
    Killed,
    Stage,
    all_merged,
    all_moved,
    all_taken_in,
    back_or_as_before,
    copy_whole_or_none,
    files_whole,
    is_the_copy,
    nothing_beside_the_copy,
    one_first_version,
    read_once,
    what_was_read_is_there,
)
from benchmarks.durability_trials.processes import Say, run_main
from benchmarks.durability_trials.reviews import (
    MORE_DOCUMENTS,
    REVIEWER,
    copied,
    long_ago,
    ris,
)
from review.demonstration import corpus_folder, theory_map_file
from review.journal import schema
from review.journal.journal import FILE_NAME
from review.project import Project

EXPORTS = ("evidence", "decisions", "matrix", "codebook")
FORMATS = ("csv", "xlsx", "md", "docx")


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
    project.references.import_file(path)
    project.close()


def _formerly_read(stage: Stage) -> None:
    copied(stage.formerly_read, stage.folder)


def _with_something_new(stage: Stage) -> None:
    _plain(stage)
    project = Project.open(stage.folder, REVIEWER)
    project.annotations.memo("T1", "something new")
    project.close()
    long_ago(stage.folder / FILE_NAME)


def _with_a_copy(stage: Stage) -> None:
    """A review, a copy of it, and acts after the copy, which only a kept file has when the copy is back."""
    _plain(stage)
    project = Project.open(stage.folder, REVIEWER)
    project.history.backup(stage.outside / "copy.db")
    for number in range(AFTER_THE_COPY):
        project.annotations.memo("T1", f"after the copy {number}")
    project.close()


def _brand_new(stage: Stage) -> None:
    Project.create(stage.folder, theory_map_file().read_text("utf-8"))


# --- what they do -----------------------------------------------------------------------------------------------------


def _main(*arguments: str) -> Callable[[Stage, Say], int | None]:
    """A command of the program; ``{outside}`` is replaced by the folder outside of the review."""

    def run(stage: Stage, _: Say) -> int:
        filled = [argument.format(outside=stage.outside) for argument in arguments]
        return run_main(["--project", str(stage.folder), "--reviewer", REVIEWER, *filled])

    return run


def _ingest(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    # What the screen shows as read is acknowledged, file by file.
    project.documents.ingest(progress=lambda step: say(f"read {step.path}"))
    project.close()


def _reread(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    project.documents.reread(progress=lambda step: say(f"read {step.path}"))
    project.close()


def _first_opening(stage: Stage, say: Say) -> None:
    project = Project.open(stage.folder, REVIEWER)
    say(f"done adopt {project.theory.event} 0")
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
    from review.learning.features.token_cache import TokenCache

    kept = TokenCache(stage.folder / f"{FILE_NAME}.words")
    kept.tokens.numbered([" ".join(f"word{number}" for number in range(60_000))])
    for _time in range(50):
        kept.tokens.words_read = 10**9
        kept.keep()


# --- all of them ------------------------------------------------------------------------------------------------------

COMMANDS: dict[str, Command] = {
    "first opening": Command(_first_opening, _brand_new, after_repeat=one_first_version),
    "migration": Command(_migrate, _plain, as_whom=a_newer_version),
    "automatic backup": Command(_open, _with_something_new),
    "backup": Command(
        _main("backup", "{outside}/copy.db"), _plain, copy_whole_or_none, nothing_beside_the_copy
    ),
    "restore": Command(
        _main("restore", "{outside}/copy.db"), _with_a_copy, back_or_as_before, is_the_copy, keeps=True
    ),
    "import": Command(
        _main("import", "{outside}/more.ris"), _with_references, after_repeat=all_taken_in, spawns=True
    ),
    "ingest": Command(_ingest, _with_new_files, what_was_read_is_there, read_once, spawns=True),
    "ingest from elsewhere": Command(
        _main("ingest", "{outside}"), _with_files_elsewhere, after_repeat=read_once, spawns=True
    ),
    "attach": Command(
        _main("attach", "10.5555/first.5", "{outside}/" + MORE_DOCUMENTS[0]),
        _with_files_elsewhere,
        after_repeat=read_once,
        spawns=True,
    ),
    "reread": Command(_reread, _formerly_read, what_was_read_is_there, all_moved, spawns=True),
    "export": Command(
        _main("export", *EXPORTS, *(word for name in FORMATS for word in ("--format", name))),
        _plain,
        files_whole,
    ),
    "rebuild": Command(_main("verify", "--rebuild"), _plain),
    "dedupe": Command(_main("dedupe", "--apply"), _with_duplicates, after_repeat=all_merged),
    "words of suggestions": Command(_keep_words, _plain),
}
"""Every kind of work that is killed, by name."""
