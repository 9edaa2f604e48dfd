"""Real files of every kind: each gets the status that its kind asks for, and nothing breaks."""

import time
from collections import Counter
from functools import cache
from pathlib import Path

import psutil
import pytest

from review.documents import read_files
from review.domain import LabelSource, ReadingStatus
from review.domain.glyphs import unpack_runs
from tests.children import children
from tests.documents.odd_pdfs import make_odd_pdfs

PDFS = Path(__file__).parents[2] / "../shared/data/pdfs"
ADDED, NO_TEXT = ReadingStatus.ADDED, ReadingStatus.NO_TEXT
DAMAGED, REFUSED = ReadingStatus.DAMAGED, ReadingStatus.REFUSED
ENCRYPTED, MEMORY, TIMEOUT = ReadingStatus.ENCRYPTED, ReadingStatus.MEMORY, ReadingStatus.TIMEOUT

OF_KIND = {
    "active_content": {ADDED, NO_TEXT},
    "bombs_synthetic": {ADDED, NO_TEXT, MEMORY, TIMEOUT, DAMAGED},
    "corrupt": {ADDED, NO_TEXT, DAMAGED, REFUSED, ReadingStatus.PARTIAL},
    "encrypted": {ENCRYPTED, ADDED},
    "hostile": {ADDED, NO_TEXT, DAMAGED},
    "huge_page_count": {ADDED},
    "journal_pmc": {ADDED},
    "long_report": {ADDED},
    "rotated": {ADDED, NO_TEXT},
    "rtl": {ADDED},
    "scanned": {ADDED, NO_TEXT},
    "single_column_report": {ADDED},
    "tables": {ADDED},
    "two_column_journal": {ADDED},
    "two_column_other": {ADDED},
    "weird_fonts": {ADDED, NO_TEXT},
    "zero_or_odd_pages": {NO_TEXT, REFUSED},
}
OF_FILE = {
    "html_saved_as.pdf": REFUSED,
    "invalid.pdf": DAMAGED,
    "r6-user-password.pdf": ENCRYPTED,
    "r6-owner-password.pdf": ADDED,
    "blank.pdf": NO_TEXT,
    "jbig2.pdf": NO_TEXT,
    "ops_50M_rects.pdf": MEMORY,
    "empty.pdf": REFUSED,
}

# Read once, by one worker.
pytestmark = pytest.mark.xdist_group("shared PDFs")
needs_shared = pytest.mark.skipif(not PDFS.is_dir(), reason="the shared folder of real PDFs is not there")
SHARED = pytest.param("shared", marks=needs_shared)
of_long_files = pytest.mark.parametrize("folder", [SHARED], indirect=True, scope="module")


@pytest.fixture(scope="module", params=["made", SHARED])
def folder(request, tmp_path_factory):
    """PDFs of every kind: a small folder of our own, and the large one beside the repository."""
    return make_odd_pdfs(tmp_path_factory.mktemp("odd") / "pdfs") if request.param == "made" else PDFS


@pytest.fixture(scope="module")
def readings(folder):
    return readings_of(folder)


@cache
def readings_of(folder):
    """A reading of every file, once; half of the usual memory makes the bombs fail sooner."""
    files = sorted(folder.glob("*/*.pdf"))
    found = {reading.path: reading for reading in read_files(files, jobs=2, memory_mb=512)}
    assert set(found) == set(files)
    return found


def test_every_file_gets_a_status_of_its_kind(readings):
    wrong = {
        f"{path.parent.name}/{path.name}": reading.status.value
        for path, reading in readings.items()
        if reading.status not in OF_KIND[path.parent.name]
    }
    assert wrong == {}


def test_known_files_get_just_the_right_status(readings, folder):
    statuses = {path.name: reading.status for path, reading in readings.items()}
    known = OF_FILE if folder == PDFS else OF_FILE.keys() & statuses
    assert len(known) > 4
    assert {name: statuses[name] for name in known} == {name: OF_FILE[name] for name in known}


def test_every_status_but_added_says_what_to_do(readings):
    for reading in readings.values():
        assert reading.message or reading.status is ADDED
        if reading.status is ADDED and reading.message:
            assert reading.message.startswith(("PDF page", "The fonts name ligatures"))
        assert "\n" not in reading.message


def test_every_record_has_a_title_and_a_hash(readings):
    for reading in readings.values():
        assert len(reading.file_sha256) == 64
        if reading.status.makes_record:
            assert reading.metadata["title"].value


def test_passages_and_pages_cover_every_text(readings):
    for reading in readings.values():
        if not (document := reading.document):
            continue
        end = 0
        for passage in document.passages:
            assert passage.start >= end
            assert not document.text[end : passage.start].strip("\n")
            end = passage.end
        assert not document.text[end:].strip("\n")
        assert len(document.pages) == reading.page_count
        assert all((page.label_source is LabelSource.PDF) == (not page.label) for page in document.pages)


@of_long_files
def test_passages_of_prose_are_of_sensible_length(readings):
    lengths = [
        passage.end - passage.start
        for path, reading in readings.items()
        if path.parent.name in {"journal_pmc", "two_column_journal", "long_report"}
        for passage in reading.document.passages
        if passage.kind == "paragraph"
    ]
    assert max(lengths) <= 1900
    assert sum(length < 100 for length in lengths) < 0.05 * len(lengths)


@of_long_files
def test_a_manual_with_lists_of_references_on_many_pages_is_still_prose(readings):
    manual = next(r for path, r in readings.items() if path.name == "R-fullrefman.pdf")
    kinds = Counter(passage.kind for passage in manual.document.passages)
    assert kinds["reference"] < 0.1 * kinds["paragraph"]


@of_long_files
def test_names_in_program_code_are_not_taken_for_ligatures(readings):
    manual = next(r for path, r in readings.items() if path.name == "R-fullrefman.pdf")
    assert "ligatures" not in manual.message
    assert "findInterval" in manual.document.text


@of_long_files
def test_stored_text_and_map_are_small(readings):
    prose = [r for path, r in readings.items() if path.parent.name in {"journal_pmc", "long_report"}]
    size = sum(
        len(r.document.text.encode()) + len(r.document.glyphs) + 24 * len(r.document.passages) for r in prose
    )
    assert size / sum(r.page_count for r in prose) <= 8 * 1024


def test_maps_lead_to_every_letter(readings):
    for path, reading in readings.items():
        if path.parent.name != "two_column_journal":
            continue
        text = reading.document.text
        mapped = bytearray(len(text))
        for run in unpack_runs(reading.document.glyphs):
            mapped[run.start : run.start + run.length] = b"\x01" * run.length
        assert all(mapped[offset] for offset, character in enumerate(text) if not character.isspace())


def test_no_process_is_left(readings):
    assert readings
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and children():
        psutil.wait_procs(children(), timeout=0.1)
    assert children() == []
