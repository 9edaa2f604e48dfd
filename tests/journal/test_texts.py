"""Texts as they are stored and come back."""

from __future__ import annotations

import json
import zlib
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from review.domain import LabelSource
from review.journal import texts
from tests.reviews import a_document, new_review


def test_the_source_of_each_label_is_stored(tmp_path: Path) -> None:
    document = a_document()
    sources = (LabelSource.PRINTED, LabelSource.FILE, LabelSource.PDF, LabelSource.HAND)
    pages = tuple(
        replace(page, label_source=source) for page, source in zip(document.pages, sources, strict=True)
    )
    with closing(new_review(tmp_path / "r")) as project:
        texts.store(project.journal, replace(document, pages=pages))
        loaded = texts.load(project.journal, document.text_sha256)
    assert loaded
    assert loaded.pages == pages


def test_labels_of_a_text_stored_before_sources_were_stay_as_they_were(tmp_path: Path) -> None:
    document = a_document()
    with closing(new_review(tmp_path / "r")) as project:
        texts.store(project.journal, document)
        with project.journal.transaction() as connection:
            (stored,) = connection.execute("SELECT layout FROM text").fetchone()
            layout = json.loads(zlib.decompress(stored))
            layout["pages"] = [page[:7] for page in layout["pages"]]
            connection.execute("UPDATE text SET layout = ?", (zlib.compress(json.dumps(layout).encode()),))
        loaded = texts.load(project.journal, document.text_sha256)
        assert texts.recognised_pages(project.journal, document.text_sha256) == ()
    assert loaded
    assert [page.label for page in loaded.pages] == ["345", "346", "347", "348"]
    assert {page.label_source for page in loaded.pages} == {LabelSource.PRINTED}
