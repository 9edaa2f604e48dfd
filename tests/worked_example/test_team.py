"""Three people share a review: 70 records, a random tenth of them decided by two, one disagreement, and equal copies in the end.

Every step is a command. The figures of agreement are worked out by hand in `test_agreement_is_that_worked_out_by_hand`.
"""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from review.cli import main
from review.project import Project
from tests.cli.run import Outcome
from tests.reviews import SMALL_MAP
from tests.worked_example.conftest import Written

FIRST = ("--stage", "title-abstract")
PEOPLE = ("ann", "ben", "cem")
MAP = (
    SMALL_MAP.replace("{reviewers: 1, criterion_required: false}", "{reviewers: 1, double: 0.1, seed: 7}")
    + "reviewers: [ann, ben, cem, {name: dee, role: stakeholder}]\n"
)


@dataclass
class Copy:
    """One person's copy of the review, worked on by commands."""

    folder: Path
    person: str
    written: Written

    def run(self, *arguments: str | Path) -> Outcome:
        """What ``review ARGUMENTS`` gives this person."""
        given = ["--project", str(self.folder), "--reviewer", self.person]
        code = _main(self.written, [str(arguments[0]), *given, *map(str, arguments[1:])])
        return Outcome(code, *self.written.readouterr())

    def json(self, *arguments: str | Path) -> Any:
        """The JSON document of a command that is done."""
        outcome = self.run(*arguments, "--json")
        assert outcome.code == 0, outcome.err
        return outcome.data

    def decide(self, decision: str, *records: str) -> None:
        """Decide on records as the screen does, one after another."""
        project = Project.open(self.folder, self.person)
        for record in records:
            project.screening.decide(
                record, decision, FIRST[1], criteria=["E1"] if decision == "exclude" else []
            )
        project.close()

    def drawn(self) -> list[str]:
        """The records that are decided twice here."""
        project = Project.open(self.folder, self.person, read_only=True)
        found = [record for (record,) in project.journal.rows("SELECT record FROM need ORDER BY record")]
        project.close()
        return found


@dataclass
class Team:
    """The three copies, the folder that they share, and what was drawn."""

    ann: Copy
    ben: Copy
    cem: Copy
    shared: Path
    records: list[str]
    drawn: list[str]

    @property
    def copies(self) -> tuple[Copy, Copy, Copy]:
        return self.ann, self.ben, self.cem

    @property
    def disputed(self) -> str:
        """The record that ann excluded, and on which ben overrode the criterion."""
        return self.drawn[0]


def _main(written: Written, arguments: list[str]) -> int:
    with redirect_stdout(written.out), redirect_stderr(written.err):
        try:
            return main(arguments)
        except SystemExit as end:
            return int(end.code or 0)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """ann begins the review and shares it, ben and cem join, and each decides; nothing was exchanged since."""
    folder, written = tmp_path_factory.mktemp("team"), Written()
    shared = folder / "shared"
    ann, ben, cem = (Copy(folder / person, person, written) for person in PEOPLE)
    Project.create(ann.folder, MAP)
    lines = "".join(f"Study {number},Author{number},{1950 + number}\n" for number in range(70))
    (folder / "found.csv").write_text(f"title,authors,year\n{lines}")
    assert ann.run("import", folder / "found.csv").code == 0
    sent = ann.json("sync", shared)["sent"]
    for copy in (ben, cem):
        joined = _main(written, ["join", str(shared), str(copy.folder), "--reviewer", copy.person, "--json"])
        answer = json.loads(written.readouterr()[0])
        assert (joined, answer["project"], answer["received"]) == (0, str(copy.folder), sent)
    records = sorted(row["record"] for row in ann.json("records")["records"])
    drawn = ann.drawn()
    others = [record for record in records if record not in drawn]
    ann.json("decide", drawn[0], "exclude", "--criterion", "E1", *FIRST, "--note", "Too old")
    ann.decide("include", *drawn[1:5], *others[:30])
    ann.decide("exclude", *drawn[5:])
    ben.json("decide", drawn[0], "include", "--override", "E1=The only study of its kind", *FIRST)
    ben.decide("include", *drawn[1:5], *others[30:50])
    ben.decide("exclude", drawn[5])
    cem.decide("exclude", drawn[6], *others[50:])
    return Team(ann, ben, cem, shared, records, drawn)


@pytest.fixture(scope="module")
def seen(begun: Team) -> dict[str, Any]:
    """What each sees of the conflict while they exchange one after another; after it all three have all."""
    found = {"apart": [copy.json("conflicts")["conflicts"] for copy in begun.copies]}
    begun.ann.json("sync")
    found["cem before ben"] = begun.cem.json("sync")["conflicts"], begun.cem.json("conflicts")["conflicts"]
    found["cem's log"] = begun.cem.run("log").out
    found["ben"] = begun.ben.json("sync")["conflicts"], begun.ben.json("conflicts")["conflicts"]
    begun.ann.json("sync")
    begun.cem.json("sync")
    return found


@pytest.fixture(scope="module")
def settled(begun: Team, seen: dict[str, Any]) -> Team:
    """cem ties the conflict to E1, ann words E1 again and settles; then they exchange by other ways than the folder."""
    ann, ben, cem = begun.copies
    cem.json("conflicts", "tie", begun.disputed, "E1", *FIRST, "--because", "Is age all that counts?")
    file = ann.folder / "theory_map.yaml"
    file.write_text(file.read_text("utf-8").replace("Published before 2014", "Before 2014 and not unique"))
    assert ann.run("theory", "adopt", "--reason", "the conflict on age").code == 0
    ann.json("settle", begun.disputed, "include", *FIRST, "--reason", "Nothing else is known")
    assert ben.json("merge", ann.folder / "review.db")["received"] == 2
    assert cem.json("merge", ben.folder)["received"] == 2
    assert ann.json("merge", cem.folder / "review.db", begun.shared)["received"] == 1
    assert ben.json("merge", cem.folder, ann.folder)["received"] == 1
    return begun


def test_the_same_seven_are_drawn_on_every_copy(begun: Team) -> None:
    by_rank = sorted(begun.records, key=lambda record: hashlib.sha256(f"7:{record}".encode()).hexdigest())
    assert begun.drawn == sorted(by_rank[:7])
    assert [copy.drawn() for copy in begun.copies] == [begun.drawn] * 3


def test_the_conflict_is_seen_once_both_have_decided(begun: Team, seen: dict[str, Any]) -> None:
    assert seen["apart"] == [[], [], []]
    assert seen["cem before ben"] == (0, [])
    assert "Too old" not in seen["cem's log"]
    count, (conflict,) = seen["ben"]
    assert (count, conflict["record"], conflict["stage"]) == (1, begun.disputed, "title-abstract")
    assert {name: (side["decision"], side["note"]) for name, side in conflict["by"].items()} == {
        "ann": ("exclude", "Too old"),
        "ben": ("include", ""),
    }
    assert conflict["by"]["ben"]["overrides"] == {"E1": "The only study of its kind"}


def test_agreement_is_that_worked_out_by_hand(settled: Team) -> None:
    """Of 7 records 6 are decided alike; settling changes no figure, as decisions count as they were made.

    ann and ben, 6 records: 5 alike. ann includes 4, ben 5: by chance (4 * 5 + 2 * 1) / 36 = 22/36, and kappa is
    (30/36 - 22/36) / (14/36) = 4/7. ann and cem: 1 record, alike.
    Fleiss, 7 records of two decisions: 9 of 14 are inclusions, so by chance (81 + 25) / 196 = 106/196, and kappa is
    (168/196 - 106/196) / (90/196) = 62/90. Krippendorff: 14 decisions, 1 - 13/14 * (1 - 62/90).
    """
    found = settled.cem.json("agreement")
    assert (found["stage"], found["unit"], found["n"], found["reviewers"]) == (
        "title-abstract",
        "record",
        7,
        ["ann", "ben", "cem"],
    )
    assert found["per_cent"] == round(600 / 7, 2)
    assert found["kappa"] == pytest.approx(62 / 90, abs=1e-4)
    assert found["alpha"] == pytest.approx(1 - 13 / 14 * (28 / 90), abs=1e-4)
    (pair, single) = found["pairs"]
    assert (pair["n"], pair["per_cent"]) == (6, round(500 / 6, 2))
    assert pair["kappa"] == pytest.approx(4 / 7, abs=1e-4)
    assert (single["n"], single["kappa"], single["reason"]) == (1, None, "only one record to compare")
    assert [row[:2] for row in found["table"]["counts"]][:2] == [[4, 0], [1, 2]]


def test_a_disagreement_has_both_sides_what_settled_it_and_what_it_changed(settled: Team) -> None:
    (one,) = settled.ben.json("agreement")["disagreements"]
    assert (one["record"], one["by"]) == (settled.disputed, {"ann": "exclude", "ben": "include"})
    assert (one["criteria"], one["notes"]) == ({"ann": ["E1"], "ben": []}, {"ann": "Too old", "ben": ""})
    assert (one["settled"]["decision"], one["settled"]["reviewer"]) == ("include", "ann")
    assert one["settled"]["reason"] == "Nothing else is known"
    assert one["criterion_changed"] == ["E1"]
    assert settled.cem.json("conflicts") == {"conflicts": []}


def test_all_have_the_keys_that_programs_rely_on(settled: Team) -> None:
    ann = settled.ann
    agreement = ["stage", "unit", "n", "reviewers", "per_cent", "kappa", "kappa_interval", "alpha"]
    agreement += ["alpha_interval", "table", "disagreements"]
    assert set(agreement) <= set(ann.json("agreement"))
    assert {"received", "refused", "conflicts", "texts"} <= set(ann.json("merge", settled.ben.folder))
    assert {"sent", "received", "refused", "conflicts", "texts", "files"} <= set(ann.json("sync"))
    status = ann.json("status")
    assert {"left", "done"} <= set(status["mine"]["title-abstract"])
    assert status["mine"]["title-abstract"]["done"] == 37
    assert status["stages"]["title-abstract"]["second"] == 0
    grown = settled.cem.json("sample", "grow", "1", *FIRST, "--reason", "once more")
    assert list(grown) == ["event"]
    assert settled.cem.run("undo").code == 0


def test_the_copies_verify_and_give_equal_tables(settled: Team, tmp_path: Path) -> None:
    for copy in (*settled.copies, *settled.copies):
        copy.json("sync")
    written = []
    for copy in settled.copies:
        assert copy.json("verify") == {"ok": True, "problems": [], "notices": []}
        project = Project.open(copy.folder, "ann")
        tables = [export.name for export in project.exports.all() if "csv" in export.formats]
        folder = tmp_path / copy.person
        files = project.exports.write(tables, ["csv"], folder)
        project.close()
        written.append({file.name: file.read_bytes() for file in files if file.suffix == ".csv"})
    assert len(written[0]) > 20
    assert written[0] == written[1] == written[2]
    with (tmp_path / "ben" / "decisions.csv").open(newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == 77


def test_the_report_says_how_many_screened(settled: Team, tmp_path: Path) -> None:
    settled.ben.json("export", "report", "--format", "md", "--out", tmp_path)
    (report,) = tmp_path.glob("report*.md")
    text = report.read_text("utf-8")
    assert "At the first screening: one reviewer on each record; 7 of 70 records by two." in text
    assert "1 criterion was changed: E1" in text


def test_a_stakeholder_comments_and_does_nothing_else(settled: Team) -> None:
    dee = Copy(settled.ann.folder, "dee", settled.ann.written)
    decided = dee.run("decide", settled.records[0], "include", *FIRST)
    assert (decided.code, decided.out) == (2, "")
    assert "dee is a stakeholder" in decided.err
    file = settled.shared.with_name("decided.csv")
    file.write_text("title,authors,year,decision\nStudy 3,Author3,1953,include\n")
    assert dee.run("import", file).code == 2
    assert dee.run("comment", "And the families?", "--kind", "stakeholder", "--on", "T1").code == 0


def test_damaged_files_are_listed_and_another_review_is_refused(settled: Team, tmp_path: Path) -> None:
    own = next(settled.shared.glob("events-*.jsonl"))
    (settled.shared / "events-1 (conflicted copy).jsonl").write_bytes(own.read_bytes()[:-9])
    (settled.shared / "events-notes.jsonl").write_text("bread and milk\n")
    before = settled.cem.json("status")["events"]
    assert settled.ben.run("sync").code == 1
    merged = settled.cem.run("merge", settled.shared, "--json")
    assert merged.code == 1
    assert {one["file"] for one in merged.data["refused"]} == {
        "events-1 (conflicted copy).jsonl",
        "events-notes.jsonl",
    }
    assert settled.cem.json("status")["events"] - before == merged.data["received"]
    other = Copy(tmp_path / "other", "eve", settled.ann.written)
    Project.create(other.folder, MAP)
    other.json("status")
    for refused in (other.run("sync", settled.shared), settled.ann.run("merge", other.folder)):
        assert (refused.code, refused.out, len(refused.err.splitlines())) == (2, "", 1)
        assert "another review" in refused.err
    assert settled.ann.run("verify").code == 0
