"""Projects that other programs wrote: their counts are the file's own, and their quotations are right."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from review.exchange.refi.reading.project import read_project

SHARED = Path(__file__).parents[4] / "../shared/data/interchange"
PROJECTS = sorted(path for path in SHARED.glob("*.q*") if path.suffix in {".qdpx", ".qde"})

pytestmark = pytest.mark.skipif(not PROJECTS, reason="the shared projects are not here")


def xml_of(path: Path) -> str:
    """The XML of a project, found without the reader."""
    if path.suffix == ".qde":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".qde"))).decode()


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.name)
def test_its_counts_are_those_of_its_xml(path: Path) -> None:
    xml, read = xml_of(path), read_project(path)
    sources = xml[xml.index("<Sources") : xml.index("</Sources>")]
    selections = re.findall(r'<(?:PlainText|PDF)Selection\b[^>]*?\bguid="([^"]+)"', sources)
    assert read.counts.codes == len(read.project.codes) == len(re.findall(r"<Code\b", xml))
    assert read.counts.sources == len(read.project.sources)
    assert read.counts.sources == len(re.findall(r"<(?:Text|PDF|Picture|Audio|Video)Source\b", sources))
    found = {one.guid for source in read.project.sources for one in (*source.selections, *source.areas)}
    assert read.counts.selections == len(found) == len(set(selections))
    codings = [
        coding
        for source in read.project.sources
        for one in (source, *source.selections, *source.areas)
        for coding in one.codings
    ]
    others = re.findall(
        r"<(Picture|Audio|Video|Transcript)Selection\b.*?(?:/>|</\1Selection>)", xml, re.DOTALL
    )
    assert len(codings) <= len(re.findall(r"<Coding\b", sources))
    assert others or len(codings) == len(re.findall(r"<Coding\b", sources))
    assert {coding.code for coding in codings} <= {code.guid for code in read.project.codes}
    assert {code.parent for code in read.project.codes} - {""} <= {code.guid for code in read.project.codes}


def test_the_lines_that_qc_coded_are_quoted(tmp_path: Path) -> None:
    path = next(path for path in PROJECTS if path.name.startswith("qc_demo"))
    read = read_project(path, tmp_path)
    board = next(source for source in read.project.sources if source.selections)
    assert board.text is not None
    lines = board.text.splitlines(keepends=True)
    assert board.text.encode() == (tmp_path / board.file).read_bytes()
    for selection in board.selections:
        quotation = board.text[selection.start : selection.end]
        assert quotation in lines, selection.name
    assert read.offsets == "code points"
    assert len(board.selections) == 158
    assert sum(len(one.codings) for one in board.selections) == 205
