"""Reads CSL-JSON, as written by Zotero, Mendeley, pandoc and Crossref."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from review.domain.citation import marked
from review.domain.reference import Item, Notice, Reference, Refusal
from review.references.building import LISTS, SINGLE, ReferenceBuilder
from review.references.review_fields import REVIEW_FIELDS
from review.references.source import LONGEST_RECORD, Source
from review.references.text import one_line

_FIELDS = {
    "id": "key",
    "type": "kind",
    "title": "title",
    "author": "authors",
    "editor": "editors",
    "issued": "year",
    "DOI": "doi",
    "container-title": "container",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "abstract": "abstract",
    "keyword": "keywords",
    "URL": "urls",
    "ISSN": "issn",
    "ISBN": "isbn",
    "PMID": "pmid",
    "language": "language",
    "publisher": "organisation",
    "note": "notes",
}
_CROSSREF_TYPES = {
    "journal-article": "article-journal",
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "reference-entry"), "chapter"),
    **dict.fromkeys(("monograph", "edited-book", "reference-book"), "book"),
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "dissertation": "thesis",
    "report-component": "report",
}
"""Crossref's own types of work, which its JSON has in place of those of CSL."""
_NAME_PARTS = ("non-dropping-particle", "dropping-particle", "family", "given", "suffix")
_REVIEW_FIELDS = {f"review-{name}": name for name in REVIEW_FIELDS}
_SEPARATORS = re.compile(r"[\s,\ufeff]*")
_COLON = re.compile(r"\s*:\s*")
_BEFORE_ITEMS = re.compile(
    r"""\[|\{\s*"(?:items|references)"\s*:\s*\[
    |\{\s*"status"\s*:\s*"ok"[^{[]{0,500}"message"\s*:\s*\{(?:[^[]{0,2000}?)"items"\s*:\s*\[""",
    re.VERBOSE,
)


def read_csl_json(source: Source) -> Iterator[Item]:
    """The items of a file: in an array, in ``items``, ``references`` or Crossref's answers, or one after another.

    The text of the file is held in memory, its items only one by one. After an item that is not JSON, the rest is refused.
    """
    with source.open() as file:
        text = file.read()
    decoder = json.JSONDecoder(strict=False)
    place, line, counted, open_array = 0, 1, 0, False
    while (place := _after_separators(text, place)) < len(text):
        line, counted = line + text.count("\n", counted, place), place
        if opening := _BEFORE_ITEMS.match(text, place):
            if open_array:
                yield Refusal(line, "an array where a reference should be; the rest was not read")
                return
            open_array, place = True, opening.end()
            continue
        if text[place] in "]}":
            open_array, place = False, place + 1
            continue
        if text[place] == '"' and not open_array:
            name, place = _member(text, place, decoder)  # a member after the items of an object
            yield Notice(line, f"a member of the file behind its items was passed over: “{name[:60]}”")
            continue
        try:
            item, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply, or a number too long"
            if isinstance(error, json.JSONDecodeError):
                reason = error.msg
            yield Refusal(line, f"not JSON ({reason}); the rest was not read")
            return
        if end - place > LONGEST_RECORD:
            yield Refusal(line, f"the record is longer than {LONGEST_RECORD:,} characters")
        else:
            yield from (_reference(work, line) for work in _works(item))
        place = end
    if open_array:
        yield Refusal(line, "not JSON (the array is not closed after this item); the rest was not read")


def _after_separators(text: str, place: int) -> int:
    found = _SEPARATORS.match(text, place)
    return found.end() if found else place


def _member(text: str, place: int, decoder: json.JSONDecoder) -> tuple[str, int]:
    """The name of a member of an object, and the place behind it: the end of the text if it is not JSON."""
    name = text[place : place + 60]
    try:
        found, place = decoder.raw_decode(text, place)
        name = one_line(str(found))
        colon = _COLON.match(text, place)
        return name, decoder.raw_decode(text, colon.end())[1] if colon else place
    except (ValueError, RecursionError):
        return one_line(name), len(text)


def _works(item: object) -> Sequence[object]:
    """The works in an item: itself, or those of one of Crossref's answers, which hold one or several in ``message``."""
    if not isinstance(item, dict) or not isinstance(answer := item.get("message"), dict):
        return (item,)
    works = answer.get("items")
    return works if isinstance(works, list) else (answer,)


def _reference(item: object, line: int) -> Reference | Refusal:
    if not isinstance(item, dict):
        return Refusal(line, "an item is not an object with fields")
    builder = ReferenceBuilder("csl-json", line)
    for name, value in item.items():
        field = _FIELDS.get(name, "")
        if name in ("author", "editor"):
            _add_names(builder, name, value)
        elif name == "issued":
            _add_year(builder, value)
        elif name == "custom" and isinstance(value, dict):
            _add_custom(builder, value)
        elif name == "type" and value == "document":
            continue  # CSL requires a type, and this is its general one
        elif name == "type" and isinstance(value, str) and value in _CROSSREF_TYPES:
            builder.add(name, _CROSSREF_TYPES[value], "kind")
            builder.add(name, value)
        elif (
            isinstance(value, list)
            and field in (LISTS | {"keywords"})
            and all(isinstance(v, str) for v in value)
        ):
            builder.add_all(field, value)
        elif isinstance(value, list) and field in SINGLE and len(value) == 1 and isinstance(value[0], str):
            builder.add(name, value[0], field)  # Crossref puts titles into lists
        else:
            builder.add(name, _as_text(value), field if isinstance(value, str | int | float) else "")
    return builder.finish()


def _add_names(builder: ReferenceBuilder, name: str, value: object) -> None:
    people = value if isinstance(value, list) else [value]
    understood = True
    for person in people:
        if isinstance(person, dict):
            builder.add(name, _name(person), f"{name}s")
            understood &= person.keys() <= {*_NAME_PARTS, "literal", "name"} and bool(_name(person))
        else:
            builder.add(name, _as_text(person), f"{name}s" if isinstance(person, str) else "")
    if not understood:
        builder.keep(name, _as_text(value))


def _name(person: Mapping[str, object]) -> str:
    """A CSL name as ``Family, Given``: particles belong to the family name, a suffix to the given name."""
    parts = {part: one_line(str(person.get(part) or "")) for part in _NAME_PARTS}
    family = " ".join(
        parts[part] for part in ("dropping-particle", "non-dropping-particle", "family") if parts[part]
    )
    given = ", ".join(parts[part] for part in ("given", "suffix") if parts[part])
    whole = ", ".join(part for part in (family, given) if part)
    body = one_line(str(person.get("literal") or person.get("name") or ""))
    return whole or (marked(body) if body else "")


def _add_year(builder: ReferenceBuilder, issued: object) -> None:
    """Adds the year of a CSL date; a date with more than the year is also kept in full."""
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else None
    if isinstance(year, int | str):
        builder.add("issued", str(year), "year")
    elif isinstance(issued, dict):
        builder.add("issued", " ".join(str(issued.get(name) or "") for name in ("raw", "literal")), "year")
    if not isinstance(issued, dict) or issued.keys() != {"date-parts"} or parts != [[year]]:
        builder.keep("issued", _as_text(issued))


def _add_custom(builder: ReferenceBuilder, custom: Mapping[str, object]) -> None:
    for name, value in custom.items():
        if name in _REVIEW_FIELDS:
            builder.add_review_field(_REVIEW_FIELDS[name], value)
    rest = {name: value for name, value in custom.items() if name not in _REVIEW_FIELDS}
    if rest:
        builder.keep("custom", _as_text(rest))


def _as_text(value: object) -> str:
    """A value as text: strings as they are, others as compact JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
