"""review citations: a text against the records, and what it cites under each theory."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.reviews import add_record, new_review
from tests.synthesis.citations.word_documents import paragraph, word_document

THEORIES = {"T1": 11, "T3": 15, "T4": 14, "T6": 12, "T7": 21}
"""How many works the worked example cites under each theory."""
WORKS = 37
PAIRS = [
    ("van Hoof, 2015", "van Hooff, 2015"),
    ("Knapp et al., 2015", "Knapp et al., 2014"),
    ("LGA, 2015", "LGA, 2014"),
    ("London Assembly, 2017", "London Assembly, 2016"),
]
"""Pairs of spellings, the other one of which is the record's."""
BACKGROUND = ["BBC, 2016", "NHS, 2015", "Legislation.gov.uk, 2014", "Gov.uk, 2016a", "Gov.uk, 2016b"]
NAMES = re.findall(
    r"\w+",
    """
    Abara Bexley Corwin Dunmore Elsted Farrow Grantley Hexham Ingleby Jarvis Kelder Lowther Marsden Norwood Oakham Penrose
Quorn Redmile Selby Thirsk Ulverton Vernham Wexcombe Yarrow Zennor Ashby Bolsover Cranmer Dalby Egton Filey Goxhill Hornsea
    """,
)

MAP = "\n".join(
    [
        "title: Markets for care",
        "question: How do markets for care work?",
        "theories:",
        *(f"  T{n}: {{name: Theory number {n}, proposition: It holds {n}}}" for n in range(1, 8)),
        "stages: {title-abstract: {reviewers: 1}, theory-map: {reviewers: 1}}",
        "criteria: {include: {I1: {text: About care, stage: title-abstract}}, exclude: {E1: {text: Old, stage: title-abstract}}}",
        "source_types: {empirical: {name: Empirical study}}",
        "",
    ]
)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A review with the 37 works that the example cites, and others that it does not."""
    project = new_review(tmp_path / "review", map_text=MAP)
    for number, name in enumerate(NAMES[: WORKS - len(PAIRS)]):
        authors = (f"{name}, Ada", "Smith, Jo") if number % 3 else (f"{name}, Ada",)
        add_record(project, f"Work {number}", authors=authors, year=2014 + number % 4)
    add_record(project, "Life in markets", authors=("van Hooff, Dirk",), year=2015)
    add_record(project, "Costs", authors=("Knapp, Ada", "Lee, Bo", "Noor, Cy"), year=2014)
    add_record(project, "A guide", authors=("Local Government Association",), year=2014)
    add_record(project, "Minds", authors=("London Assembly",), year=2016)
    for number in range(5):
        add_record(project, f"Not cited {number}", authors=(f"Unused{number}, Ann",), year=2015)
    project.close()
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(tmp_path / "review")
    return Terminal(tmp_path / "review", capsys)


def findings(terminal: Terminal) -> list[tuple[str, str]]:
    """Headings with what is below them: each theory cites its number of works, all together the 37; four in two spellings."""
    records = terminal.json("records")["records"]
    cited = [row["author_year"] for row in records if not row["title"].startswith("Not cited")]
    cited = ["LGA, 2014" if one.startswith("Local Government") else one for one in cited]
    assert len(cited) == WORKS
    place, parts = 0, []
    for code, number in THEORIES.items():
        own = [cited[(place + step) % WORKS] for step in range(number)]
        place += number
        sentences = [f"It grew ({one}, p. 3)." for one in own[::2]]
        sentences += [f"{one.rpartition(', ')[0]} ({one.rpartition(', ')[2]}) doubt it." for one in own[1::2]]
        sentences += [f"So too ({wrong})." for wrong, right in PAIRS if right in own]
        parts.append((f"Theory {code[1:]}: what is known", " ".join(sentences)))
    background = f"See {'; '.join(f'({one})' for one in BACKGROUND)} and the Care Act 2014 (April 2015)."
    listed = " ".join(f"{one}. A title. Leeds." for one in cited)
    return [("Introduction", background), *parts, ("References", listed)]


def test_the_worked_example_is_read_alike_from_every_kind_of_file(example: Terminal, tmp_path: Path) -> None:
    parts = findings(example)
    markdown = "\n\n".join(f"## {heading}\n\n{said}" for heading, said in parts)
    (tmp_path / "a.md").write_text(markdown, "utf-8")
    (tmp_path / "a.txt").write_text(markdown.replace("## ", ""), "utf-8")
    page = "".join(f"<h2>{heading}</h2><p>{said}</p>" for heading, said in parts)
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    blocks = [one for part in parts for one in (paragraph(part[0], "Berschrift1"), paragraph(part[1]))]
    word_document(tmp_path / "a.docx", blocks)

    answer, *others = [
        example.json("citations", tmp_path / f"a.{kind}") for kind in ("md", "txt", "html", "docx")
    ]
    assert others == [answer] * 3
    assert len({one["record"] for one in answer["found"]}) == WORKS
    assert [one["text"] for one in answer["unmatched"]] == BACKGROUND
    assert [tuple(pair) for pair in answer["variants"]] == PAIRS
    under = {
        code: len({one["record"] for one in answer["found"] if one["under"] == code}) for code in THEORIES
    }
    assert under == THEORIES
    said = example.run("citations", tmp_path / "a.md").out.splitlines()
    assert said[-1] == "cited under: T1 11, T3 15, T4 14, T6 12, T7 21"

    status = {one["code"]: one["cited_under"] for one in example.json("status")["evidence"]}
    assert status == {f"T{number}": THEORIES.get(f"T{number}", 0) for number in range(1, 8)}
    example.run("export", "synthesis", "--format", "csv")
    with (example.folder / "exports" / "synthesis.csv").open(encoding="utf-8-sig", newline="") as table:
        counts = {row["code"]: int(row["cited_under"]) for row in csv.DictReader(table)}
    assert counts == status


def test_what_a_text_cites_is_recorded_once_and_can_be_undone(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T1\n\n(Author, 2016)\n", "utf-8")
    events = len(terminal.json("log")["events"])
    terminal.json("citations", path, "--only-check")
    assert len(terminal.json("log")["events"]) == events
    terminal.json("citations", path)
    terminal.json("citations", path)
    assert len(terminal.json("log")["events"]) == events + 1
    assert "citations in a.md (" in terminal.run("log").out
    terminal.run("undo")
    terminal.json("citations", path)
    assert len(terminal.json("log")["events"]) == events + 3


def test_without_a_file_the_prose_of_the_desk_is_checked(
    terminal: Terminal, record: str, tmp_path: Path
) -> None:
    coding = terminal.json("code", record, "T1", "--quote", "people choose")["coding"]
    assert terminal.json("citations") == {"found": [], "unmatched": [], "variants": []}
    (tmp_path / "t2.md").write_text(f"# T1\n\nSo [@{coding[:12]}], as Nobody (2013) says.", "utf-8")
    terminal.run("desk", "T2", "--file", tmp_path / "t2.md")
    answer = terminal.json("citations")
    assert [(one["under"], one["n"]) for one in answer["found"]] == [("T2", 1)], "the desk knows its theory"
    assert [one["text"] for one in answer["unmatched"]] == ["Nobody, 2013"]
    assert terminal.run("citations").out.splitlines()[0] == "1 work found in 1 citation, 1 unmatched"


def test_a_file_that_cannot_be_read_is_refused_in_one_line(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert "not a Word document" in terminal.refused("citations", tmp_path / "a.docx")
    assert "file not found" in terminal.refused("citations", tmp_path / "none.md")
    (tmp_path / "a.json").write_text(json.dumps({}), "utf-8")
    assert terminal.run("citations", tmp_path / "a.json").code == 0
