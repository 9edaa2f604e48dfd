"""The demonstration, exported and imported into other reviews: what `lost` does not list comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyrefiqda import RefiProject

from review.project import Project
from review.project.interchange.exporting.writing import Exported
from review.templates import THEORY_MAP
from review.theory_map.writing import to_yaml
from tests.exchange.refi.schemas import faults, needs_schemas
from tests.project.interchange.essence import Essence, essence

pytestmark = pytest.mark.xdist_group("round trip of the demonstration")


@pytest.fixture(scope="module")
def demonstration(demonstration_folder: Path) -> Iterator[Project]:
    """The demonstration; an act of the past has times, but no file depends on them."""
    with closing(Project.open(demonstration_folder, "ann")) as project:
        yield project


@pytest.fixture(scope="module")
def exported(demonstration: Project) -> Exported:
    """The file of the demonstration."""
    return demonstration.interchange.export_project(demonstration.folder.parent / "out.qdpx")


@pytest.fixture(scope="module")
def before(demonstration: Project) -> Essence:
    """What the demonstration says."""
    return essence(demonstration)


@pytest.fixture(scope="module")
def after(demonstration: Project, exported: Exported) -> Essence:
    """What a review with the same map says into which the file was imported."""
    folder = demonstration.folder.parent / "same"
    Project.create(folder, to_yaml(demonstration.theory.map))
    with closing(Project.open(folder, "ann")) as project:
        report = project.interchange.import_project(exported.file)
        assert [one.what for one in report.skipped] == [
            "document “northfold board minutes confidential, n.d..pdf”"
        ]
        return essence(project)


@pytest.mark.parametrize("part", ["codes", "records", "codings", "memos", "configurations"])
def test_everything_comes_back(before: Essence, after: Essence, part: str) -> None:
    """Codes and rivals, what is said of sources, codings with their pages and stances, memos, configurations."""
    assert before[part]
    assert after[part] == before[part]


def test_a_new_review_takes_over_the_whole_map(demonstration: Project, before: Essence) -> None:
    """Without the PDFs: passages are at their places in the texts, which have no pages."""
    made = demonstration.interchange.export_project(
        demonstration.folder.parent / "texts.qdpx", with_files=False
    )
    folder = demonstration.folder.parent / "new"
    Project.create(folder, THEORY_MAP.read_text("utf-8"))
    with closing(Project.open(folder, "ann")) as project:
        project.interchange.import_project(made.file)
        found = essence(project)
        again = project.interchange.import_project(made.file)
    assert found["codes"] == before["codes"]
    assert found["configurations"] == before["configurations"]
    assert [one[:-1] for one in found["codings"]] == [one[:-1] for one in before["codings"]]
    assert not any(again.added.values())


def test_the_worked_codebook_has_its_codes(exported: Exported) -> None:
    """Nine theories and rival framings, and twelve sub-themes."""
    assert exported.codes == 21


def test_an_independent_reader_finds_the_same(
    demonstration: Project, exported: Exported, tmp_path: Path
) -> None:
    """Codes, sources and passages, each with its quotation in the text that the archive has."""
    project = RefiProject.load(exported.file, str(tmp_path))
    codes = project.code_book.codes.code
    assert sum(1 + len(code.code) for code in codes) == exported.codes
    pdfs, texts = project.sources.pdfsource, project.sources.text_source
    assert len(pdfs) + len(texts) == exported.sources
    quotations: dict[str, str] = {}
    for source in [*texts, *(one.representation for one in pdfs if one.representation)]:
        text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path).read_text("utf-8")
        for one in source.plain_text_selection:
            quotations[one.guid] = text[one.start_position : one.end_position]
            assert one.name.rstrip("…") in quotations[one.guid]
    assert len(quotations) == exported.selections
    assert {coding.quote for coding in demonstration.coding.codings()} <= set(quotations.values())


def test_areas_are_on_the_pages_of_their_passages(
    demonstration: Project, exported: Exported, tmp_path: Path
) -> None:
    """Every passage of a PDF has an area on each of its pages, within the page."""
    project = RefiProject.load(exported.file, str(tmp_path))
    pages = sorted(
        (coding.quote, number) for coding in demonstration.coding.codings() for number in coding.pages
    )
    found = []
    for pdf in project.sources.pdfsource:
        whole = (
            {one.guid: one for one in pdf.representation.plain_text_selection} if pdf.representation else {}
        )
        for area in pdf.pdfselection:
            assert 0 <= area.first_x < area.second_x <= 600
            assert 0 <= area.first_y < area.second_y <= 850
            if whole[area.guid].coding:
                found.append((whole[area.guid].name.rstrip("…"), area.page + 1))
    assert [number for _, number in sorted(found)] == [number for _, number in pages]
    assert all(quote.startswith(name) for (quote, _), (name, _) in zip(pages, sorted(found), strict=True))


@needs_schemas
def test_the_file_is_valid(exported: Exported) -> None:
    """By the schema of the standard."""
    assert faults(exported.file) == []
