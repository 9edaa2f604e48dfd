"""Writes BibTeX for LaTeX, Zotero and JabRef: UTF-8, escaping only characters that are special in LaTeX.

The review's fields are fields of their own (``review-codes = {["T1"]}``); unknown fields of a BibTeX file are
written under their own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from review.domain.citation import is_body, without_braces
from review.domain.reference import Reference
from review.references.formats.bibtex_entry import ADDRESSES
from review.references.kinds import BIBTEX_KINDS, KINDS, written_kind
from review.references.review_fields import as_text, review_fields
from review.references.text import joined, separated

_TYPES = {work.kind: work.bibtex for work in KINDS}
_ORGANISATION_FIELDS = {"thesis": "school", "report": "institution"}
_CONTAINER_FIELDS = {"chapter": "booktitle", "paper-conference": "booktitle"}
_READ_AS_LISTS = frozenset(
    {"author", "editor", "keywords", "note", "annote", "annotation", "url", "issn", "isbn"}
)
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:.+/-]*")
_KEY = re.compile(r"[^\s,{}()=\"'#%\\~@]+")
_ENTRY_TYPE = re.compile(r"[a-z]+")

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}
_SPECIAL = re.compile(r"[\\~^{}$&#%_]|(?<=-)-|(?<=\n)@|(?<=`)`|(?<=')'")
_SPECIAL_IN_ADDRESS = re.compile(r"[\\{}%#]")


def render(references: Iterable[Reference], keys: Sequence[str] = (), *, clean: bool = False) -> str:
    """A BibTeX file; without `keys` a record without a usable one gets ``record1`` and so on. Keys are made unique.

    `clean`: without the review's fields.
    """
    taken: set[str] = set()
    return "\n".join(
        _entry(reference, taken, place, keys[place - 1] if keys else "", clean=clean)
        for place, reference in enumerate(references, 1)
    )


def _entry(reference: Reference, taken: set[str], place: int, given: str, *, clean: bool) -> str:
    key = given or (reference.key if _KEY.fullmatch(reference.key) else f"record{place}")
    while key.casefold() in taken:
        key += "x"
    taken.add(key.casefold())
    native = dict(_fields(reference))
    own = _written_back(reference, native)
    entry_type, is_own_type = _entry_type(reference)
    rest = {
        name: values
        for name, values in reference.other.items()
        if name not in own and not (name == "entry type" and is_own_type)
    }
    carried = list(_carried(reference, key if reference.key or not given else ""))
    lines = [f"@{entry_type}{{{key},"]
    lines += [f"  {name} = {{{value}}}," for name, value in native.items() if value]
    lines += [f"  {name} = {{{_value(name, values[0])}}}," for name, values in own.items()]
    review = {} if clean else review_fields(reference, carried, rest)
    lines += [f"  review-{name} = {{{as_text(value)}}}," for name, value in review.items()]
    return "\n".join([*lines, "}", ""])


def _entry_type(reference: Reference) -> tuple[str, bool]:
    """The entry's type, and whether it is the original type from a BibTeX file."""
    own = reference.other.get("entry type", ())
    if reference.source_format == "bibtex" and len(own) == 1 and _ENTRY_TYPE.fullmatch(own[0]):
        return own[0], True
    return _TYPES.get(written_kind(reference), "misc"), False


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_name, reference.authors))
    yield "editor", " and ".join(map(_name, reference.editors))
    yield "title", _value("title", reference.title)
    yield "year", str(reference.year or "")
    container = _CONTAINER_FIELDS.get(reference.kind, "journal")
    yield container, _value(container, reference.container)
    yield "volume", _value("volume", reference.volume)
    yield "number", _value("number", reference.issue)
    yield "pages", _value("pages", reference.pages).replace("-", "--")
    organisation = _ORGANISATION_FIELDS.get(reference.kind, "publisher")
    yield organisation, _value(organisation, reference.organisation)
    yield "doi", _value("doi", reference.doi)
    yield "url", _value("url", "".join(reference.urls[:1]))
    yield "issn", _value("issn", "".join(reference.issn[:1]))
    yield "isbn", _value("isbn", "".join(reference.isbn[:1]))
    yield "pmid", _value("pmid", reference.pmid)
    yield "language", _value("language", reference.language)
    yield "keywords", _value("keywords", _keywords(reference))
    yield "abstract", _value("abstract", reference.abstract)
    yield "note", _value("note", "".join(reference.notes[:1]))


def _written_back(reference: Reference, native: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The unknown fields that BibTeX can hold besides those written anyway."""
    if reference.source_format != "bibtex":
        return {}
    written = {name for name, value in native.items() if value}
    own: dict[str, tuple[str, ...]] = {}
    for name, values in reference.other.items():
        lower = name.casefold()
        usable = (
            _FIELD_NAME.fullmatch(name) and lower not in _READ_AS_LISTS and not lower.startswith("review-")
        )
        if usable and lower not in written and len(values) == 1:
            own[name] = values
            written.add(lower)
    return own


def _carried(reference: Reference, key: str) -> Iterator[str]:
    """The names of fields that the format would not preserve."""
    entry_type, _ = _entry_type(reference)
    if BIBTEX_KINDS.get(entry_type, "") != reference.kind:
        yield "kind"
    if key != reference.key:
        yield "key"
    for name in ("urls", "issn", "isbn", "notes"):
        if len(getattr(reference, name)) > 1:
            yield name
    if reference.keywords != separated(_keywords(reference)):
        yield "keywords"
    if not all(map(_name_is_held, reference.authors)):
        yield "authors"
    if not all(map(_name_is_held, reference.editors)):
        yield "editors"


def _keywords(reference: Reference) -> str:
    """Keywords separated by commas, as in BibLaTeX, if no keyword contains a comma."""
    plain = ", ".join(reference.keywords)
    return plain if separated(plain) == reference.keywords else joined(reference.keywords)


def _name(name: str) -> str:
    """A name in BibTeX's form; organisations and names with ``and`` are put in braces."""
    if "," not in name or is_body(name):
        return f"{{{_value('author', without_braces(name))}}}"
    parts = [_value("author", part) for part in name.split(", ")]
    if len(parts) == 3:
        parts = [parts[0], parts[2], parts[1]]
    return ", ".join(f"{{{part}}}" if re.search(r"\band\b", part, re.IGNORECASE) else part for part in parts)


def _name_is_held(name: str) -> bool:
    """Whether a name survives writing and reading."""
    if is_body(name):
        return True
    parts = name.split(", ")
    return all(parts) and len(parts) <= 3 and name.count(",") == len(parts) - 1


def _value(name: str, text: str) -> str:
    if name.casefold() in ADDRESSES:
        return _SPECIAL_IN_ADDRESS.sub(lambda sign: _ESCAPED[sign[0]], text)
    return _SPECIAL.sub(lambda sign: _ESCAPED.get(sign[0], f"{{}}{sign[0]}"), text)
