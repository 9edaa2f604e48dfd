"""Work begun in a spreadsheet: what fits is imported once, what does not is listed with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from msgspec.structs import replace

from review.domain.theories.configuration import Configuration
from review.errors import JournalError, ReviewError, UnknownNameError
from review.project import Project
from review.project.spreadsheets.planned import TableReport
from review.project.spreadsheets.wording import attention_lines, headline
from tests.reviews import PARAGRAPHS, SMALL_MAP, a_document, a_review, add_record

MAP = SMALL_MAP + "configuration_roles: {actor: {name: Who acts, key: x}}\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = a_review(tmp_path / "review", "ann", MAP)
    add_record(opened, "Markets for care", document=a_document())
    add_record(opened, "Advocacy", authors=("Noor, Ada",), year=2015)
    yield opened
    opened.close()


def table(folder: Path, *rows: Sequence[str], name: str = "table.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def workbook(folder: Path, *rows: Sequence[object], name: str = "table.xlsx") -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(folder / name)
    return folder / name


def refused(report: TableReport) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in report.refused]


def appraised(project: Project) -> list[tuple[object, ...]]:
    return sorted(
        (one.record, project.targets.label(one.target) if one.target else "", one.reviewer, sorted(one.levels.items()), one.span or (), "\n".join(one.because))
        for one in project.appraisals.all()
    )  # fmt: skip


def composed(one: Configuration) -> tuple[object, ...]:
    """What a spreadsheet keeps of a configuration."""
    wordings = [(element.role, " ".join(element.wording.split())) for element in one.elements]
    return sorted(wordings), dict(one.theories), one.status, " ".join(one.statement.split())


# --- appraisals ------------------------------------------------------------------------------------------------------


def test_columns_in_any_order_with_other_names_and_optional_ones_missing(
    project: Project, tmp_path: Path
) -> None:
    file = table(
        tmp_path,
        ["What I made of it"],
        ["RIGOUR", "Reason", " Author / Year ", "For"],
        ["Low", "eight interviews", "Rahman 2016", "t1.A"],
        ["not assessed", "", "(Noor, 2015)", ""],
    )
    report = project.spreadsheets.import_table("appraisal", file)

    assert (report.rows, report.taken, report.known, report.refused) == (2, 2, 0, ())
    assert sorted((one[1], one[3], one[5]) for one in appraised(project)) == [
        ("", [("rigour", "not-assessed")], ""),
        ("T1.a", [("rigour", "low")], "eight interviews"),
    ]
    assert [one.what for one in report.made] == [
        "Rahman, 2016 for T1.a: Rigour low",
        "Noor, 2015: Rigour not assessed",
    ]


def test_records_are_found_by_doi_title_and_citation(project: Project, tmp_path: Path) -> None:
    add_record(project, "Another", year=2016)  # Rahman, 2016b
    noor = next(one.id for one in project.records.all() if one.title == "Advocacy")
    project.records.edit(noor, doi="10.1234/abc")
    file = table(
        tmp_path,
        ["doi", "title", "citation", "rigour"],
        ["https://doi.org/10.1234/ABC", "", "", "high"],
        ["", "markets for  CARE", "Rahman, 2016", "low"],
        ["", "", "Rahman, 2016b", "high"],
        ["", "", "Rahman, 2016", "high"],
        ["", "", "Nor, 2015", "high"],
        ["", "", "", "high"],
    )
    report = project.spreadsheets.import_table("appraisal", file, preview=True)

    assert [one.what for one in report.made] == [
        "Noor, 2015: Rigour high",
        "Rahman, 2016a: Rigour low",
        "Rahman, 2016b: Rigour high",
    ]
    assert refused(report) == [
        (5, "'Rahman, 2016' could be Rahman, 2016a, Rahman, 2016b; write the letter after the year, or add a column DOI or title"),
        (6, "no record is cited as 'Nor, 2015'; did you mean 'Noor, 2015'? Write it as in the Library, or add a column DOI or title"),
        (7, "it names no document; fill in citation, DOI or title"),
    ]  # fmt: skip
    assert project.appraisals.all() == [], "a preview stores nothing"


def test_what_does_not_fit_is_listed_and_the_rest_is_imported(project: Project, tmp_path: Path) -> None:
    file = workbook(
        tmp_path,
        ["citation", "for", "relevance", "rigour", "because", "my notes"],
        ["Rahman, 2016", "T9", "high", "", "", ""],
        ["Rahman, 2016", "T1", "hihg", "", "", ""],
        ["Rahman, 2016", "T1", "", "", "", ""],
        ["Rahman, 2016", "T1", "=B2", "", "", ""],
        ["Rahman, 2016", "C7", "low", "", "", ""],
        ["Rahman, 2016", "T1; RA", "low", "", "so", "x"],
    )
    report = project.spreadsheets.import_table("appraisal", file)

    assert refused(report) == [
        (2, "Unknown code 'T9'. Codes: T1, T1.a, T2, RA (`review cmoc list` lists configurations)"),
        (3, "Unknown level of relevance 'hihg'. Did you mean 'high'?"),
        (4, "no level; fill in relevance, richness, rigour"),
        (5, "relevance is a formula; replace it by its value"),
        (6, "Unknown code 'C7'. Codes: T1, T1.a, T2, RA (`review cmoc list` lists configurations)"),
    ]
    assert (report.rows, report.taken) == (6, 1)
    assert [one.message for one in report.notices] == ["columns that are not read: my notes"]
    assert [one[1] for one in appraised(project)] == ["RA", "T1"]


def test_nothing_is_imported_twice_and_one_undo_takes_all_back(project: Project, tmp_path: Path) -> None:
    rows = [["citation", "for", "rigour"], ["Rahman, 2016", "T1", "low"], ["Noor, 2015", "", "high"]]
    file = table(tmp_path, *rows, rows[1])
    first = project.spreadsheets.import_table("appraisal", file)
    again = project.spreadsheets.import_table("appraisal", file)

    assert (first.taken, first.known) == (2, 1)
    assert (again.taken, again.known, again.made) == (0, 3, ())
    assert project.history.undo().message == "Undone: 2 appraisals"
    assert project.appraisals.all() == []
    assert project.spreadsheets.import_table("appraisal", file).taken == 2


def test_rows_on_the_same_add_up_unless_they_contradict_each_other(project: Project, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        ["citation", "for", "relevance", "rigour", "because"],
        ["Rahman, 2016", "T1", "high", "", "this programme"],
        ["Rahman, 2016", "T1", "", "low", "eight interviews"],
        ["Rahman, 2016", "T1", "low", "", "far away"],
    )
    report = project.spreadsheets.import_table("appraisal", file)

    assert refused(report) == [
        (4, "line 2 appraises the same, with another level or reason; keep one of them")
    ]
    (found,) = project.appraisals.all()
    assert dict(found.levels) == {"relevance": "high", "rigour": "low"}
    assert project.spreadsheets.import_table("appraisal", file).known == 2


def test_what_undo_removes_and_a_quotation_that_is_not_enough_are_said(
    project: Project, tmp_path: Path
) -> None:
    file = table(
        tmp_path,
        ["citation", "rigour", "reviewer", "quotation"],
        ["Rahman, 2016", "low", "", ""],
        ["Rahman, 2016", "high", "bob", ""],
        ["Rahman, 2016", "high", "", "a"],
    )
    report = project.spreadsheets.import_table("appraisal", file)

    (place,) = refused(report)
    assert place[0] == 4
    assert "times in Rahman, 2016; quote more of it" in place[1]
    assert [one.message for one in report.notices] == [
        "1 appraisal in the name of bob; your `review undo` removes them, too"
    ]
    assert [one.reviewer for one in project.appraisals.all()] == ["ann", "bob"]
    assert project.history.undo().message == "Undone: 2 appraisals"
    assert project.appraisals.all() == []


def test_an_import_changes_nothing_that_another_reviewer_appraised(project: Project, tmp_path: Path) -> None:
    record = next(one.id for one in project.records.all() if one.title == "Advocacy")
    with project.acting_as("bob"):
        project.appraisals.appraise(record, {"rigour": "low"}, "eight interviews")
    columns = ["citation", "relevance", "rigour", "because", "reviewer"]
    file = table(
        tmp_path,
        columns,
        ["Noor, 2015", "", "high", "a trial", "bob"],
        ["Noor, 2015", "high", "", "our programme", "bob"],
    )
    report = project.spreadsheets.import_table("appraisal", file)

    assert refused(report) == [
        (2, "bob is already recorded with Rigour low, and another level or reason; only bob can change that")
    ]
    (found,) = project.appraisals.all()
    assert (found.reviewer, dict(found.levels)) == ("bob", {"rigour": "low", "relevance": "high"})
    assert "appraised by bob" in project.history.line(project.history.events()[-1])

    corrected = table(tmp_path, columns, ["Noor, 2015", "moderate", "", "our programme", "bob"])
    assert project.spreadsheets.import_table("appraisal", corrected).refused == (), "of one's own import"
    with project.acting_as("bob"):
        project.appraisals.appraise(record, {"relevance": "low"}, "another programme")
    project.spreadsheets.import_table("appraisal", corrected)
    (found,) = project.appraisals.all()
    assert found.levels["relevance"] == "low"
    project.history.undo()
    project.history.undo()
    (found,) = project.appraisals.all()
    assert (found.levels, found.because) == (
        {"rigour": "low", "relevance": "low"},
        ("another programme", "eight interviews"),
    )


def test_what_a_reviewer_appraises_counts_before_what_a_copy_imports_in_their_name(project: Project) -> None:
    record = next(one.id for one in project.records.all() if one.title == "Advocacy")
    with project.acting_as("bob"):
        project.appraisals.appraise(record, {"rigour": "low"}, "eight interviews")
    imported = project.appraisals.act(record, {"rigour": "high", "relevance": "high"}, "from a table")
    project.journal.append("ann", replace(imported, appraised_by="bob"))

    (found,) = project.appraisals.all()
    assert (found.reviewer, dict(found.levels)) == ("bob", {"relevance": "high", "rigour": "low"})
    assert found.because == ("eight interviews", "from a table")


def test_exported_appraisals_come_back_equal_in_another_copy(project: Project, tmp_path: Path) -> None:
    project.history.backup(tmp_path / "copy" / "review.db")
    record = next(one.id for one in project.records.all() if one.text_sha256)
    label = project.configurations.new({"context": "many providers"}).label
    end = len(PARAGRAPHS[0])
    project.appraisals.appraise(
        record, {"rigour": "low", "relevance": "high"}, "=eight; interviews", target="T1"
    )
    project.appraisals.appraise(record, {"rigour": "moderate"}, "a claim", target="RA", span=(0, end))
    project.appraisals.appraise(record, {"richness": "low"}, "thin", target=label)
    with project.acting_as("bob"):
        project.appraisals.appraise(record, {"rigour": "high"}, "no, it is good", target="T1")
    for format_ in ("csv", "xlsx"):
        with _copy(tmp_path, format_) as other:
            files = project.exports.write(["cmocs", "appraisal"], [format_], tmp_path / f"out-{format_}")
            cmocs, appraisal = sorted((one for one in files if one.suffix == f".{format_}"), reverse=True)
            assert other.spreadsheets.import_table("cmocs", cmocs).taken == 1
            report = other.spreadsheets.import_table("appraisal", appraisal)
            assert (report.taken, report.refused) == (4, ())
            assert "1 appraisal in the name of bob" in report.notices[-1].message
            assert appraised(other) == appraised(project)
            assert other.spreadsheets.import_table("appraisal", appraisal).known == 4
            assert project.spreadsheets.import_table("appraisal", appraisal).known == 4


def _copy(tmp_path: Path, name: str) -> Copy:
    return Copy(tmp_path / "copy", tmp_path / f"copy-{name}")


class Copy:
    """A copy of the review as it was, opened by Ann."""

    def __init__(self, kept: Path, folder: Path) -> None:
        folder.mkdir()
        (folder / "review.db").write_bytes((kept / "review.db").read_bytes())
        self._folder = folder

    def __enter__(self) -> Project:
        self._project = Project.open(self._folder, "ann")
        return self._project

    def __exit__(self, *_: object) -> None:
        self._project.close()


# --- configurations --------------------------------------------------------------------------------------------------


def test_configurations_with_theories_several_elements_and_a_status(project: Project, tmp_path: Path) -> None:
    file = workbook(
        tmp_path,
        ["No", "CMOC", "Theories", "Contexts", "Who acts", "Reasoning", "Outcome", "Status"],
        [1, "c7", "t1=Supports; RA (challenges), T2", "few providers; rural towns", "the council", "trust", "choice", "kept"],
        [2, "", "", "many providers", "", "", "", ""],
        [3, "", "", "", "", "", "", "set aside"],
        [4, "", "T9", "x", "", "", "", ""],
        [5, "", "T1=suports", "x", "", "", "", ""],
        [6, "", "", "x", "", "", "", "dropped"],
    )  # fmt: skip
    report = project.spreadsheets.import_table("cmocs", file)

    assert refused(report) == [
        (4, "no wording; fill in context, resource, reasoning, outcome, actor"),
        (5, "Unknown code 'T9'. Codes: T1, T1.a, T2, RA"),
        (6, "Unknown stance 'suports'. Did you mean 'supports'?"),
        (7, "Unknown status 'dropped'. Statuses: candidate, kept, set-aside"),
    ]
    first, second = project.configurations.all()
    assert (first.label, second.label) == ("C7", "C8")
    assert composed(first)[1:] == (
        {"T1": "supports", "RA": "challenges", "T2": "bears-on"},
        "kept",
        "If few providers, and rural towns, and the council, then choice, because trust.",
    )
    assert first.is_composed
    assert [one.what for one in report.made] == [
        "C7 (T1 supports, RA challenges, T2 bears on; kept): If few providers, and rural towns, and the council, then choice, because trust.",
        "new: If many providers, then ….",
    ]
    assert [one.message for one in report.notices] == [
        "columns that are not read: No",
        "several elements, divided at ';', in 1 row (line 2 is the first); write a wording that is one element without it",
    ]

    assert project.history.undo().message == "Undone: 2 configurations, with 6 elements"
    assert project.configurations.all() == []


def test_a_sheet_with_a_mechanism_sources_names_of_theories_and_merged_cells(
    project: Project, tmp_path: Path
) -> None:
    (first, *_) = project.theory.map.codes
    file = workbook(
        tmp_path,
        ["No.", "Context", "Mechanism", "Outcome", "Theory", "Source"],
        [1, "Care is paid for", "Trust is lost", "Fewer visits", first.name, "Rahman, 2016"],
        [2, None, "Costs are feared", "Later visits", f"{first.name} = challenges", "Rahman, 2016"],
        [3, "Care is free", "Nothing is feared", "More visits", f"{first.id} {first.name}", "Noor, 2015"],
    )
    book = openpyxl.load_workbook(file)
    book.worksheets[0].merge_cells("B2:B3")
    book.save(file)

    report = project.spreadsheets.import_table("cmocs", file)

    assert (report.taken, report.refused) == (3, ())
    assert [(composed(one)[0], dict(one.theories)) for one in project.configurations.all()] == [
        ([("context", context), ("outcome", outcome), ("reasoning", reasoning)], {first.id: stance})
        for context, reasoning, outcome, stance in (
            ("Care is paid for", "Trust is lost", "Fewer visits", "bears-on"),
            ("Care is paid for", "Costs are feared", "Later visits", "challenges"),
            ("Care is free", "Nothing is feared", "More visits", "bears-on"),
        )
    ]
    said = " | ".join(one.message for one in report.notices)
    for part in (
        "merged cells count for each of their rows: 1 row with text from above (line 3 is the first)",
        "the column of mechanisms is read as reasoning",
        "the column of sources is not read",
        "columns that are not read: No.",
    ):
        assert part in said


def test_what_is_worded_alike_is_known_and_said_where_it_differs(project: Project, tmp_path: Path) -> None:
    head = ["label", "theories", "context", "outcome", "status"]
    file = table(tmp_path, head, ["C1", "T1=supports", "few", "choice", ""])
    assert project.spreadsheets.import_table("cmocs", file).taken == 1
    edited = table(
        tmp_path,
        head,
        ["C1", "T1=challenges", "few", "choice", "kept"],
        ["C1", "", "many", "choice", ""],
        name="edited.csv",
    )
    report = project.spreadsheets.import_table("cmocs", edited)

    assert (report.taken, report.known) == (1, 1)
    assert [(one.line, one.message) for one in report.notices] == [
        (2, "C1 is worded like this, but with other theories and another status; it was left as it is"),
        (3, "C1 is another configuration here; this one gets a new label"),
    ]
    assert [one.label for one in project.configurations.all()] == ["C1", "C2"]
    assert project.spreadsheets.import_table("cmocs", edited).known == 2


def test_exported_configurations_come_back_equal_in_another_copy(project: Project, tmp_path: Path) -> None:
    project.history.backup(tmp_path / "copy" / "review.db")
    record = next(one.id for one in project.records.all() if one.text_sha256)
    whole = project.configurations.new(
        {"context": "few providers; rural", "outcome": "=more choice", "actor": "the council"},
        {"T1": "supports", "RA": "challenges"},
    )
    project.configurations.put(
        whole.cmoc, "context", record, (0, len(PARAGRAPHS[0])), wording="many\nproviders"
    )
    project.configurations.retroduce(whole.cmoc, "reasoning", "trust grows", "else nobody would choose")
    project.configurations.set_status(whole.cmoc, "kept", "three sources")
    dyad = project.configurations.new({"resource": "a duty"}, {"T2": "refines"})
    project.configurations.state(dyad.cmoc, "Where there is a duty, something follows.")
    project.configurations.new({"outcome": "nothing"})
    expected = [composed(one) for one in project.configurations.all()]

    for format_ in ("csv", "xlsx"):
        (file,) = (
            one
            for one in project.exports.write(["cmocs"], [format_], tmp_path / format_)
            if one.suffix == f".{format_}"
        )
        with _copy(tmp_path, format_) as other:
            report = other.spreadsheets.import_table("cmocs", file)
            assert (report.rows, report.taken, report.refused) == (3, 3, ())
            assert [one.label for one in other.configurations.all()] == ["C1", "C2", "C3"]
            assert [composed(one) for one in other.configurations.all()] == expected
            assert [one.is_composed for one in other.configurations.all()] == [True, False, True]
            assert "retroduced" in report.notices[0].message
            assert other.spreadsheets.import_table("cmocs", file).known == 3
            other.history.undo()
            assert other.configurations.all() == []
        assert project.spreadsheets.import_table("cmocs", file).known == 3


def test_what_is_not_read_or_said_twice_is_not_lost_silently(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    made = openpyxl.Workbook()
    for row in (
        ["context", "outcome", "outcome", "status", "Status", "contxt"],
        ["few", "choice", "voice", "kept", "kept", "x"],
        ["many", "choice", "choice", "kept", "set aside", ""],
        ["few", "choice\nvoice", "", "kept", "", ""],
    ):
        made.worksheets[0].append(row)
    made.create_sheet().append(["context", "outcome"])
    made.save(file)
    report = project.spreadsheets.import_table("cmocs", file)

    (one,) = project.configurations.all()
    assert [element.wording for element in one.elements] == ["few", "choice", "voice"]
    assert refused(report) == [
        (3, "several columns are read as status: 'kept', 'set aside'; keep one of them")
    ]
    assert [(notice.line, notice.message) for notice in report.notices] == [
        (0, "columns that are not read: contxt (did you mean context?)"),
        (0, "only sheet 1 is read, not sheet 2"),
        (4, "worded like line 2, which is imported"),
    ]


# --- the run ---------------------------------------------------------------------------------------------------------


def test_a_stopped_import_keeps_what_it_stored_and_continues_when_run_again(
    project: Project, tmp_path: Path
) -> None:
    file = table(tmp_path, ["context"], *([f"context {number}"] for number in range(30)))
    stop = Event()

    def progress(done: int, total: int) -> None:
        if total and done == 12 and project.configurations.all(last_pages=False):
            stop.set()

    stopped = project.spreadsheets.import_table("cmocs", file, progress=progress, stop=stop)
    assert stopped.stopped
    assert 0 < stopped.taken < 30
    assert len(project.configurations.all()) == stopped.taken

    again = project.spreadsheets.import_table("cmocs", file)
    assert (again.taken, again.known) == (30 - stopped.taken, stopped.taken)


def test_a_formula_in_a_csv_file_is_no_wording(project: Project, tmp_path: Path) -> None:
    file = table(tmp_path, ["context", "statement"], ["many providers", "=1+1"])
    assert refused(project.spreadsheets.import_table("cmocs", file)) == [
        (2, "statement is a formula; replace it by its value")
    ]


def test_a_row_for_several_theories_and_a_repeated_one_are_said(project: Project, tmp_path: Path) -> None:
    row = ["Noor, 2015", "T1; T2", "High"]
    report = project.spreadsheets.import_table(
        "appraisal", table(tmp_path, ["citation", "for", "rigour"], row, row)
    )
    assert headline(report, stored=True).endswith("2 rows: 1 imported (2 appraisals), 1 known, 0 refused")
    assert {(one.line, one.message) for one in report.notices} == {(3, "the same as line 2")}


def test_a_markdown_export_is_refused_as_a_whole(project: Project, tmp_path: Path) -> None:
    project.configurations.new({"context": "many providers", "outcome": "more choice"})
    (file,) = project.exports.write(["cmocs"], ["md"], tmp_path / "out")
    report = project.spreadsheets.import_table("cmocs", file)
    assert refused(report) == [(0, "a Markdown table: use the export as XLSX or CSV")]
    assert len(project.configurations.all()) == 1


def test_a_file_that_is_not_there_is_named_once(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as missing:
        project.spreadsheets.import_table("cmocs", tmp_path / "nowhere.csv")
    assert str(missing.value).count("nowhere.csv") == 1


def test_a_table_without_known_columns_says_what_it_has_and_needs(project: Project, tmp_path: Path) -> None:
    file = table(tmp_path, ["a", "b"], ["1", "2"])

    assert refused(project.spreadsheets.import_table("cmocs", file)) == [
        (0, "no row names the columns: there must be a column context, resource, reasoning or outcome; the first row has: a, b")
    ]  # fmt: skip
    with pytest.raises(UnknownNameError, match=r"Unknown table 'cmoc'\. Did you mean 'cmocs'"):
        project.spreadsheets.import_table("cmoc", file)


def test_very_many_rows_that_do_not_fit_are_counted_and_take_no_time(
    project: Project, tmp_path: Path
) -> None:
    for number in range(300):
        add_record(project, f"Study {number}", authors=(f"Author{number}, A",))
    file = table(
        tmp_path, ["citation", "rigour"], *([f"Autor{number}, 2016", "low"] for number in range(1_000))
    )
    report = project.spreadsheets.import_table("appraisal", file, preview=True)

    assert len(report.refused) == 1_000
    assert "did you mean" in report.refused[0].message
    assert "did you mean" not in report.refused[-1].message, "only the first are compared with all citations"
    lines = list(attention_lines(report))
    assert len(lines) == 101
    assert lines[-1] == "table.csv: 900 more rows refused"


def test_nothing_is_stored_in_a_review_that_cannot_be_written(project: Project, tmp_path: Path) -> None:
    file = table(tmp_path, ["context"], ["few"])
    other = Project.open(project.folder, "ann", read_only=True)
    with pytest.raises(JournalError, match="nothing was stored"):
        other.spreadsheets.import_table("cmocs", file)
    assert other.spreadsheets.import_table("cmocs", file, preview=True).taken == 1
    other.close()
