"""The demonstration's PDFs: marked as invented everywhere, the same however often they are made, and in step with their texts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from review.demonstration import corpus_folder

SCRIPT = Path(__file__).parents[2] / "docs/demonstration/make_corpus.py"
NOTICE = "Fictional document written to demonstrate realist-review"
WITHOUT_TEXT = {"harrowmere-letter-scan.pdf", "northfold-board-minutes-confidential.pdf"}
CORPUS = sorted(corpus_folder().glob("*.pdf"))


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("corpus"))


def make(folder: Path) -> Path:
    subprocess.run([sys.executable, SCRIPT, folder], check=True, capture_output=True)
    return folder


def page_texts(path: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()


def readable(folder: Path) -> dict[str, list[str]]:
    return {
        path.name: list(page_texts(path))
        for path in sorted(folder.glob("*.pdf"))
        if path.name not in WITHOUT_TEXT
    }


def test_every_page_says_that_it_is_fictional():
    for name, pages in readable(corpus_folder()).items():
        for number, text in enumerate(pages, start=1):
            assert NOTICE in " ".join(text.split()), f"{name}, page {number}"


def test_the_corpus_is_small_and_holds_one_file_of_every_kind_of_trouble():
    assert len(CORPUS) >= 16
    assert sum(path.stat().st_size for path in CORPUS) < 1_500_000
    assert len({path.read_bytes() for path in CORPUS}) == len(CORPUS) - 1, "one duplicate"
    assert [text.strip() for text in page_texts(corpus_folder() / "harrowmere-letter-scan.pdf")] == [""]
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(corpus_folder() / "northfold-board-minutes-confidential.pdf")


def test_the_committed_files_say_what_the_texts_say(made_anew: Path):
    assert [path.name for path in CORPUS] == sorted(path.name for path in made_anew.iterdir())
    assert readable(made_anew) == readable(corpus_folder())


def test_the_files_come_out_the_same_again(made_anew: Path, tmp_path: Path):
    again = make(tmp_path)
    for path in made_anew.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name
