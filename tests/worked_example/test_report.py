"""The report of the whole worked example says what the example reports, and where that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from review.export.report.blocks import Report, Table
from review.project import Project
from review.project.exporting import tables
from tests.cli.run import Terminal
from tests.export.report.test_assembling import section
from tests.worked_example.sources import CITED_UNDER
from tests.worked_example.whole import CODED_TO, Whole


@pytest.fixture(scope="module")
def project(made_once: Whole) -> Iterator[Project]:
    project = Project.open(made_once.folder, "ann", read_only=True)
    yield project
    project.close()


@pytest.fixture(scope="module")
def report(project: Project) -> Report:
    return project.reporting.report()


def table(report: Report, key: str) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table) and block.key == key)


def test_the_same_journal_gives_the_same_blocks_at_another_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"template": "bmj-open", "evidence": "yes"}
    made = project.reporting.report(options)
    moment = "2031-01-02T03:04:05+00:00"
    monkeypatch.setattr(tables, "datetime", SimpleNamespace(now=lambda _zone: datetime.fromisoformat(moment)))
    later = project.reporting.report(options)
    assert later.blocks == made.blocks
    assert later.options == made.options
    assert "2031-01-02" in later.made


def test_the_flow_says_what_is_reported_and_what_is_not(report: Report) -> None:
    words = section(report, "results-flow")
    assert "is not fully reported (3,316 as far as it is)" in words
    assert "23 records were identified at organisations (counted in the program: 22)" in words
    assert "31 records were identified in other ways" in words
    assert "How many were removed as duplicates is not reported." in words
    assert "37 records were included; these are reports of 37 studies" in words


def test_each_rule_that_fails_is_said_by_how_much(report: Report) -> None:
    words = section(report, "results-flow")
    assert "Organisations: stated = computed: 23 against 22, a difference of 1." in words
    assert "S2, line 4a" in words
    assert "stated as the total of S3" in words


def test_the_searches_are_said_with_both_totals_of_the_organisations(report: Report) -> None:
    words = section(report, "methods-searches")
    assert "4 searches were made in 1 round" in words
    assert (
        "It found 983 records in the lines that report a number; of 4 lines the number is not reported."
        in words
    )
    assert "It found 2,333 records." in words
    assert "It found 22 records. The total that was stated is 23, which differs." in words


def test_table_one_has_the_source_types(report: Report) -> None:
    rows = table(report, "table-source-types").printed.rows
    assert [row[1] for row in rows] == [12, 3, 7, 15, 37]
    assert [str(row[2]) for row in rows[:4]] == ["32.4", "8.1", "18.9", "40.5"]


@pytest.mark.parametrize("code", CODED_TO)
def test_each_theory_has_how_many_works_are_coded_to_it_and_its_prose(report: Report, code: str) -> None:
    words = section(report, f"theory-{code}")
    assert f"{len(CODED_TO[code])} included documents are coded to it" in words
    assert f"{len(CITED_UNDER[code])} works are cited under it in the text." in words
    assert "The first of the works reports it plainly: “" in words


def test_theories_that_were_not_explored_are_named(report: Report) -> None:
    words = section(report, "findings-not-explored")
    assert (
        "2 theories and rival framings were not explored: T2 Market limitations and T5 Information." in words
    )
    assert "1 theory or rival framing was left without a verdict" in words


def test_what_is_cited_is_every_work_that_the_prose_cites(made_once: Whole, report: Report) -> None:
    cited = {
        one.record
        for block in report.blocks
        for part in getattr(block, "parts", ())
        for one in getattr(part, "cited", ()) or ([part.source] if hasattr(part, "source") else [])
    }
    places: Mapping[str, tuple[int, ...]] = CITED_UNDER
    assert {made_once.records[place] for one in places.values() for place in one} <= cited


def test_the_command_writes_all_formats(whole: tuple[Whole, Terminal]) -> None:
    terminal = whole[1]
    files = terminal.json(
        "export", "report", "--template", "bmj-open", "--format", "docx", "--format", "html", "--format", "md"
    )["files"]
    names = [name.rpartition("/")[2] for name in files]
    assert {"report.docx", "report.html", "report.md"} <= set(names)
    written = Path(next(name for name in files if name.endswith("report.md"))).read_text("utf-8")
    assert "vancouver" in written.partition("\n")[0]
    assert "Strengths and limitations of this study" in written
    assert "At most 300 words." in written
