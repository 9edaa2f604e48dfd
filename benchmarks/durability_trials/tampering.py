"""Tampering: each way is done to a copy of a sound review, and what notices it is found out by opening and verifying."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.durability_trials.processes import FailedError, Ran, ask, command
from benchmarks.durability_trials.reviews import REVIEWER, copied, long_ago, removed
from benchmarks.durability_trials.tables import Results, table
from benchmarks.durability_trials.ways import HARMLESS, WAYS
from review.demonstration import corpus_folder
from review.journal.journal import FILE_NAME
from review.project import Project

ASKED = (
    ("status",),
    ("records",),
    ("log",),
    ("show", "corpus/{document}"),
    ("export", "evidence", "decisions"),
    ("verify",),
)
"""What is asked of each review: none of it may end in a traceback, and the last must notice."""

SECONDS = 30.0


@dataclass(frozen=True)
class Verdict:
    """What noticed one way of tampering: ``opening``, ``verify``, ``a notice``, or nothing; and its first line."""

    way: str
    by: str
    line: str
    lines: int


class Tampering:
    """Every way, once."""

    def __init__(self, work: Path, template: Path, results: Results) -> None:
        self._work = work
        self._results = results
        self._temporary = work / "temporary"
        self._temporary.mkdir()
        self._template = copied(template, work / "sound")
        self._verdicts: list[Verdict] = []

    def run(self) -> None:
        """All ways; first that the untouched review is sound."""
        ask(lambda: _back_up(self._template), self._temporary)
        if (ran := self._ask(self._template, "verify")).code != 0:
            self._results.fault(f"tampering: the untouched review: {ran.lines[0]}")
        for way in WAYS:
            self._try(way)
        harmless = sum(verdict.by == "harmless" for verdict in self._verdicts)
        noticed = sum(bool(verdict.by) for verdict in self._verdicts) - harmless
        self._results.progress(
            f"tampering: {len(self._verdicts)} ways, {noticed} noticed, {harmless} harmless"
        )

    def report(self) -> str:
        """What noticed each way, as a table."""
        rows = [(v.way, v.by or "NOTHING", v.lines, v.line[:150]) for v in self._verdicts]
        return table(("tampering", "noticed by", "lines", "the first line"), rows)

    def _try(self, way: str) -> None:
        folder = copied(self._template, self._work / "tampered")
        long_ago(folder / FILE_NAME)
        try:
            ask(lambda: WAYS[way](folder), self._temporary)
        except FailedError as error:
            self._results.fault(f"tampering, {way}: could not be done: {str(error).splitlines()[-1]}")
            return
        document = next(path.name for path in sorted(corpus_folder().glob("common*.pdf")))
        answers = {
            asked[0]: self._ask(folder, *(word.format(document=document) for word in asked))
            for asked in ASKED
        }
        for name, ran in answers.items():
            if ran.crashed:
                self._results.fault(
                    f"tampering, {way}: `{name}` ends with {ran.code}: {ran.lines[-1] if ran.lines else ''}"
                )
        verdict = _verdict(way, answers)
        if not verdict.by and way not in HARMLESS:
            self._results.fault(f"tampering, {way}: nothing notices it")
        if not verdict.by and way in HARMLESS:
            verdict = Verdict(way, "harmless", HARMLESS[way], 0)
        self._verdicts.append(verdict)
        removed(folder)

    def _ask(self, folder: Path, *arguments: str) -> Ran:
        return command(
            ["--project", str(folder), "--reviewer", REVIEWER, *arguments], self._temporary, SECONDS
        )


def _verdict(way: str, answers: dict[str, Ran]) -> Verdict:
    status, verify = answers["status"], answers["verify"]
    if status.code == 2 and verify.code == 2:
        return Verdict(way, "opening", _own(status.lines[0]), len(status.lines))
    if verify.code == 1:
        return Verdict(way, "verify", _own(verify.lines[0]), len(verify.lines))
    if verify.code == 2:
        return Verdict(way, "verify, by a refusal", _own(verify.lines[0]), len(verify.lines))
    if notices := [line for line in status.lines if "damage" in line or "backup" in line]:
        return Verdict(way, "a notice", _own(notices[0]), len(notices))
    return Verdict(way, "", "", 0)


def _own(line: str) -> str:
    return line.removeprefix("review: ").replace("|", "/")


def _back_up(folder: Path) -> None:
    """Let a backup hold all that the review holds."""
    for path in (folder / "backups").glob("*.db"):
        path.unlink()
    long_ago(folder / FILE_NAME)
    project = Project.open(folder, REVIEWER)
    project.annotations.memo("T1", "the last act before the backup")
    project.close()
    long_ago(folder / FILE_NAME)
    Project.open(folder, REVIEWER).close()
