"""Builds a reference from the raw fields of its file without losing any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from review.domain.reference import Reference, ReferenceDecision, Refusal
from review.references.decisions import decision_word, read_note
from review.references.review_fields import with_review_fields
from review.references.source import LONGEST_RECORD
from review.references.text import is_isbn, one_line, page_range, paragraphs, person, separated, tidied

SINGLE = frozenset(
    {
        *("title", "kind", "container", "volume", "issue", "pages", "abstract", "pmid", "language"),
        *("organisation", "key", "year", "doi"),
    }
)
"""Fields with one value: the first one is used, further ones are kept under their own names."""

LISTS = frozenset({"authors", "editors", "urls", "issn", "isbn", "notes"})
"""Fields with any number of values, one in each raw field."""

_FORMS: Mapping[str, Callable[[str], str]] = {"authors": person, "editors": person, "notes": paragraphs}
"""How to clean the values of a list, if not with `one_line`."""

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)", re.ASCII)
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{2,9}(?:\.\d+)*/\S+)", re.IGNORECASE | re.ASCII
)


class ReferenceBuilder:
    """Builds a reference from raw fields; the result is a `Reference` or a `Refusal`.

    Besides the fields of `SINGLE` and `LISTS`, a raw field can mean `keywords` or `labels` (lists that may be in one
    field), `keyword` (one of them), `serial` (ISSN or ISBN), `first_page`, `last_page`, `decision` (1 or 0, included or
    excluded), and `decision:STAGE`.
    """

    def __init__(self, source_format: str, line: int) -> None:
        self._format = source_format
        self._line = line
        self._single: dict[str, Any] = {}
        self._lists: dict[str, list[str]] = {}
        self._other: dict[str, list[str]] = {}
        self._decisions: list[ReferenceDecision] = []
        self._review_fields: dict[str, object] = {}
        self._pages: dict[str, tuple[str, str]] = {}
        self._refusal = ""
        self._size = 0

    def add(self, tag: str, value: str, field: str = "") -> None:
        """Adds a raw field to `field` of the reference; a value that does not fit is kept as it is under `tag`."""
        self._size += len(tag) + len(value)
        if self._size > LONGEST_RECORD:
            self.refuse(f"the record is longer than {LONGEST_RECORD:,} characters")
        elif value.strip() and not self._takes(tag, field, value):
            self.keep(tag, value)

    def add_all(self, field: str, values: Iterable[str]) -> None:
        """Adds several values to a list field."""
        form = _FORMS.get(field, one_line)
        self._lists.setdefault(field, []).extend(filter(None, map(form, values)))

    def add_review_field(self, name: str, value: object) -> None:
        """Adds a field written by `review.references.review_fields.review_fields`."""
        self._review_fields[name] = value

    def keep(self, tag: str, value: str) -> None:
        """Keeps a raw field that has no field in a reference."""
        if text := paragraphs(value):
            self._other.setdefault(one_line(tag) or "(no name)", []).append(text)

    def refuse(self, message: str) -> None:
        """Refuses the record; the first reason counts."""
        self._refusal = self._refusal or message

    def finish(self) -> Reference | Refusal:
        """The reference, or why there is none."""
        if self._refusal:
            return self._refused(self._refusal)
        self._join_pages()
        fields: dict[str, Any] = {name: tuple(values) for name, values in self._lists.items()}
        reference = Reference(
            **self._single,
            **fields,
            decisions=tuple(self._decisions),
            other={tag: tuple(values) for tag, values in self._other.items()},
            line=self._line,
            source_format=self._format,
        )
        if self._review_fields:
            try:
                reference = with_review_fields(reference, self._review_fields)
            except (ValueError, TypeError) as error:
                return self._refused(f"the review's own fields are damaged ({one_line(str(error))})")
        if self._review_fields or self._decisions:  # everything else was cleaned as it was added
            reference = tidied(reference)
        if not (reference.title or reference.doi or reference.pmid or reference.urls):
            return self._refused("no title, DOI, PMID or URL to identify the work by")
        return reference

    def _takes(self, tag: str, field: str, value: str) -> bool:
        """Puts `value` into `field`; False if the raw value must be kept, too."""
        if field in SINGLE:
            return self._takes_single(field, value)
        if field == "notes":
            return self._takes_note(value)
        if field in LISTS:
            self.add_all(field, [value])
        elif field == "keyword":
            self.add_all("keywords", re.split(r"[;\r\n]", value))
        elif field in ("keywords", "labels"):
            self.add_all(field, separated(value))
        elif field == "serial":
            self.add_all("isbn" if is_isbn(value) else "issn", [value])
        elif field in ("first_page", "last_page"):
            page = page_range(value)
            return self._pages.setdefault(field, (tag, page))[1] == page
        elif field.startswith("decision"):
            return self._takes_decision(field.partition(":")[2], value)
        else:
            return False
        return True

    def _takes_single(self, field: str, value: str) -> bool:
        if field == "abstract":
            return self._first(field, paragraphs(value))
        text = one_line(value)
        if field == "year":
            found = _YEAR.search(text)
            return found is not None and self._first(field, int(found[0])) and found[0] == text
        if field == "doi":
            found = _DOI.search(text)
            return found is not None and self._first(field, found[1]) and found[0] == text
        return self._first(field, page_range(text) if field == "pages" else text)

    def _first(self, field: str, value: str | int) -> bool:
        """Puts a value into a field if it is empty; whether the field has this value now."""
        return bool(self._single.setdefault(field, value) == value)

    def _takes_note(self, value: str) -> bool:
        note = read_note(value)
        self._decisions.extend(note.decisions)
        self._review_fields.update(note.review_fields)
        self.add_all("labels", note.labels)
        self.add_all("notes", note.texts)
        return True

    def _takes_decision(self, stage: str, value: str) -> bool:
        understood, decision = decision_word(value)
        if decision:
            self._decisions.append(ReferenceDecision(decision, stage))
        return understood

    def _join_pages(self) -> None:
        """Makes `pages` from first and last page; a last page that does not fit is kept under its own name."""
        _, first = self._pages.get("first_page", ("", ""))
        last_tag, last = self._pages.get("last_page", ("", ""))
        is_range = "-" in first or "pages" in self._single
        joined = page_range(f"{first}-{last}") if first and last and not is_range else first or last
        if joined:
            self._first("pages", joined)
        if last and is_range and not str(self._single["pages"]).endswith(last):
            self.keep(last_tag, last)

    def _refused(self, reason: str) -> Refusal:
        title = one_line(str(self._single.get("title", "")))[:60]
        return Refusal(self._line, f"{reason} (“{title}”)" if title else reason)
