"""import: what it says while it works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from review.references.column_names import COLUMN_NAMES, field_word
from tests.cli.run import Terminal

RIS = "TY  - JOUR\nTI  - {}\nER  - \n\n"


@pytest.fixture
def search(tmp_path: Path) -> Path:
    path = tmp_path / "search.ris"
    path.write_text("".join(map(RIS.format, ("One", "Two", "Three"))))
    return path


def test_a_terminal_shows_how_many_were_read_and_imported(
    terminal: Terminal, search: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("review.cli.referencing._PROGRESS_SECONDS", -1.0)
    outcome = terminal.run("import", search)
    *counts, _, nothing = outcome.err.split("\r")
    assert [count.strip() for count in counts] == [
        "",
        *("1 reference read", "2 references read", "3 references read"),
        *("1 of 3 imported", "2 of 3 imported", "3 of 3 imported"),
    ]
    assert nothing == ""
    assert "3 added" in outcome.out


def test_nothing_else_is(terminal: Terminal, search: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.cli.referencing._PROGRESS_SECONDS", -1.0)
    assert terminal.run("import", search).err == ""


def test_what_came_from_this_file_before_is_counted(terminal: Terminal, search: Path) -> None:
    assert "already" not in terminal.run("import", search).out
    search.write_text(search.read_text() + RIS.format("Four"))

    outcome = terminal.run("import", search)

    assert "4 records: 1 added, 3 known" in outcome.out
    assert "  3 of 4 were already imported from this file" in outcome.out.splitlines()
    (file,) = terminal.json("import", search)["files"]
    assert (file["records"], file["already"]) == (4, 4)


def test_what_is_in_the_file_twice_is_not_only_said_to_be_known(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "twice.ris"
    one, two = (f"TY  - JOUR\nTI  - Study {n} of markets\nDO  - 10.1000/{n}\nER  - \n" for n in (1, 2))
    file.write_text(one + two + one)
    said = terminal.run("import", file).out.splitlines()
    assert "  one of those known is twice in the file itself: line 9 (as line 1)" in said


def test_numbers_of_an_import_are_written_in_one_way(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "search.ris"
    file.write_text("".join(f"TY  - JOUR\nTI  - Study number {n} of markets\nER  - \n" for n in range(1000)))
    (line, *_) = terminal.run("import", file).out.splitlines()
    assert line == f"{file}: ris, 1,000 records: 1,000 added, 0 known, 0 refused, 0 decisions"
    (line, *_) = terminal.run("import", file).out.splitlines()
    assert line.startswith(f"{file}: ris, 1,000 records: 0 added, 1,000 known")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "an empty file: export it again"),
        ("RT Journal Article\nA1 Lane,Jo\nT1 One\n", "RefWorks tagged format"),
        ("name,year\nx,2014\n", "a CSV without a column that is called title"),
    ],
)
def test_a_file_that_is_refused_as_a_whole_has_one_line(
    terminal: Terminal, tmp_path: Path, content: str, reason: str
) -> None:
    file = tmp_path / "search {1}.txt"
    file.write_text(content)
    outcome = terminal.run("import", file)
    (line,) = outcome.out.splitlines()
    assert line.startswith(f"{file}: {reason}")
    assert outcome.code == 1


def _works(path: Path, *titles: str) -> Path:
    work = "TY  - JOUR\nTI  - {}\nAU  - Lane, Jo\nPY  - 2014\nJO  - Journal of Care\nER  - \n\n"
    path.write_text("".join(map(work.format, titles)))
    return path


_MARKET = "The market in care and what became of its small providers"


def test_an_import_says_how_many_groups_of_records_look_alike(terminal: Terminal, tmp_path: Path) -> None:
    first = terminal.run("import", _works(tmp_path / "one.ris", _MARKET, "Peer support in three towns"))
    assert "look" not in first.out
    again = _works(tmp_path / "two.ris", f"{_MARKET}.", "Advice that nobody had asked for")

    said = "  1 group of new records and others that look alike: review dedupe lists it"
    preview = terminal.run("import", again, "--preview").out.splitlines()
    assert f"{said} once the file is imported" in preview
    assert said in terminal.run("import", again).out.splitlines()
    assert len(terminal.json("dedupe")["groups"]) == 1
    assert "look" not in terminal.run("import", again).out


def test_new_records_that_are_alike_are_a_group(terminal: Terminal, tmp_path: Path) -> None:
    file = _works(tmp_path / "one.ris", _MARKET, f"{_MARKET}.", _MARKET.upper())
    for options in ("--preview",), ():
        assert (
            "  1 group of new records and others that look alike"
            in terminal.run("import", file, *options).out
        )


def test_a_large_review_is_not_searched_after_an_import(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.project.references.MOST_COMPARED", 1)
    assert "look" not in terminal.run("import", _works(tmp_path / "one.ris", _MARKET, f"{_MARKET}.")).out


def test_dedupe_says_what_it_merged_and_what_is_left(terminal: Terminal, tmp_path: Path) -> None:
    entry = "TY  - JOUR\nTI  - Small and local\nAU  - Okoro, Chidi\nPY  - 2017\nVL  - {}\nDO  - 10.5555/x\nER  - \n"
    for volume in (1, 2):
        (tmp_path / f"{volume}.ris").write_text(entry.format(volume))
        terminal.json("import", tmp_path / f"{volume}.ris")
    assert terminal.run("dedupe").out.splitlines()[-1] == "1 group, 1 of them certain"
    assert [group["held"] for group in terminal.json("dedupe")["groups"]] == [""]
    assert (
        terminal.run("dedupe", "--apply").out.splitlines()[-1] == "1 record merged; 0 groups left to decide"
    )


def test_dedupe_says_why_certain_groups_are_kept(terminal: Terminal, tmp_path: Path) -> None:
    entry = "TY  - JOUR\nTI  - Small and local\nAU  - Okoro, Chidi\nPY  - 2017\nVL  - {}\nDO  - 10.5555/x\nER  - \n"
    for volume in (1, 2, 3):
        (tmp_path / f"{volume}.ris").write_text(entry.format(volume))
        terminal.json("import", tmp_path / f"{volume}.ris")
    ((*records,),) = [group["records"] for group in terminal.json("dedupe")["groups"]]
    for record in records[:2]:
        terminal.run("decide", record, "include", "--stage", "title-abstract")

    for options, first in (
        (["dedupe", "--apply"], "1 record merged; 1 group left to decide"),
        (["dedupe"], "1 group, 1 of them certain"),
    ):
        *_, said, why, advice = terminal.run(*options).out.splitlines()
        assert said == first
        assert (
            "have decisions, codings, appraisals, passages of configurations, memos, comments or facets, which a merge would hide"
            in why
        )
        assert "review relate" in advice
        (group,) = terminal.json(*options)["groups"]
        assert group["certain"]
        assert why.endswith(f": {group['held']}")


def test_columns_are_named_as_people_call_their_fields(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "search.csv"
    file.write_text("Title,Where,Journal,Form,Document Type\nOne,Care,Other,book,article\n")
    said = terminal.run("import", file, "--preview").out.splitlines()
    assert "  Journal -> journal" in said
    assert "  Document Type -> type" in said
    for journal, kind in (("journal", "type"), ("container", "kind")):
        options = ("--column", f"Where={journal}", "--column", f"Form={kind}", "--preview")
        (found,) = terminal.json("import", file, *options)["files"]
        assert found["mapping"] == {
            "Title": "title",
            "Where": "container",
            "Journal": "",
            "Form": "kind",
            "Document Type": "",
        }
    refused = terminal.run("import", file, "--column", "Where=jurnal")
    assert "container" not in refused.err
    assert "journal" in refused.err


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_whose_columns_have_unknown_names_says_which_it_has_and_takes_their_fields(
    terminal: Terminal, tmp_path: Path, separator: str
) -> None:
    file = tmp_path / "odd.csv"
    rows = (("Ref No", "Headline", "Who"), ("1", "Who pays", "Lane, Jo"), ("2", "Who cares", "Pope, Kim"))
    file.write_text("\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows) + "\n")
    said, *_ = terminal.run("import", file, "--preview").out.splitlines()
    kind = "TSV" if separator == "\t" else "CSV"
    assert f": a {kind} without a column that is called title, DOI or PMID; " in said
    assert said.endswith(
        "its columns are: Ref No, Headline, Who; say which has the titles, with --column NAME=title"
    )
    wrong, *_ = terminal.run("import", file, "--preview", "--column", "Head=title").out.splitlines()
    assert wrong.endswith("no column named Head (columns: Ref No, Headline, Who)")
    (found,) = terminal.json("import", file, "--column", "Headline=title", "--column", "Who=authors")["files"]
    assert found["added"] == 2


def test_the_help_names_every_field_of_a_column(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    said = terminal.run("import", "--help").out
    named = said.partition("FIELD: ")[2].partition(" (empty")[0]
    fields = {field.split(" ")[0] for field in named.split(", ")}
    known = {field_word(field) for field in COLUMN_NAMES if ":" not in field}
    assert fields == known | {"decision:STAGE"}


def test_an_import_says_whose_the_decisions_became(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "screened.csv"
    file.write_text("Title,included\nOne,1\nTwo,0\n")
    assert "  decisions imported: 2 as Ann's" in terminal.run("import", file, "--reviewer", "Ann").out
    (again,) = terminal.json("import", file, "--reviewer", "Bob")["files"]
    assert (again["decisions"], again["decisions_by"]) == (2, {"Bob": 2})
    assert "decisions imported" not in terminal.run("import", file, "--reviewer", "Bob").out


def test_an_import_counts_in_words_and_its_preview_lists_the_columns(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "search.csv"
    file.write_text("Title,Cited by,Link rank,included\nOne,4,2,1\n")
    line, whose, where, *columns = terminal.run("import", file, "--preview").out.splitlines()
    assert line.endswith("0 refused, 1 decision")
    assert whose.startswith("  decisions to import: 1 as ")
    assert where == "  at title abstract: 1 include"
    assert columns[:3] == [
        "  Title -> title",
        "  included -> decision",
        "  kept as they are: Cited by, Link rank",
    ]


def test_an_import_says_what_was_decided_where_and_what_reasons_became(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "excluded.csv"
    file.write_text(
        "Title,Covidence #,Notes\nOne,#1,Exclusion reason: bears on NO theory;\nTwo,#2,Exclusion reason: Thin;\n"
        "Three,#3,\n"
    )
    said = terminal.run(
        "import", file, "--decision", "maybe", "--preview", "--reviewer", "Ann"
    ).out.splitlines()
    assert said[1:6] == [
        "  decisions to import: 5 as Ann's",
        "  at title abstract: 2 include, 1 maybe",
        "  at theory map: 2 exclude",
        "  reason “bears on NO theory” (1 decision): is criterion E9",
        "  reason “Thin” (1 decision): stays in the note",
    ]
    (found,) = terminal.json("import", file)["files"]
    assert found["decisions_at"] == {"title-abstract": {"include": 2}, "theory-map": {"exclude": 2}}
    assert found["reasons"] == [
        {"reason": "bears on NO theory", "criterion": "E9", "decisions": 1},
        {"reason": "Thin", "criterion": "", "decisions": 1},
    ]
    assert terminal.run("import", file, "--decision", "park").code == 2
