"""Names of bodies that a format marks as such stay whole, are cited whole, and are written so that they are again."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.domain.citation import short_author
from review.references.formats import REFERENCE_FORMATS, write_references
from tests.references.whole_file import whole_file

BODY = "Barnardo's, Wales"
"""A body without a word that bodies have: nothing but the format's mark tells it from a person."""

MARKED = {
    "BibTeX, double braces": "@report{b, title={One}, author={{Barnardo's, Wales}}, year={2016}}",
    "BibTeX, among people": "@report{b, title={One}, author={{Barnardo's, Wales} and Marsh, Ada}, year={2016}}",
    "RIS, two commas": "TY  - RPRT\nTI  - One\nAU  - Barnardo's,, Wales\nER  - \n",
    "EndNote XML, two commas": "<xml><records><record><titles><title>One</title></titles><contributors><authors>"
    "<author>Barnardo's,, Wales</author></authors></contributors></record></records></xml>",
    "EndNote, tagged": "%0 Report\n%T One\n%A Barnardo's,, Wales\n",
    "nbib, CN": "PMID- 1\nTI  - One\nCN  - Barnardo's, Wales\n\n",
    "CSL, literal": '[{"type": "report", "title": "One", "author": [{"literal": "Barnardo\'s, Wales"}]}]',
    "Crossref, name": '[{"type": "report", "title": ["One"], "author": [{"name": "Barnardo\'s, Wales"}]}]',
    "Web of Science, CA": "PT J\nTI One\nCA Barnardo's, Wales\nER\n",
    "a table, braces": 'Title,Authors\nOne,"{Barnardo\'s, Wales}; Marsh, Ada"\n',
}
UNMARKED = {
    "RIS, a comma behind a person": ("TY  - RPRT\nTI  - One\nAU  - Marsh,Ada,\nER  - \n", "Marsh, Ada"),
    "RIS, a comma behind a body": ("TY  - RPRT\nTI  - One\nAU  - World Health Organization,\nER  - \n", "World Health Organization"),
    "Web of Science's BibTeX, every value in double braces": (
        "@article{b, title={{One}}, author={{Marsh, Ada}}, year={{2016}}, volume={{12}}, journal={{Care}}}", "Marsh, Ada",
    ),
    "BibTeX, a body that its words tell": ("@report{b, title={One}, author={{Department of Health, Social Care and Sport}}}", "Department of Health, Social Care and Sport"),
    "BibTeX, one word": ("@report{b, title={One}, author={{Mind}}}", "Mind"),
    "CSL, a person": ('[{"type": "report", "title": "One", "author": [{"family": "Marsh", "given": "Ada"}]}]', "Marsh, Ada"),
}  # fmt: skip


def first_author(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    (reference,) = whole_file(path).references
    return reference.authors[0]


@pytest.mark.parametrize("form", MARKED)
def test_a_body_with_a_comma_is_known_by_the_formats_own_mark(tmp_path: Path, form: str) -> None:
    author = first_author(tmp_path / "references", MARKED[form])
    assert author == "{Barnardo's, Wales}"
    assert short_author([author], "", "") == BODY


@pytest.mark.parametrize("form", UNMARKED)
def test_what_is_not_marked_or_needs_no_mark_is_as_before(tmp_path: Path, form: str) -> None:
    text, author = UNMARKED[form]
    assert first_author(tmp_path / "references", text) == author


@pytest.mark.parametrize("written", REFERENCE_FORMATS)
@pytest.mark.parametrize("body", ["Barnardo's, Wales", "Salt, Pepper, Vinegar", "Shelter Q"])
def test_a_body_is_written_so_that_it_is_one_again(tmp_path: Path, written: str, body: str) -> None:
    (tmp_path / "one.nbib").write_text(f"PMID- 1\nTI  - One\nCN  - {body}\nFAU - Marsh, Ada\n\n")
    (reference,) = whole_file(tmp_path / "one.nbib").references
    (tmp_path / "again").write_bytes(write_references([reference], written))
    (again,) = whole_file(tmp_path / "again").references
    assert again.authors == reference.authors
    assert len(again.authors) == 2


def test_other_programs_get_the_marks_they_know(tmp_path: Path) -> None:
    (tmp_path / "one.nbib").write_text(f"PMID- 1\nTI  - One\nCN  - {BODY}\n\n")
    (reference,) = whole_file(tmp_path / "one.nbib").references
    assert "\nAU  - Barnardo's,, Wales\r\n" in write_references([reference], "ris").decode()
    assert "{{Barnardo's, Wales}}" in write_references([reference], "bibtex").decode()
    assert '"literal": "Barnardo\'s, Wales"' in write_references([reference], "csl-json").decode()
