"""Exports of other programs: every record that a file says it has comes out of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from review.references.parsing import parse_references

SHARED = Path(__file__).parents[2] / "../shared/data"

RECORDS = {
    "references/asysd_mendeley_export.xml": (rb"<record>", "endnote-xml"),
    "references/asysd_ris_export.txt": (rb"(?m)^ER  -", "ris"),
    "references/asysd_zotero_export.bib": (rb"(?m)^@", "bibtex"),
    "references/asysd_zotero_export.ris": (rb"(?m)^TY  -", "ris"),
    "dedup/dedupe-sweep/copper.xml": (rb"<record>", "endnote-xml"),
}


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_there(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared reference files are not here")
    record, format_name = RECORDS[name]
    file = parse_references(path)
    assert file.format == format_name
    assert file.refusals == ()
    assert len(file.references) == len(re.findall(record, path.read_bytes()))
    assert all(reference.title for reference in file.references)


def test_two_exports_of_one_library_say_the_same() -> None:
    bibtex, ris = (SHARED / f"references/asysd_zotero_export.{ending}" for ending in ("bib", "ris"))
    if not bibtex.exists() or not ris.exists():
        pytest.skip("the shared reference files are not here")
    described = [
        Counter((r.authors, r.year, r.doi, r.volume, r.issue) for r in parse_references(path).references)
        for path in (bibtex, ris)
    ]
    assert (described[0] - described[1]).total() <= 10  # BibTeX has no place for Zotero's other creators
