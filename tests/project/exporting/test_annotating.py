"""Annotated copies of a review's documents: what is written, and what is refused in a line while the rest goes on."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from review.documents import read_file
from review.domain.glyphs import unpack_runs
from review.errors import ReadingError, ReviewError
from review.exchange.annotated import writing
from review.export.annotated.copy import Mark
from review.export.kinds import Refused
from review.project import Project
from review.project.exporting.annotating import highlights_of, segments
from tests.documents.odd_pdfs import two_columns, unmapped_font
from tests.documents.papers import SENTENCES, Paper, wrapped
from tests.domain.glyph_maps import pack_runs
from tests.reviews import a_document, add_record, new_review

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], sum(one))), max_size=8
)


@given(SPANS)
def test_segments_cover_each_span_once_and_know_all_that_meet(spans: list[tuple[int, int]]) -> None:
    cut = segments(spans)
    assert all(before.end <= after.start for before, after in pairwise(cut))
    for index, (start, end) in enumerate(spans):
        inside = [place for one in cut if index in one.marks for place in range(one.start, one.end)]
        assert inside == list(range(start, end))


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A review with an article, a report, and a document that is locked, each coded."""
    project = new_review(tmp_path_factory.mktemp("annotating") / "review")
    two_columns(project.documents.corpus / "article.pdf")
    for name, lines in (("report", SENTENCES), ("locked", SENTENCES[::-1])):
        paper = Paper(project.documents.corpus / f"{name}.pdf")
        paper.write(["On markets" if name == "report" else "On locks"], y=780, size=20)
        paper.write(wrapped(" ".join(lines), 90))
        paper.save()
    with pikepdf.open(project.documents.corpus / "locked.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(encryption=pikepdf.Encryption(user="", owner="owner"))
    project.documents.ingest(jobs=2)
    for record in project.records.all():
        text = project.documents.text_of(record.id).text
        start = text.index(SENTENCES[1])
        project.coding.code(record.id, ["T1", "T2"], start, start + len(SENTENCES[1]), memo="look again")
        project.coding.code(record.id, ["RA"], start + 20, start + 200)
    yield project
    project.close()


def of(project: Project, name: str) -> str:
    return project.records.find(f"corpus/{name}.pdf")


def write(project: Project, out: Path, *records: str) -> tuple[list[Path], list[Refused]]:
    refused: list[Refused] = []
    options = {"records": " ".join(records)} if records else {}
    return project.exports.write(["annotated"], out=out, options=options, refuse=refused.append), refused


def test_copies_are_written_and_a_locked_document_is_refused(coded: Project, tmp_path: Path) -> None:
    said: list[str] = []
    refused: list[Refused] = []
    written = coded.exports.write(["annotated"], out=tmp_path, say=said.append, refuse=refused.append)
    assert len(written) == 2
    assert {path.parent for path in written} == {tmp_path / "annotated"}
    assert sorted(path.name for path in (tmp_path / "annotated").iterdir()) == sorted(
        path.name for path in written
    )
    assert [one.record for one in refused] == [of(coded, "locked")]
    assert "the PDF is locked" in refused[0].message
    assert [line.partition("(")[2] for line in said] == ["1 of 3)", "2 of 3)", "3 of 3)"]
    for path in written:
        with pikepdf.open(path) as pdf:
            notes = [str(note.Contents) for page in pdf.pages for note in page.get("/Annots", [])]
            assert [note.partition(":")[0] for note in notes] == [
                "T1 Market logic",
                "T2 Market limitations",
                "RA Councils cannot shape the market",
            ]
            assert pdf.check_pdf_syntax() == []


def test_the_same_state_gives_the_same_bytes(coded: Project, tmp_path: Path) -> None:
    first, _ = write(coded, tmp_path / "a")
    second, _ = write(coded, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_copy_that_somebody_changed_is_kept_and_older_ones_are_named(
    coded: Project, tmp_path: Path
) -> None:
    (article,), _ = write(coded, tmp_path, of(coded, "article"))
    (report,), _ = write(coded, tmp_path, of(coded, "report"))
    article.rename(older := article.with_name("Cited-otherwise-2014.pdf"))
    (report.with_name("mine.pdf")).write_bytes(b"%PDF-1.7 mine")
    with pikepdf.open(report, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "With my notes"
        pdf.save()
    changed = report.read_bytes()
    said: list[str] = []
    for _ in range(2):
        said.clear()
        written = coded.exports.write(
            ["annotated"], out=tmp_path, options={"records": of(coded, "report")}, remark=said.append
        )
        assert [path.name for path in written] == [f"{report.stem}-2.pdf"]
        assert report.read_bytes() == changed
        assert said == [
            f"{report.name} was changed by somebody and is kept; the new copy is {report.stem}-2.pdf",
            f"older copies: {older.name}",
        ]


def test_copies_are_not_written_into_corpus(coded: Project) -> None:
    with pytest.raises(ReviewError, match="is in corpus/"):
        write(coded, coded.documents.corpus / "copies")
    assert not (coded.documents.corpus / "copies").exists()


def test_where_passages_meet_each_colours_its_band(coded: Project, tmp_path: Path) -> None:
    (path,), _ = write(coded, tmp_path, of(coded, "report"))
    with pikepdf.open(path) as pdf:
        drawn = [note.AP.N.read_bytes().count(b" re") for note in pdf.pages[0].Annots]
        heights = [
            {float(line.split()[3]) for line in note.AP.N.read_bytes().splitlines() if line.endswith(b" re")}
            for note in pdf.pages[0].Annots
        ]
    # The first code's passage has a part alone with the second, and one where the third is, too.
    assert drawn[0] == drawn[1]
    assert len(heights[0]) > 1
    assert max(heights[0]) < max(heights[2])


def test_files_that_are_gone_changed_or_no_pdf_are_refused_and_the_rest_goes_on(
    coded: Project, tmp_path: Path
) -> None:
    article, report = (coded.documents.file_of(of(coded, name)) for name in ("article", "report"))
    assert article
    assert report
    bare = add_record(coded, "Without a file", document=a_document())
    coded.coding.code(bare, ["T1"], 0, 10)
    kept = article.read_bytes(), report.read_bytes()
    try:
        article.unlink()
        report.write_bytes(kept[1] + b"\n")
        written, refused = write(coded, tmp_path, of(coded, "article"), of(coded, "report"), bare)
    finally:
        article.write_bytes(kept[0])
        report.write_bytes(kept[1])
        coded.history.undo()
    lines = {one.record: one.message for one in refused}
    assert written == []
    assert "cannot be read" in lines[of(coded, "article")]
    assert "has changed since it was read" in lines[of(coded, "report")]
    assert "has no file here" in lines[bare]
    assert not list((tmp_path).rglob("*.pdf"))


def test_a_copy_of_a_file_that_is_replaced_meanwhile_is_thrown_away(
    coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = coded.documents.file_of(of(coded, "report"))
    assert report
    kept, written = report.read_bytes(), writing.write_annotated

    def replaced(*given) -> None:
        written(*given)
        report.write_bytes(kept + b"\n")

    monkeypatch.setattr(writing, "write_annotated", replaced)
    try:
        made, (refused,) = write(coded, tmp_path, of(coded, "report"))
    finally:
        report.write_bytes(kept)
    assert made == []
    assert "has changed since it was read" in refused.message
    assert list((tmp_path / "annotated").iterdir()) == []


def test_a_folder_that_cannot_be_written_stops_all(coded: Project, tmp_path: Path) -> None:
    (tmp_path / "annotated").touch()
    with pytest.raises(ReviewError, match="annotated: cannot be written"):
        write(coded, tmp_path)


def test_a_passage_that_has_a_place_on_one_of_its_pages_only_is_named_with_the_other(tmp_path: Path) -> None:
    path = two_columns(tmp_path / "article.pdf")
    document = read_file(path).document
    assert document
    half = replace(document, glyphs=pack_runs(run for run in unpack_runs(document.glyphs) if run.page == 1))
    ends = document.pages[0].end
    both, one = (
        Mark(document.text_sha256, ends - 50, end, "#ffcc00", str(end), "ann", "2026-11-29T00:00:00Z", "", "")
        for end in (ends + 20, ends)
    )
    highlights, without = highlights_of(path, half, [both, one])
    assert [highlight.page for highlight in highlights] == [1, 1]
    assert [(mark, page.number) for mark, page in without] == [(both, 2)]


def test_a_record_that_is_named_and_not_coded_is_refused(coded: Project, tmp_path: Path) -> None:
    record = add_record(coded, "Nothing coded", year=2011)
    assert write(coded, tmp_path, record) == (
        [],
        [Refused(record, f"{coded.records.cited(record)}: nothing is coded in it")],
    )


def test_a_stop_keeps_the_copies_that_are_written(coded: Project, tmp_path: Path) -> None:
    said: list[str] = []

    def stop_at_second(line: str) -> None:
        said.append(line)
        if len(said) == 2:
            raise ReadingError("stopped")

    with pytest.raises(ReadingError, match="stopped"):
        coded.exports.write(["annotated"], out=tmp_path, say=stop_at_second)
    assert len(list(tmp_path.rglob("*"))) <= 2


def test_the_preview_lists_documents_with_their_passages(coded: Project) -> None:
    shown = coded.exports.preview("annotated", 80)
    assert shown.title.endswith("6 passages in 3 documents")  # type: ignore[union-attr]
    lines = shown.text.splitlines()  # type: ignore[union-attr]
    assert len(lines) == 3
    assert all("2 passages  " in line and line.endswith(".pdf") for line in lines)
    record = add_record(coded, "Without a file", document=a_document())
    coded.coding.code(record, ["T1"], 0, 10)
    (line,) = coded.exports.preview("annotated", 80, options={"records": record}).text.splitlines()  # type: ignore[union-attr]
    coded.history.undo()
    assert line.endswith("no file")


def test_passages_without_a_place_on_the_page_are_named(project: Project, tmp_path: Path) -> None:
    """Letters that only pdfplumber reads have no place."""
    unmapped_font(project.documents.corpus / "unmapped.pdf", SENTENCES[2])
    project.documents.ingest(jobs=1)
    (record,) = project.records.all()
    project.coding.code(record.id, ["T1"], 0, 20)
    written, refused = write(project, tmp_path)
    assert written == []
    assert refused[0].message.endswith(
        "none highlighted: where their letters are on the page is not known (PDF page 1)"
    )
