"""The labelled sets of duplicates that lie beside the repository, as `Reference` values; each says how it counts."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from review.domain.reference import Reference

DATA = Path(__file__).parents[2] / "shared/data/dedup"
_AUTHORS_RUN_TOGETHER = re.compile(r"\.(?=[^\W\d_a-z]\w*['’ -]?\w)(?!\s)")


@dataclass(frozen=True)
class Labelled:
    """A labelled set: which works are positive, and whether one survivor of a group is left unlabelled."""

    name: str
    works: dict[str, Reference]
    positive: frozenset[str]
    one_survives: bool


def split_authors(authors: str) -> tuple[str, ...]:
    """The authors of ``Adeli K.Lewis G. F.``, which a spreadsheet has run together."""
    return tuple(author.strip(" .") for author in _AUTHORS_RUN_TOGETHER.split(authors) if author.strip(" ."))


def asysd(path: Path = DATA / "asysd/labelled_test_set.csv") -> Labelled:
    """The ASySD set, or another in its columns: of each group one work is `unique`, the others are duplicates."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [
            {key: "" if value == "NA" else value for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
    works = {
        row["record_id"]: Reference(
            title=row["title"],
            authors=split_authors(row["author"]),
            year=_year(row["year"]),
            doi=row["doi"],
            container=row["journal"],
            volume=row["volume"],
            issue=row["number"],
            pages=row["pages"],
            abstract=row["abstract"],
            isbn=(row["isbn"],),
        )
        for row in rows
    }
    return Labelled(
        "ASySD", works, frozenset(r["record_id"] for r in rows if r["source"] == "duplicate"), True
    )


def copper() -> Labelled:
    """The copper set: every member of a group is marked."""
    works, marked = {}, set()
    for record in ET.parse(DATA / "dedupe-sweep/copper.xml").getroot().iter("record"):
        kind = record.find("ref-type")
        name = _text(record, "rec-number")
        works[name] = Reference(
            title=_text(record, "titles/title"),
            authors=tuple("".join(author.itertext()) for author in record.iter("author")),
            year=_year(_text(record, "dates/year")),
            doi=_text(record, "electronic-resource-num"),
            container=_text(record, "titles/secondary-title"),
            volume=_text(record, "volume"),
            issue=_text(record, "number"),
            pages=_text(record, "pages"),
            abstract=_text(record, "abstract"),
            isbn=(_text(record, "isbn"),),
            kind=kind.get("name", "") if kind is not None else "",
        )
        if _text(record, "caption") == "Duplicate":
            marked.add(name)
    return Labelled("copper", works, frozenset(marked), False)


def sra(name: str) -> dict[str, Reference]:
    """A small set of sra-dedupe, in the order of the file."""
    records = json.loads((DATA / f"sra-dedupe/{name}.json").read_text(encoding="utf-8"))
    return {
        f"{place:03}": Reference(
            title=record["title"],
            authors=_authors(record.get("authors")),
            year=_year(record.get("year")),
            container=record.get("journal") or "",
            volume=record.get("volume") or "",
            issue=record.get("number") or "",
            pages=record.get("pages") or "",
            abstract=record.get("abstract") or "",
            isbn=(record.get("isbn") or "",),
            kind=record.get("type") or "",
        )
        for place, record in enumerate(records)
    }


def bib_dedupe_cases() -> list[tuple[str, Reference, Reference, bool]]:
    """The labelled pairs of bib-dedupe: name, both works, whether they are one."""
    cases = json.loads((DATA / "bib-dedupe/test_cases.json").read_text(encoding="utf-8"))["cases"]
    return [
        (
            case["id"],
            _bibtex(case["record_a"]),
            _bibtex(case["record_b"]),
            case["expected_duplicate"],
        )
        for case in cases
    ]


def _text(record: ET.Element, path: str) -> str:
    element = record.find(path)
    return "" if element is None else "".join(element.itertext()).strip()


def _year(text: object) -> int | None:
    found = re.search(r"\d{4}", str(text or ""))
    return int(found[0]) if found else None


def _authors(authors: list[str] | str | None) -> tuple[str, ...]:
    if isinstance(authors, list):
        return tuple(authors)
    return tuple(authors.split(".,")) if authors else ()


def _bibtex(record: dict[str, str | None]) -> Reference:
    fields = {key: value or "" for key, value in record.items()}
    author = fields.get("author", "")
    if " and " in author or ";" in author or "," in author:
        authors = tuple(part.strip() for part in re.split(r" and |;", author))
    else:
        authors = split_authors(author) if re.search(r"\.\S", author) else (author,)
    return Reference(
        title=fields.get("title", ""),
        authors=authors,
        year=_year(fields.get("year")),
        doi=fields.get("doi", ""),
        container=fields.get("journal") or fields.get("booktitle", ""),
        volume=fields.get("volume", ""),
        issue=fields.get("number", ""),
        pages=fields.get("pages", ""),
        abstract=fields.get("abstract", ""),
        isbn=(fields.get("isbn", ""),),
        kind=fields.get("ENTRYTYPE", ""),
    )
