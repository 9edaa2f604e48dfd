"""A text that cites as the worked example does: 37 works, five background, four pairs of spellings, counted under five theories."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.manuscripts import markdown
from tests.cli.run import Terminal
from tests.manuscripts.word_documents import paragraph, word_document
from tests.worked_example.sources import BACKGROUND, INCLUDED
from tests.worked_example.whole import Whole, cited_text

UNDER = {"T1": 11, "T3": 15, "T4": 14, "T6": 12, "T7": 21}
PAIRS = [
    ("van Hooff et al., 2015", "van Hoof et al., 2015"),
    ("Knapp et al., 2015", "Knapp et al., 2014"),
    ("LGA, 2015", "LGA, 2014"),
    ("London Assembly, 2017", "London Assembly, 2016"),
]


def written(folder: Path) -> Iterator[Path]:
    """The text as Markdown, plain text, a web page and a Word document."""
    text = cited_text()
    parts = [(part.text, part.level) for part in markdown.parts(text)]
    for name, content in {
        "a.md": text,
        "a.txt": "\n\n".join(said for said, _ in parts),
        "a.html": "".join(
            f"<h{level}>{said}</h{level}>" if level else f"<p>{said}</p>" for said, level in parts
        ),
    }.items():
        (folder / name).write_text(content, "utf-8")
        yield folder / name
    styled = [paragraph(said, f"Berschrift{level}" if level else "") for said, level in parts]
    yield word_document(folder / "a.docx", styled)


@pytest.fixture
def terminal(whole: tuple[Whole, Terminal]) -> Terminal:
    return whole[1]


def test_it_is_read_alike_from_every_kind_of_file(terminal: Terminal, tmp_path: Path) -> None:
    answer, *others = [terminal.json("citations", path) for path in written(tmp_path)]
    assert others == [answer] * 3
    assert len({one["record"] for one in answer["found"]}) == len(INCLUDED) == 37
    assert {one["text"] for one in answer["unmatched"]} == set(BACKGROUND)
    assert [tuple(pair) for pair in answer["variants"]] == PAIRS
    under = {code: {one["record"] for one in answer["found"] if one["under"] == code} for code in UNDER}
    assert {code: len(records) for code, records in under.items()} == UNDER


def test_what_it_cites_is_shown_beside_what_is_coded(terminal: Terminal, tmp_path: Path) -> None:
    path = next(written(tmp_path))
    assert (
        terminal.run("citations", path).out.splitlines()[-1]
        == "cited under: T1 11, T3 15, T4 14, T6 12, T7 21"
    )
    status = {one["code"]: one["cited_under"] for one in terminal.json("status")["evidence"]}
    assert status == {code: UNDER.get(code, 0) for code in status}
    terminal.run("export", "synthesis", "--format", "csv")
    with (terminal.folder / "exports" / "synthesis.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = {row["code"]: row for row in csv.DictReader(table)}
    assert {code: int(row["cited_under"]) for code, row in rows.items()} == status
    assert (rows["T4"]["sources"], rows["T4"]["cited_under"]) == ("20", "14"), "coded to, and cited under"
