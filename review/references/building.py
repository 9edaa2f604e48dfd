"""Builds a reference from the raw fields of its file without losing any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from review.domain.doi import doi_of_address, found_doi
from review.domain.reference import Reference, ReferenceDecision, Refusal
from review.references.cleaning.dates import year_in
from review.references.cleaning.markup import unescaped
from review.references.cleaning.normal_form import in_normal_form, printed, printed_paragraphs, printed_title
from review.references.cleaning.people import people
from review.references.decisions import decision_word, read_note
from review.references.review_fields import with_review_fields
from review.references.source import LONGEST_RECORD
from review.references.text import is_isbn, one_line, page_range, paragraphs, separated

SINGLE = frozenset(
    {
        *("title", "kind", "container", "volume", "issue", "pages", "abstract", "pmid", "language"),
        *("organisation", "key", "year", "doi"),
    }
)
"""Fields with one value: the first one is used, further ones are kept under their own names."""

LISTS = frozenset({"authors", "editors", "urls", "issn", "isbn", "notes"})
"""Fields with any number of values, one in each raw field."""

_FORMS: Mapping[str, Callable[[str], str]] = {"keywords": printed, "notes": printed_paragraphs}
"""How to clean the values of a list, if not with `one_line`; for people see `people`."""

_SINGLE_FORMS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("kind", "pmid", "key"), one_line),
    "title": printed_title,
    "abstract": printed_paragraphs,
    "pages": lambda text: page_range(printed(text)),
}
"""How to clean a field with one value, if not with `printed`."""

_NO_VALUE = re.compile(r"\[?(?:no|not?) (?:abstract )?available\.?\]?|\[no abstract\]", re.IGNORECASE)
"""What databases write where they have no abstract."""


class ReferenceBuilder:
    """Builds a reference from raw fields; the result is a `Reference` or a `Refusal`.

    Besides the fields of `SINGLE` and `LISTS`, a raw field can mean `keywords` or `labels` (lists that may be in one
    field), `keyword` (one of them), `serial` (ISSN or ISBN), `first_page`, `last_page`, `article_number` (the pages
    where there are none), `decision` (1 or 0, included or
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
        elif value and not value.isspace() and not self._takes(tag, field, value):
            self.keep(tag, value)

    def add_people(self, field: str, names: Iterable[str]) -> None:
        """Adds authors or editors that `people` made."""
        self._lists.setdefault(field, []).extend(names)

    def add_all(self, field: str, values: Iterable[str]) -> None:
        """Adds several values to a list field."""
        kept = self._lists.setdefault(field, [])
        if field in ("authors", "editors"):
            kept.extend(people(map(one_line, values)))
        else:
            kept.extend(filter(None, map(_FORMS.get(field, one_line), values)))

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
        if not self._single.get("doi"):
            self._single["doi"] = next(filter(None, map(doi_of_address, self._lists.get("urls", ()))), "")
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
            reference = in_normal_form(reference)
        if not (reference.title or reference.doi or reference.pmid or reference.urls):
            return self._refused("no title, DOI, PMID or URL to identify the work by")
        return reference

    def _takes(self, tag: str, field: str, value: str) -> bool:
        """Puts `value` into `field`; False if the raw value must be kept, too."""
        if field in SINGLE:
            return self._takes_single(field, value)
        if field == "notes":
            return self._takes_note(value)
        if field in ("authors", "editors"):
            before = len(self._lists.get(field, ()))
            self.add_all(field, [value])
            return len(self._lists[field]) > before  # "et al." is nobody
        if field in LISTS:
            self.add_all(field, [value])
        elif field == "keyword":
            self.add_all("keywords", re.split(r"[;\r\n]", unescaped(value)))
        elif field in ("keywords", "labels"):
            self.add_all(field, separated(unescaped(value)))
        elif field == "serial":
            self.add_all("isbn" if is_isbn(value) else "issn", [value])
        elif field in ("first_page", "last_page"):
            page = page_range(value)
            if self._pages.setdefault(field, (tag, page))[1] != page:
                self.keep(tag, page)
        elif field == "article_number":
            self._pages.setdefault(field, (tag, one_line(value)))
            return False
        elif field.startswith("decision"):
            return self._takes_decision(field.partition(":")[2], value)
        else:
            return False
        return True

    def _takes_single(self, field: str, value: str) -> bool:
        if field == "year":
            text = one_line(value)
            year = year_in(text)
            return year is not None and self._first(field, year) and str(year) == text
        if field == "doi":
            found = found_doi(one_line(value))
            return bool(found.doi) and self._first(field, found.doi) and found.alone
        text = _SINGLE_FORMS.get(field, printed)(value)
        if field == "abstract" and _NO_VALUE.fullmatch(text):
            return False
        return not text or self._first(field, text)

    def _first(self, field: str, value: str | int) -> bool:
        """Puts a value into a field if it is empty; returns whether the field has this value now."""
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
        first_tag, first = self._pages.get("first_page", ("", ""))
        last_tag, last = self._pages.get("last_page", ("", ""))
        is_range = "-" in first or "pages" in self._single
        _, number = self._pages.get("article_number", ("", ""))
        joined = page_range(f"{first}-{last}") if first and last and not is_range else first or last
        if number and not joined and "pages" not in self._single:
            self._single["pages"] = page_range(number)
        if joined and not self._first("pages", joined):
            self.keep(first_tag or last_tag, first or last)
        if first and last and is_range and not str(self._single["pages"]).endswith(last):
            self.keep(last_tag, last)

    def _refused(self, reason: str) -> Refusal:
        title = one_line(str(self._single.get("title", "")))[:60]
        return Refusal(self._line, f"{reason} (“{title}”)" if title else reason)
