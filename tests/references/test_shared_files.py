"""Exports of other programs: every record that a file says it has comes out of it.

`exports/` has small ones, written as each program writes; the large ones lie beside the repository.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.references.whole_file import whole_file

OWN = Path(__file__).parent / "exports"
SHARED = Path(__file__).parents[2] / "../shared/data"

RECORDS = {
    OWN / "endnote.xml": (rb"<record>", "endnote-xml"),
    OWN / "mendeley.xml": (rb"<record>", "endnote-xml"),
    OWN / "asysd.txt": (rb"(?m)^ER  -", "ris"),
    OWN / "zotero.bib": (rb"(?m)^@", "bibtex"),
    OWN / "zotero.ris": (rb"(?m)^TY  -", "ris"),
    SHARED / "references/asysd_mendeley_export.xml": (rb"<record>", "endnote-xml"),
    SHARED / "references/asysd_ris_export.txt": (rb"(?m)^ER  -", "ris"),
    SHARED / "references/asysd_zotero_export.bib": (rb"(?m)^@", "bibtex"),
    SHARED / "references/asysd_zotero_export.ris": (rb"(?m)^TY  -", "ris"),
    SHARED / "dedup/dedupe-sweep/copper.xml": (rb"<record>", "endnote-xml"),
}


def needs(path: Path) -> None:
    if SHARED in path.parents and not path.exists():
        pytest.skip("the shared reference files are not here")


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name)
def test_every_record_is_there(path: Path) -> None:
    needs(path)
    record, format_name = RECORDS[path]
    file = whole_file(path)
    assert file.format == format_name
    assert file.refusals == ()
    assert len(file.references) == len(re.findall(record, path.read_bytes()))
    assert all(reference.title for reference in file.references)


@pytest.mark.parametrize(
    ("library", "different"),
    # BibTeX has no place for Zotero's other creators.
    [(OWN / "zotero", 0), (SHARED / "references/asysd_zotero_export", 10)],
    ids=["own", "shared"],
)
def test_two_exports_of_one_library_say_the_same(library: Path, different: int) -> None:
    bibtex, ris = (library.with_suffix(ending) for ending in (".bib", ".ris"))
    needs(bibtex)
    described = [
        Counter((r.authors, r.year, r.doi, r.volume, r.issue) for r in whole_file(path).references)
        for path in (bibtex, ris)
    ]
    assert (described[0] - described[1]).total() <= different
