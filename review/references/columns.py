"""Guesses the fields of a table's columns from their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from review.domain.citation import parse_authors
from review.domain.reference import Reference, Refusal
from review.domain.wording.formulas import unguarded
from review.references.building import SINGLE, ReferenceBuilder
from review.references.cleaning.markup import without_markup
from review.references.cleaning.people import is_nobody, is_one_person, is_plain_name, people
from review.references.column_names import COLUMN_NAMES, compared_column
from review.references.kinds import BIBTEX_KINDS, ENDNOTE_KINDS, KINDS, RIS_KINDS
from review.references.review_fields import from_text
from review.references.source import LONGEST_RECORD
from review.references.text import one_line

_ONE_COLUMN = SINGLE | {
    "authors",
    "editors",
    "first_page",
    "last_page",
    "article_number",
    "decision",
    "decision:theory-map",
}
_KINDS = {
    **{compared_column(name): kind for name, kind in BIBTEX_KINDS.items()},
    **{compared_column(name): kind for name, kind in RIS_KINDS.items()},
    **{compared_column(name): kind for name, kind in ENDNOTE_KINDS.items()},
    **{compared_column(work.kind): work.kind for work in KINDS},
    "article": "article-journal",
    "review": "article-journal",
    "blogpost": "post-weblog",
    "conferencepaper": "paper-conference",
    "document": "",
    "preprint": "article",
}
"""Types of work as named in tables: by Zotero, by Scopus, and in the other formats."""
_WEB_OF_SCIENCE: Mapping[str, tuple[str, ...]] = {
    "title": ("ti",), "authors": ("af", "au"), "editors": ("be",), "year": ("py", "ea"), "doi": ("di",), "container": ("so",),
    "volume": ("vl",), "issue": ("is",), "first_page": ("bp",), "last_page": ("ep",), "article_number": ("ar",),
    "abstract": ("ab",), "keywords": ("de", "id"), "issn": ("sn", "ei"), "isbn": ("bn",), "pmid": ("pm",), "language": ("la",),
    "organisation": ("pu",), "kind": ("dt",), "key": ("ut",),
}  # fmt: skip
"""Columns of Web of Science by field."""

_SPRINGER = frozenset({"itemtitle", "publicationtitle", "itemdoi", "authors", "contenttype"})
_GLUE = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])|(?<=[JS]r\.)(?=[A-ZÀ-Þ])")
_PREFIX = re.compile(
    r"(?:^|[-'’])(?:Ma?c|De|Del|Della|Den|Der|Des|Di|Du|El|Fitz|La|Le|Lo|Saint|San|St|Te[nr]|Van|Vander|Von)$"
)
_SEPARATORS = re.compile(r"[;\n]")
_BARS = re.compile(r"\|")
_FULL_TEXT = "decision:theory-map"


def guessed_mapping(header: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """The field of each column, by column name; empty if the column is kept as it is.

    A column without a name is named by its position: ``column 3``; a repeated name gets the position as a suffix. The
    fields `chosen` by a person, by column name, take precedence over guesses.
    """
    columns: list[str] = []
    for place, name in enumerate(map(one_line, header), 1):
        columns.append(f"{name} (column {place})" if name in columns else name or f"column {place}")
    mapping = dict.fromkeys(columns, "")
    by_name = _fields_by_tag(columns) or COLUMN_NAMES
    for field, names in by_name.items():
        fitting = sorted(
            (names.index(compared_column(column)), place)
            for place, column in enumerate(columns)
            if compared_column(column) in names
        )
        for _, place in fitting[:1] if field in _ONE_COLUMN else fitting:
            mapping[columns[place]] = field
    if "decision:title-abstract" in mapping.values():  # so the other decision was made on the full text
        mapping = {column: _FULL_TEXT if field == "decision" else field for column, field in mapping.items()}
    given = {column: chosen[name] for column in columns for name in chosen if _is_called(column, name)}
    taken = _ONE_COLUMN.intersection(given.values())
    return {column: "" if field in taken else field for column, field in mapping.items()} | given


def _fields_by_tag(columns: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The columns of Web of Science's tables, which are called as its tags are; nothing for other tables."""
    present = {compared_column(column) for column in columns}
    return _WEB_OF_SCIENCE if {"pt", "au", "ti", "so"} <= present else {}


def columns_not_there(chosen: Mapping[str, str], header: Iterable[str]) -> list[str]:
    """The columns with a given field that the table does not have."""
    return [name for name in chosen if not any(_is_called(column, name) for column in header)]


def _is_called(column: str, name: str) -> bool:
    return column == one_line(name) or (
        compared_column(column) == compared_column(name) and bool(compared_column(name))
    )


def is_header(cells: Sequence[str], chosen: Mapping[str, str]) -> bool:
    """Whether a row can be a table's header: one of its columns has titles, DOIs or PubMed ids."""
    return not {"title", "doi", "pmid"}.isdisjoint(guessed_mapping(cells, chosen).values())


def has_glued_names(columns: Iterable[str]) -> bool:
    """Whether a table is SpringerLink's, which has nothing between names: ``Jane A. DoeJohn Smith``."""
    return set(map(compared_column, columns)) >= _SPRINGER


def reference_of_row(
    cells: Sequence[str],
    mapping: Mapping[str, str],
    columns: Sequence[str],
    source_format: str,
    line: int,
    *,
    glued: bool = False,
) -> Reference | Refusal:
    """The reference in a row; cells beyond the header are kept under their positions. `glued`: see `has_glued_names`."""
    builder = ReferenceBuilder(source_format, line)
    mapping = _with_short_names(cells, mapping, columns)
    for place, raw in enumerate(cells):
        column = columns[place] if place < len(columns) else f"column {place + 1}"
        value = unguarded(raw) if raw.startswith("'") else raw
        field = mapping.get(column, "") if place < len(columns) else ""
        if not value and place < len(columns):
            continue
        if field in ("authors", "editors") and len(value) <= LONGEST_RECORD:
            names = _names(without_markup(_parted(value) if glued else value))
            if names:
                builder.add_people(field, names)
            else:
                builder.keep(column, value)
        elif field == "kind":
            _add_kind(builder, column, value)
        elif field.startswith("review:") and value:
            try:
                builder.add_review_field(field.removeprefix("review:"), from_text(value))
            except ValueError:
                builder.refuse(f"the column {column} is damaged")
        else:
            builder.add(column, value, field)
    return builder.finish()


def _with_short_names(
    cells: Sequence[str], mapping: Mapping[str, str], columns: Sequence[str]
) -> Mapping[str, str]:
    """`mapping`, with another column of authors where a row has nothing in the one of full names."""
    for column, cell in zip(columns, cells, strict=False):
        if mapping.get(column) == "authors" and cell.strip():
            return mapping
    filled = [column for column, cell in zip(columns, cells, strict=False) if cell.strip()]
    others = [c for c in filled if not mapping.get(c) and compared_column(c) in COLUMN_NAMES["authors"]]
    return {**mapping, **dict.fromkeys(others[:1], "authors")}


def _parted(value: str) -> str:
    """Names with a semicolon where a small letter is followed by a capital one, but not within ``McDonald``."""
    if _SEPARATORS.search(value):
        return value
    names = [""]
    for word in value.split():
        first, *others = _within_name(word)
        names[-1] = f"{names[-1]} {first}".strip()
        names += others
    return "; ".join(names) + (";" if len(names) > 1 else "")


def _within_name(word: str) -> list[str]:
    """The parts of a word that belong to different names: ``DoeJohn`` is two, ``McDonald`` one."""
    parts: list[str] = []
    for part in _GLUE.split(word):
        if parts and _PREFIX.search(parts[-1]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _names(value: str) -> tuple[str, ...]:
    """Authors in one cell: separated by semicolons, line ends or bars, or in any form that `people` knows."""
    separators = _SEPARATORS if _SEPARATORS.search(value) else _BARS
    if separators.search(value) and (separators is _SEPARATORS or "," not in value):
        parts = map(one_line, separators.split(value))
        names = [name for part in parts for name in _one_name(part)]
    else:
        several = people([value])
        names = list(several) if len(several) != 1 or is_one_person(value) else list(_one_name(value))
    return people(names)


def _one_name(part: str) -> Sequence[str]:
    """A name between separators: with a comma or initials as `people` knows it, else turned around; nobody has none."""
    if is_plain_name(part):
        return (part,)
    if is_nobody(part):
        return ()
    found = people([part])
    if len(found) != 1 or "," in found[0] or part.startswith("{"):
        return found
    return parse_authors(f"{found[0]};")


def _add_kind(builder: ReferenceBuilder, column: str, value: str) -> None:
    kind = _KINDS.get(compared_column(value), "")
    builder.add(column, kind, "kind")
    if kind != value:
        builder.add(column, value)
