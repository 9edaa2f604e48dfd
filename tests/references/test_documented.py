"""What docs/reference/references.md says of formats is so: every field that its table names is read and written back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from review.domain import DecisionKind
from review.domain.reference import Reference, ReferenceDecision
from review.references.formats import write_references
from tests.references.conftest import Read

PAGE = Path(__file__).parents[2] / "docs/reference/references.md"
COLUMNS = ("ris", "bibtex", "nbib", "web-of-science", "endnote-xml", "csl-json", "csv")
FIELDS = {
    "title": ("title",),
    "type of work": ("kind",),
    "authors": ("authors",),
    "editors": ("editors",),
    "year": ("year",),
    "DOI": ("doi",),
    "journal, book": ("container",),
    "volume, issue": ("volume", "issue"),
    "pages": ("pages",),
    "abstract": ("abstract",),
    "keywords": ("keywords",),
    "addresses": ("urls",),
    "ISSN, ISBN": ("issn", "isbn"),
    "PubMed id": ("pmid",),
    "language": ("language",),
    "publisher, institution": ("organisation",),
    "notes": ("notes",),
    "the file's own id": ("key",),
}
"""The rows of the table, as fields of references."""

REFERENCE = Reference(
    title="Small and local",
    kind="article-journal",
    authors=("Okoro, Chidi",),
    editors=("Rahman, Sadia",),
    year=2016,
    doi="10.1000/xyz",
    container="Care and Markets",
    volume="11",
    issue="2",
    pages="134",
    abstract="Many providers compete.",
    keywords=("choice",),
    urls=("https://example.org/one",),
    issn=("1234-5678",),
    isbn=("978-0-306-40615-7",),
    pmid="1234567",
    language="Welsh",
    organisation="Mind",
    notes=("read twice",),
    key="okoro2016",
)
SEPARATORS = re.compile(r"[,;]\s(?:else\s)?|\s\(else\s|\)|\sand\s|\s…")


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading, its header first."""
    below = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in below.splitlines() if line.startswith("| ")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


def claims() -> Iterator[tuple[str, str, str]]:
    """(row, format, name of the field there), for every name in the table of what is read."""
    _, *rows = table("What is read")
    for label, *cells in rows:
        for name, cell in zip(COLUMNS, cells, strict=True):
            for said in filter(None, map(str.strip, SEPARATORS.split(cell))):
                if label != "anything else" and said != "–":
                    yield label, name, said


def value_of(field: str) -> str:
    """The value that a field of the reference has, as text."""
    value = getattr(REFERENCE, field)
    return str(value[0] if isinstance(value, tuple) else value)


def file_with(name: str, said: str, field: str) -> str:
    """A file of one record that has a title, and the field called `said` with the value of the reference's `field`."""
    value = value_of(field)
    if name == "ris":
        kind, rest = ("JOUR", "") if said == "TY" else ("GEN", f"{said}  - {value}\n")
        return f"TY  - {kind}\n{rest}" + ("" if field == "title" else "TI  - One\n") + "ER  - \n"
    if name == "bibtex":
        key = value if said == "entry key" else "k"
        own = "" if said.startswith("entry ") else f"{said} = {{{value}}},"
        return f"@article{{{key}, {own} {'' if field == 'title' else 'title = {One}'}}}\n"
    if name == "nbib":
        value = {"LID": f"{value} [doi]", "AID": f"{value} [doi]", "PT": "Journal Article"}.get(said, value)
        own = f"{said:<4}- {value}\n"
        start = own if said == "PMID" else f"PMID- 7654321\n{own}"
        return start + ("" if field == "title" else "TI  - One\n")
    if name == "web-of-science":
        own = "" if said == "PT" else f"{said} {value}\n"
        return f"PT J\n{own}" + ("" if field == "title" else "TI One\n") + "ER\n"
    if name == "endnote-xml":
        return endnote(said, value, field)
    if name == "csl-json":
        item = {"title": "One", said: csl_value(said, value)}
        return json.dumps([item])
    value = "Journal Article" if field == "kind" else value
    return f'"{said}","{"Rating" if field == "title" else "Title"}"\n"{value}",One\n'


def endnote(said: str, value: str, field: str) -> str:
    if said == "ref-type":
        own = "<ref-type name='Journal Article'>17</ref-type>"
    else:
        paths = {
            "authors": "contributors/authors/author",
            "secondary-authors": "contributors/secondary-authors/author",
            "secondary-title": "titles/secondary-title",
            "full-title": "periodical/full-title",
            "keywords": "keywords/keyword",
            "related-urls": "urls/related-urls/url",
            "web-urls": "urls/web-urls/url",
        }
        steps = paths.get(said, said).split("/")
        own = (
            "".join(f"<{step}>" for step in steps) + value + "".join(f"</{step}>" for step in reversed(steps))
        )
    title = "" if field == "title" else "<titles><title>One</title></titles>"
    return f"<xml><records><record>{title}{own}</record></records></xml>"


def csl_value(said: str, value: str) -> object:
    if said in ("author", "editor"):
        family, given = value.split(", ")
        return [{"family": family, "given": given}]
    return {"date-parts": [[int(value)]]} if said == "issued" else value


@pytest.mark.parametrize(("label", "name", "said"), claims())
def test_every_name_of_a_field_is_understood(read: Read, label: str, name: str, said: str) -> None:
    found: list[str] = []
    for field in FIELDS[label]:
        file = read(file_with(name, said, field))
        assert (file.format, file.refusals) == (name, ())
        [reference] = file.references
        if getattr(reference, field) == getattr(REFERENCE, field):
            found.append(field)
    assert found


def test_every_row_is_tested() -> None:
    assert {label for label, _, _ in claims()} == FIELDS.keys()
    assert len(list(claims())) > 100


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ris", "TY  - GEN\nTI  - One\nZ9  - mine\nER  - \n"),
        ("bibtex", "@misc{k, title={One}, odd={mine}}"),
        ("nbib", "PMID- 1\nTI  - One\nZZ  - mine\n"),
        ("web-of-science", "PT J\nTI One\nZ9 mine\nER\n"),
        (
            "endnote-xml",
            "<xml><records><record><titles><title>One</title></titles><odd a='mine'/></record></records></xml>",
        ),
        ("csl-json", '[{"title": "One", "odd": "mine"}]'),
        ("csv", "Title,Odd\nOne,mine\n"),
    ],
)
def test_anything_else_is_kept(read: Read, name: str, content: str) -> None:
    file = read(content)
    assert file.format == name
    assert ("mine",) in file.references[0].other.values()


WRITTEN = Reference(
    title="One",
    kind="song",
    urls=("https://example.org/one", "https://example.org/two"),
    keywords=("a; b",),
    labels=("to read",),
    codes=("T1",),
    source_type="empirical",
    decisions=(ReferenceDecision(DecisionKind.EXCLUDE, "theory-map", "Ann", ("E9",), "thin"),),
    other={"ZZ": ("mine",)},
    source_format="nbib",
)
"""A reference with something for every row of the table of what is written."""


@pytest.mark.parametrize("place", range(5))
def test_what_a_review_adds_is_where_the_table_says(place: int) -> None:
    _, *rows = table("What is written")
    text = write_references([WRITTEN], ("ris", "bibtex", "csl-json", "asreview", "rayyan")[place]).decode()
    names = [re.findall(r"[\w.-]*\w", cells[place + 1]) for cells in rows[2:]]
    assert len(names) == 4
    for said in names:
        assert said[0].removeprefix("custom.") in text


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl-json"])
def test_what_is_written_has_the_names_that_are_read(read: Read, name: str) -> None:
    names: dict[str, list[str]] = {}
    for label, where, said in claims():
        if where == name:
            names.setdefault(label, []).append(said)
    for label, known in names.items():
        one = replace(Reference(title="One"), **{field: getattr(REFERENCE, field) for field in FIELDS[label]})
        text = write_references([one], name).decode()
        assert any(is_named(said, text, name) for said in known), (label, known, text)
        assert replace(read(text).references[0], line=0, source_format="") == one


def is_named(said: str, text: str, name: str) -> bool:
    """Whether a written file has a field of that name."""
    if said in ("entry type", "entry key"):
        return text.startswith("@article{") or "{okoro2016," in text
    pattern = {"ris": rf"^{said}  - ", "bibtex": rf"^  {said} = ", "csl-json": rf'"{said}": '}[name]
    return bool(re.search(pattern, text, re.MULTILINE))
