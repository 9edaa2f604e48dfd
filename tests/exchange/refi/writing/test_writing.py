"""Projects and codebooks that are written: what is in them, and what other programs find there."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyrefiqda import RefiCodebook, RefiProject

from review.errors import ReadingError, ReviewError
from review.exchange.refi.values import QdaCode, QdaProject, QdaSource, SourceKind
from review.exchange.refi.writing import write_codebook, write_project
from review.exchange.refi.writing.elements import legal
from tests.exchange.refi.examples import NOTES, PAPER, example, guid
from tests.exchange.refi.schemas import faults, needs_schemas


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """The file of the example's paper."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7 a paper")
    return path


def written(tmp_path: Path, pdf: Path, project: QdaProject | None = None) -> Path:
    """The file of a project, or of the example."""
    path = tmp_path / "out.qdpx"
    write_project(project or example(), path, {"corpus/paper.PDF": pdf})
    return path


def test_an_archive_has_one_project_and_its_files_side_by_side(tmp_path: Path, pdf: Path) -> None:
    """Files are named by ids; a text is in UTF-8; a PDF is as it was."""
    with zipfile.ZipFile(written(tmp_path, pdf)) as archive:
        names = archive.namelist()
        assert names[0] == "project.qde"
        assert len(names) == 4
        assert all(name.startswith("sources/") and name.count("/") == 1 for name in names[1:])
        assert archive.read(f"sources/{guid('notes')}.txt").decode() == NOTES
        assert archive.read(f"sources/{guid('paper')}.pdf") == pdf.read_bytes()


@pytest.mark.parametrize(
    ("ending", "names"), [(".txt", {".txt"}), (".md", {".txt"}), (".docx", {".txt", ".docx"})]
)
def test_a_text_is_written_once_and_its_word_document_beside_it(
    tmp_path: Path, ending: str, names: set[str]
) -> None:
    """A file of plain text would have the name of the text itself."""
    (file := tmp_path / f"notes{ending}").write_text(NOTES, encoding="utf-8")
    path = tmp_path / "notes.qdpx"
    notes = QdaSource(guid=guid("notes"), name="Notes", kind=SourceKind.TEXT, text=NOTES, file=file.name)
    write_project(replace(example(), sources=(notes,), sets=()), path, {file.name: file})
    with zipfile.ZipFile(path) as archive:
        kept = [Path(name).suffix for name in archive.namelist() if name.startswith("sources/")]
    assert (set(kept), len(kept)) == (names, len(names))


def test_another_program_reads_what_was_written(tmp_path: Path, pdf: Path) -> None:
    """The codes with their tree, the passages with their quotations, users, values, links and sets."""
    folder = tmp_path / "unpacked"
    project = RefiProject.load(written(tmp_path, pdf), str(folder))

    assert (project.name, project.origin) == ("Care markets", "realist-review 0.1.0")
    assert [user.name for user in project.users.user] == ["Ann", "Ben"]
    market, councils = project.code_book.codes.code
    assert (market.name, market.color, market.description) == (
        "T1 Market logic",
        "#ffd966",
        "Many providers.",
    )
    assert [code.name for code in market.code] == ["T1.a Whole systems"]
    [notes], [paper, scan] = project.sources.text_source, project.sources.pdfsource
    for source, text in ((notes, NOTES), (paper.representation, PAPER)):
        [selection] = source.plain_text_selection
        stored = RefiProject.resolve_source_path(source.plain_text_path, folder).read_text("utf-8")
        assert stored == text
        assert stored[selection.start_position : selection.end_position] == selection.name
    [area] = paper.pdfselection
    assert area.guid == paper.representation.plain_text_selection[0].guid
    assert (area.page, area.first_x, area.first_y, area.second_x, area.second_y) == (0, 72, 700, 300, 712)
    assert paper.path == f"internal://{guid('paper')}.pdf"
    assert (scan.path, scan.representation) == (None, None)
    [link] = project.links.link
    assert (link.origin_guid, link.target_guid, link.name) == (councils.guid, market.guid, "rival")
    assert [one.name for one in project.sets.set] == ["included", "C1"]
    assert project.notes.note[1].plain_text_content == "Why? \nAnd   when?"


@needs_schemas
def test_files_are_valid(tmp_path: Path, pdf: Path) -> None:
    """By the standard's schemas: one with something of everything, and one with nothing."""
    assert faults(written(tmp_path, pdf)) == []
    assert faults(written(tmp_path, pdf, QdaProject())) == []
    write_codebook(example(), tmp_path / "out.qdc")
    assert faults(tmp_path / "out.qdc") == []


@needs_schemas
def test_ids_times_and_colours_that_the_standard_does_not_know_stay_valid(tmp_path: Path, pdf: Path) -> None:
    """An id of another form is replaced by the same id everywhere; a colour or time of another form is left out."""
    code = QdaCode(guid="code \x07 1", name="Odd", colour="red")
    source = QdaSource(guid="{1}", name="n", kind=SourceKind.TEXT, text="n", user="Ann", time="last week")
    path = written(tmp_path, pdf, QdaProject(codes=(code,), sources=(source,)))
    assert faults(path) == []


def test_a_codebook_has_the_codes_and_their_sets(tmp_path: Path) -> None:
    """Sets of sources are left out, and a codebook without codes cannot be."""
    path = tmp_path / "codes.qdc"
    write_codebook(example(), path)
    codebook = RefiCodebook.load(path)
    assert [code.name for code in codebook.codes.code] == ["T1 Market logic", "RA Councils can't"]
    assert [one.name for one in codebook.sets.set] == ["C1"]
    with pytest.raises(ReviewError, match="no codes"):
        write_codebook(QdaProject(), path)


def test_equal_projects_give_equal_files(tmp_path: Path, pdf: Path) -> None:
    """Byte for byte, and whatever the files' own times are."""
    first = written(tmp_path, pdf).read_bytes()
    pdf.touch()
    assert written(tmp_path, pdf).read_bytes() == first


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, pdf: Path) -> None:
    """Stopped, or without a source's file, the earlier one is still there, and nothing beside it."""
    path = written(tmp_path, pdf)
    before, names = path.read_bytes(), sorted(tmp_path.iterdir())

    def stop(line: str) -> None:
        raise KeyboardInterrupt(line)

    with pytest.raises(KeyboardInterrupt, match="Notes & more"):
        write_project(example(), path, {}, stop)
    with pytest.raises(ReadingError, match=r"gone\.pdf: file not found"):
        write_project(example(), path, {"corpus/paper.PDF": tmp_path / "gone.pdf"})
    with pytest.raises(ReviewError, match="cannot be written"):
        write_project(example(), tmp_path / "no folder" / "out.qdpx", {})
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (before, names)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_written_and_keeps_its_places(before: str, quotation: str) -> None:
    """What XML cannot hold becomes a space, one for each character."""
    text = legal(before + quotation)
    assert text[len(before) :] == legal(quotation)
    element = ET.Element("a", {"name": text})
    element.text = text
    read = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.text or "", read.get("name")) == (text, text)


def test_a_byte_order_mark_at_the_beginning_of_a_text_counts_as_a_space(tmp_path: Path, pdf: Path) -> None:
    """Readers drop the mark, and every offset after it would be one too high."""
    [notes, *_] = example().sources
    odd = replace(example(), sources=(replace(notes, text="\ufeffabc"),))
    with zipfile.ZipFile(written(tmp_path, pdf, odd)) as archive:
        assert archive.read(f"sources/{guid('notes')}.txt").decode() == " abc"
