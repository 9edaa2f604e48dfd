"""Projects that other programs wrote go in with the counts of their own XML, and their quotations are right."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from review.exchange.refi.reading.project import read_project
from tests.exchange.refi.reading.test_shared_projects import PROJECTS, xml_of
from tests.reviews import new_review

pytestmark = pytest.mark.skipif(not PROJECTS, reason="the shared projects are not here")


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.name)
def test_it_goes_in_once_with_the_counts_of_its_xml(path: Path, tmp_path: Path) -> None:
    xml = xml_of(path)
    sources = xml[xml.index("<Sources") : xml.index("</Sources>")]
    selections = set(re.findall(r'<(?:PlainText|PDF)Selection\b[^>]*?\bguid="([^"]+)"', sources))
    with closing(new_review(tmp_path / "review")) as project:
        report = project.interchange.import_project(path)
        assert report.codes == len(report.mapping) == len(re.findall(r"<Code\b", xml))
        assert {one.to for one in report.mapping} <= set(project.theory.map.code_names)
        assert report.sources == len(re.findall(r"<(?:Text|PDF|Picture|Audio|Video)Source\b", sources))
        texts = len(re.findall(r"<(?:Text|PDF)Source\b", sources))
        assert report.added["records"] == len(project.records.all()) == texts
        assert report.selections == len(selections)
        again = project.interchange.import_project(path, preview=True)
        assert not any(again.added.values())


def test_what_qc_coded_is_quoted_as_in_its_texts(tmp_path: Path) -> None:
    path = next(path for path in PROJECTS if path.name.startswith("qc_demo"))
    read = read_project(path).project
    there = [
        source.text[one.start : one.end].strip()
        for source in read.sources
        for one in source.selections
        if source.text
    ]
    with closing(new_review(tmp_path / "review")) as project:
        project.interchange.import_project(path)
        assert sorted(one.quote for one in project.coding.codings()) == sorted(there)
