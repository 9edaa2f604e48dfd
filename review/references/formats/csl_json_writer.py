"""Writes CSL-JSON for Zotero, pandoc and everything that uses citation styles.

The review's fields are in ``custom``, CSL's place for extensions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from review.domain.citation import is_body, without_braces
from review.domain.reference import Reference
from review.references.kinds import written_kind
from review.references.review_fields import review_fields
from review.references.text import joined, separated

_TEXT_FIELDS = {
    "title": "title",
    "container-title": "container",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "DOI": "doi",
    "PMID": "pmid",
    "abstract": "abstract",
    "language": "language",
    "publisher": "organisation",
}
_FIRST_OF = {"URL": "urls", "ISSN": "issn", "ISBN": "isbn", "note": "notes"}
_WRITTEN = {*_TEXT_FIELDS, *_FIRST_OF, "id", "type", "author", "editor", "issued", "keyword", "custom"}
_VARIABLE = re.compile(r"[^\s()]+")


def render(references: Iterable[Reference], keys: Sequence[str] = (), *, clean: bool = False) -> str:
    """A JSON array with one item per reference; without `keys` one without an id gets ``record1`` and so on.

    `clean`: without the review's fields.
    """
    items = [
        _item(reference, place, keys[place - 1] if keys else "", clean=clean)
        for place, reference in enumerate(references, 1)
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference, place: int, given: str, *, clean: bool) -> dict[str, object]:
    own = _written_back(reference)
    rest = {
        name: values
        for name, values in reference.other.items()
        if name not in own and not (name == "issued" and _has_own_date(reference))
    }
    key = given or reference.key or f"record{place}"
    item: dict[str, object] = {"id": key, "type": written_kind(reference) or "document"}
    item |= {name: getattr(reference, field) for name, field in _TEXT_FIELDS.items()}
    item |= {name: "".join(getattr(reference, field)[:1]) for name, field in _FIRST_OF.items()}
    item["author"] = [_name(name) for name in reference.authors]
    item["editor"] = [_name(name) for name in reference.editors]
    item["issued"] = _date(reference)
    item["keyword"] = joined(reference.keywords)
    item |= {name: _parsed(values[0]) for name, values in own.items()}
    carried = _carried(reference, key if reference.key or not given else "")
    custom = {} if clean else review_fields(reference, carried, rest)
    item["custom"] = {f"review-{name}": value for name, value in custom.items()}
    return {name: value for name, value in item.items() if value not in ("", [], {})}


def _carried(reference: Reference, key: str) -> Iterator[str]:
    """The names of fields that the format would not preserve."""
    if key != reference.key:
        yield "key"
    if reference.kind == "document" or written_kind(reference) != reference.kind:
        yield "kind"
    if separated(joined(reference.keywords)) != reference.keywords:
        yield "keywords"
    for field in _FIRST_OF.values():
        if len(getattr(reference, field)) > 1:
            yield field


def _written_back(reference: Reference) -> dict[str, tuple[str, ...]]:
    """The unknown fields that came from CSL-JSON; those of other formats would not be valid."""
    if reference.source_format != "csl-json":
        return {}
    return {
        name: values
        for name, values in reference.other.items()
        if name not in _WRITTEN and len(values) == 1 and _VARIABLE.fullmatch(name)
    }


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    if is_body(name):
        return {"literal": without_braces(name)}
    return {"family": family, "given": given} if comma else {"literal": name}


def _date(reference: Reference) -> object:
    if _has_own_date(reference):
        return _parsed(reference.other["issued"][0])
    return {"date-parts": [[reference.year]]} if reference.year else {}


def _has_own_date(reference: Reference) -> bool:
    """Whether the reference has its own complete CSL date with more than the year."""
    values = reference.other.get("issued", ())
    if reference.source_format != "csl-json" or len(values) != 1:
        return False
    date = _parsed(values[0])
    return isinstance(date, dict) and bool(date)


def _parsed(text: str) -> object:
    """The original value of `text`: lists and objects were kept as compact JSON."""
    if text.startswith(("[", "{")):
        try:
            value: object = json.loads(text)
            if json.dumps(value, ensure_ascii=False, separators=(",", ":")) == text:
                return value
        except (ValueError, RecursionError):
            pass
    return text
