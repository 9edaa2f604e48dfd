"""Tables for the write-up, traced back to what reviewers did and when."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from review.acts import Part
from review.errors import ReviewError, UnknownNameError
from review.export import EXPORTS, FORMATS, TABLES
from review.journal import texts
from review.journal.queries import coding_acts
from review.project import Project
from review.project.exporting import reading
from review.project.exporting.called import CALLED
from review.project.exporting.theory_work import theory_work
from review.project.theories.changes import Grounds
from tests.reviews import SMALL_MAP, a_document, add_record, new_review

FOUR_TYPES = SMALL_MAP.replace(
    "source_types: {empirical: {name: Empirical study}, policy: {name: Policy analysis}}",
    "source_types: {empirical: {name: Empirical study journal article}, policy: {name: Policy analysis},"
    " statutory: {name: Statutory-sector report}, voluntary: {name: Voluntary-sector report}}",
)


def at(project: Project, time: str, act: dict[str, Any]) -> None:
    """An act as it would have been on another day."""
    project.journal.append(project.reviewer, act, time=time)


def decision(record: str, decided: str) -> dict[str, Any]:
    return {
        "kind": "decide",
        "record": record,
        "stage": "theory-map",
        "decision": decided,
        "theory_event": "",
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_table_1_of_the_worked_example(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", map_text=FOUR_TYPES)
    for kind, number in (("empirical", 12), ("policy", 3), ("statutory", 7), ("voluntary", 15)):
        for one in range(number):
            record = add_record(project, f"{kind} {one}")
            project.screening.decide(record, "include", "theory-map")
            project.records.set_source_type(record, kind)
    for number, role in enumerate(("background", "theory-source")):
        outside = add_record(project, f"outside {number}")
        project.records.edit(outside, role=role)
        project.screening.decide(outside, "include", "theory-map")
    project.screening.decide(add_record(project, "excluded"), "exclude", "theory-map", criteria=["E9"])
    assert [row[0::2] + row[3:] for row in project.exports.table("source-types").rows] == [
        ("empirical", 12, Decimal("32.4")),
        ("policy", 3, Decimal("8.1")),
        ("statutory", 7, Decimal("18.9")),
        ("voluntary", 15, Decimal("40.5")),
        ("total", 37, Decimal(100)),
    ]
    project.close()


def test_a_quotation_comes_with_the_page_and_the_printed_label(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    project.records.edit(record, short_author="=HYPERLINK(1)")
    start, end = project.coding.find_quote(record, "Councils cannot learn enough about demand.")
    project.coding.code(
        record,
        ["RA", "T1.a"],
        start,
        end,
        stance="supports",
        same_stance=True,
        status="reported",
        memo="key quotation",
    )
    written = project.exports.write(["evidence"], ["csv"])
    assert [path.name for path in written] == ["evidence.csv", "evidence.csv.meta.json"]
    first, second = rows(written[0])
    assert (first["page"], first["page_label"]) == ("3", "347")
    assert (first["code"], first["theory"], second["code"], second["theory"]) == ("T1.a", "T1", "RA", "RA")
    assert first["quotation"] == "Councils cannot learn enough about demand."
    assert first["author_year"].lstrip("'\t ").startswith("=HYPERLINK(1), 2016")
    assert not first["author_year"].startswith("=")
    assert json.loads(written[1].read_text("utf-8"))["theory_version"] == 1


def test_a_table_as_of_a_day_is_a_replay_up_to_its_end(project: Project) -> None:
    first, second = add_record(project, "One"), add_record(project, "Two")
    for record in (first, second):
        events = project.history.events(record)
        project.journal.rows(
            "UPDATE event SET time = '2026-01-01T08:00:00.000+00:00' WHERE hash = ?", (events[0].hash,)
        )
    project.journal.rows("UPDATE event SET time = '2026-01-01T07:00:00.000+00:00' WHERE kind = 'adopt'")
    at(project, "2026-02-01T23:59:59.999+00:00", decision(first, "include"))
    at(project, "2026-02-02T00:00:00.000+00:00", decision(second, "include"))
    at(project, "2026-02-03T12:00:00.000+00:00", decision(first, "exclude"))
    for day, included in (
        ("2026-01-31", 0),
        ("2026-02-01", 1),
        ("2026-02-02", 2),
        ("2026-02-03", 1),
        ("2099-01-01", 1),
    ):
        assert project.exports.table("source-types", day).rows[-1][2] == included
    assert project.exports.table("source-types", "2026-02-01").about["events"] == 4
    with pytest.raises(ReviewError, match="no events up to 2025-12-31"):
        project.exports.table("evidence", "2025-12-31")
    with pytest.raises(ReviewError, match="'yesterday' is not a day, a time, a version or an event; write"):
        project.exports.table("evidence", "yesterday")


def test_a_replay_passes_over_acts_on_records_that_another_clock_puts_later(project: Project) -> None:
    record = add_record(project, "One", document=a_document())
    project.coding.code(record, ["T1"], 0, 10)
    project.screening.decide(record, "include", "theory-map")
    project.journal.rows("UPDATE event SET time = '2026-01-01T08:00:00.000+00:00' WHERE kind <> 'ingest'")
    for name in TABLES:
        project.exports.table(name, "2026-01-01")
    assert project.exports.table("evidence", "2026-01-01").rows == ()


def test_every_export_is_written_in_every_format(project: Project, tmp_path: Path) -> None:
    record = add_record(project, "One", document=a_document())
    project.coding.code(record, ["T1"], 0, 10)
    names = list(TABLES)
    written = project.exports.write(names, FORMATS, tmp_path / "out" / "tables")
    # Tables in every format, CSV with its caption beside it; references in their one default format, the causal map in two.
    assert len(written) == (len(FORMATS) + 1) * (len(names) - 2) + 1 + 3
    assert all(path.stat().st_size for path in written)
    assert project.exports.write(["codebook"])[0] == project.folder / "exports" / "codebook.csv"


def test_nothing_is_written_where_a_name_is_wrong(project: Project) -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown export 'evidnce'\. Did you mean 'evidence'"):
        project.exports.write(["codebook", "evidnce"])
    for called, meant in (
        ("Flow", "'figure-flow' or 'prisma'"),
        ("heat", "'figure-heat'"),
        ("quotes", "'evidence'"),
    ):
        with pytest.raises(UnknownNameError, match=f"Unknown export '{called}'. Did you mean {meant}\\?"):
            project.exports.write([called])
    with pytest.raises(UnknownNameError, match="`review exchange export`"):
        project.exports.write(["qdpx"])
    assert {one for names in CALLED.values() for one in names} <= EXPORTS.keys()
    with pytest.raises(
        UnknownNameError, match=r"Unknown format 'pdf'\. Formats: csv, xlsx, md, docx, html, tex"
    ):
        project.exports.write(["codebook"], ["csv", "pdf"])
    assert list((project.folder / "exports").iterdir()) == []


def test_each_export_takes_the_formats_that_it_knows(project: Project) -> None:
    add_record(project, "One")
    written = project.exports.write(["references", "codebook"], ["bibtex", "md"])
    assert [path.name for path in written] == ["references.bib", "codebook.md"]
    with pytest.raises(UnknownNameError, match="Unknown format 'bibtex'"):
        project.exports.write(["codebook"], ["bibtex"])


def test_references_are_written_as_they_stood_on_a_day(project: Project) -> None:
    record = add_record(project, "One")
    project.journal.rows("UPDATE event SET time = '2026-01-01T08:00:00.000+00:00'")
    project.screening.decide(record, "include", "title-abstract")
    (then,) = project.exports.write(["references"], ["csl-json"], as_of="2026-01-01")
    assert '"One"' in then.read_text()
    assert "decisions" not in then.read_text()
    (now,) = project.exports.write(["references"], ["csl-json"])
    assert "review-decisions" in now.read_text()


def test_an_option_that_no_export_takes_is_refused(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="codebook: no flavour to choose; exports with one: none"):
        project.exports.write(["codebook"], options={"flavour": "sweet"})
    assert list((project.folder / "exports").iterdir()) == []


def test_a_file_in_the_folders_place_is_one_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(ReviewError, match="cannot be written"):
        project.exports.write(["codebook"], out=tmp_path / "out")


KILLED = """
import os, signal, sys
from pathlib import Path
from review.journal import texts
from review.journal.queries import coding_acts
from review.project import Project
from review.project.exporting import reading
from review.project.theories.changes import Grounds

project = Project.open(Path(sys.argv[1]), "ann")
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
project.exports.write(["decisions"], ["csv"], Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_export_left_in_another_folder_goes_at_the_next_opening(tmp_path: Path) -> None:
    review, elsewhere = tmp_path / "review", tmp_path / "for the report"
    new_review(review).close()
    elsewhere.mkdir()
    ended = subprocess.run([sys.executable, "-c", KILLED, review, elsewhere], timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert list(elsewhere.iterdir())
    Project.open(review, "ann").close()
    assert list(elsewhere.iterdir()) == []


def test_theory_changes_count_the_codings_that_were_coded_again_because_of_them(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    off, turned, kept, later = (
        project.coding.code(record, ["T1"], start, start + 8, stance="supports") for start in (0, 10, 20, 30)
    )
    project.theory.refine(
        "T1", "the evidence says so", proposition="Few providers compete", triggers=[off.id]
    )
    project.coding.uncode(off.id)
    project.coding.recode(turned.id, stances={"T1": "challenges"})
    project.coding.recode(kept.id, status="measured")
    project.coding.recode(later.id, stances={"T1": "refines"})
    project.history.undo()
    table = project.exports.table("theory-changes")
    found = [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
    assert [(row["version"], row["code"], row["act"], row["recoded"]) for row in found] == [
        (1, None, "adopt", 0),
        (2, "T1", "refine", 2),
    ]
    assert found[1]["after"] == "Few providers compete"
    assert found[1]["triggers"] == off.id


def test_every_answer_given_while_looking_again_is_counted_once(project: Project) -> None:
    record = add_record(project, "Markets", document=a_document())
    holds, same, other, off = (
        project.coding.code(record, ["T1"], start, start + 8, stance="supports").id
        for start in (0, 10, 20, 30)
    )
    project.theory.refine("T1", "the evidence says so", proposition="Few providers compete")
    again = project.looking_again
    again.holds(holds, "T1")
    again.set_stance(same, "T1", "supports")
    again.set_stance(other, "T1", "challenges")
    again.holds(off, "T1")
    project.coding.uncode(off)
    work = theory_work(project.journal, project.theory.map)
    assert (work.recoded, work.kept) == ({(2, "T1"): 2}, 2)


def test_saturation_follows_the_order_of_coding_and_counts_what_is_new(project: Project) -> None:
    first, second = (
        add_record(project, title, document=a_document((title, "Many providers compete.")))
        for title in ("Zebra", "Apple")
    )
    led = project.coding.code(first, ["T1", "T1.a"], 0, 8)
    project.theory.refine(
        "T1", "it says so", proposition="Few providers compete", grounds=Grounds(triggers=[led.id])
    )
    project.coding.code(second, ["T1.a", "T2"], 0, 8)
    steps = [(row[0], *row[2:]) for row in project.exports.table("saturation").rows]
    assert steps == [(first, 1, 2, 0, 1), (second, 0, 1, 0, 0)]


@pytest.mark.parametrize("kind", ["comment", "memo"])
@pytest.mark.parametrize("on", ["record", "coding"])
def test_a_change_counts_for_the_document_that_its_trigger_is_on(
    project: Project, kind: str, on: str
) -> None:
    first, second = (
        add_record(project, title, document=a_document((title, "Many providers compete.")))
        for title in ("Zebra", "Apple")
    )
    coding = project.coding.code(first, ["T1"], 0, 8)
    project.coding.code(second, ["T1"], 0, 8)
    target = first if on == "record" else coding.id
    said = (
        project.annotations.comment("Few do", "expert", on=target)
        if kind == "comment"
        else project.annotations.memo(target, "Few do")
    )
    project.theory.refine(
        "T1", "it was said", proposition="Few compete", grounds=Grounds(triggers=[said.event])
    )
    steps = [(row[0], row[-1]) for row in project.exports.table("saturation").rows]
    assert steps == [(first, 1), (second, 0)]


def test_codings_count_for_the_merge_or_split_because_of_which_they_were_coded_again(
    project: Project,
) -> None:
    record = add_record(project, "Markets", document=a_document())
    turned, moved = (project.coding.code(record, ["T2"], start, start + 8) for start in (0, 10))
    project.structure.merge(["T1", "T2"], "T1", "one idea")
    project.coding.recode(turned.id, stances={"T1": "challenges"})
    parts = [Part(id="T1", name="Market logic"), Part(id="T8", name="Rules")]
    project.structure.split("T1", parts, "two ideas")
    project.coding.recode(moved.id, ["T8"])
    table = project.exports.table("theory-changes")
    assert [(row[0], row[3], row[-2]) for row in table.rows] == [
        (1, None, 0),
        (2, "T1", 0),
        (2, "T2", 1),
        (3, "T1", 1),
        (3, "T8", 0),
    ]


def test_what_a_table_does_not_show_is_not_read_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = new_review(tmp_path / "review")
    record = add_record(project, "Markets", document=a_document())
    project.coding.code(record, ["T1"], 0, 10)
    read: list[str] = []

    def watched(name: str, function: Any) -> None:
        monkeypatch.setattr(name, lambda *given, **named: (read.append(name), function(*given, **named))[1])

    watched("review.project.exporting.reading.waiting", reading.waiting)
    watched("review.journal.queries.coding_acts.codings", coding_acts.codings)
    watched("review.journal.texts.recognised_pages", texts.recognised_pages)
    project.exports.write(["codebook", "decisions", "source-types"], ["md"])
    assert not read
    project.exports.write(["matrix"], ["md"])
    assert read == ["review.journal.queries.coding_acts.codings"]
    project.exports.write(["source-types-by-theory", "evidence"], ["md"])
    assert len(read) == len(set(read)) + 1, "each is read once for all tables"


def test_the_report_names_theories_that_were_added_on_the_way_and_those_that_went(project: Project) -> None:
    parts = [Part(id="T3", name="Choice"), Part(id="T4", name="Rivalry")]
    project.structure.split("T1", parts, "two ideas")
    project.structure.merge(["T4"], "T2", "one idea")
    (written,) = (one for one in project.exports.write(["report"], ["md"]) if one.suffix == ".md")
    text = written.read_text("utf-8")
    assert "1 theory or rival framing was added: T3" in text
    assert "were taken out, merged or split: T1 (now in T3) and T4 (now in T2)" in text
    assert "T1 Market logic\n" in text.split("How the theories changed")[-1]
