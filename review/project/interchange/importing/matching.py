"""Which record of the review each source of a project file is: by its bytes, its text, a DOI, or its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from review.domain import Record
from review.domain.texts.endings import DOCUMENT_ENDINGS
from review.domain.texts.hard_line_ends import without_hard_ends
from review.domain.wording.caseless import caseless
from review.domain.wording.counted import counted
from review.domain.wording.short_id import short_id
from review.exchange.refi.values import QdaSource, Skipped
from review.project.interchange.importing.codes.names import plain_line

LONGEST_TITLE = 500
"""The characters of a source's name that become a record's title."""

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]]", re.IGNORECASE)
_ENDINGS = DOCUMENT_ENDINGS | {".doc", ".rtf", ".odt", ".htm", ".html"}


class SourceFacts(Struct, frozen=True, kw_only=True):
    """What identifies a source: title, SHA-256 of its file, empty without one, those of its text, and DOIs.

    The text counts as it is in the project, and as it is read from a file (without hard line ends).
    """

    title: str = ""
    file_sha256: str = ""
    texts_sha256: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()


class MatchedSource(Struct, frozen=True, kw_only=True):
    """The record of a source; `why` says by what it is known, and is empty for a new one."""

    record: str
    why: str = ""
    has_document: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the review has no such record yet."""
        return not self.why


def facts(source: QdaSource, file_sha256: str, title: str = "", *, is_reference: bool = False) -> SourceFacts:
    """What identifies a source; `title` if it has another one than its name.

    The text of one that `is_reference` only says what its reference says, which another record may say, too.
    """
    said = [source.name, source.description, *source.values.values()]
    dois = dict.fromkeys(found[0].casefold() for text in said for found in _DOI.finditer(text[:10_000]))
    text = "" if is_reference else source.text or ""
    texts = dict.fromkeys((text, without_hard_ends(text))) if text.strip() else {}
    digests = tuple(hashlib.sha256(one.encode("utf-8", "replace")).hexdigest() for one in texts)
    title = plain_line(title)[:LONGEST_TITLE] or name_of(source)
    return SourceFacts(title=title, file_sha256=file_sha256, texts_sha256=digests, dois=tuple(dois))


def matched(
    sources: Iterable[QdaSource],
    facts_of: Mapping[str, SourceFacts],
    records: Iterable[Record],
    own: Mapping[str, str] | None = None,
    merged: Mapping[str, str] | None = None,
) -> dict[str, MatchedSource]:
    """The record of each source, by the source's guid; a record is that of one file only.

    `own` has the records of this review, those that were merged too, by the guids under which it exports them; `merged` those into
    which others were merged.

    A DOI does not lead to a record that an earlier source with another file is, a name not to one with any document; a source without
    a file of its own may be either.
    """
    known = _Known(records, merged or {})
    found: dict[str, MatchedSource] = {}
    for source in sources:
        exported = known.listed((own or {}).get(source.guid, ""))
        match = known.exported(exported) if exported else known.match(source, facts_of[source.guid])
        known.keep(match, facts_of[source.guid])
        found[source.guid] = match
    return found


class _Known:
    """The records by what a source may have in common with them."""

    def __init__(self, records: Iterable[Record], merged: Mapping[str, str]) -> None:
        self._merged = merged
        self._by_id: dict[str, Record] = {}
        self._by_file: dict[str, str] = {}
        self._by_text: dict[str, str] = {}
        self._by_doi: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._with_document: set[str] = set()
        self._found: set[str] = set()
        ambiguous = set[str]()
        for record in records:
            self._by_id[record.id] = record
            self._by_file[record.file_sha256] = record.id
            self._by_text[record.text_sha256] = record.id
            self._by_doi[record.doi.casefold()] = record.id
            name = caseless(record.title)
            ambiguous |= {name} & self._by_name.keys()
            self._by_name[name] = record.id
            if record.file_sha256:
                self._with_document.add(record.id)
        for name in {*ambiguous, ""}:
            self._by_name.pop(name, None)
        for index in (self._by_file, self._by_text, self._by_doi):
            index.pop("", None)

    def exported(self, record: str) -> MatchedSource:
        """A record of this review."""
        return self._is(record, "exported from here")

    def match(self, source: QdaSource, known: SourceFacts) -> MatchedSource:
        """The record of a source."""
        if record := self._by_file.get(known.file_sha256):
            return self._is(record, "the same file")
        if record := next(filter(None, map(self._by_text.get, known.texts_sha256)), None):
            return self._is(record, "the same text")
        has_file = bool(known.file_sha256)
        for doi in known.dois:
            if (record := self._by_doi.get(doi)) and not (has_file and record in self._found):
                return self._is(record, f"the DOI {doi}")
        if (record := self._by_name.get(caseless(known.title))) and not (
            has_file and record in self._with_document
        ):
            return self._is(record, "the same title")
        return self._new(source, known)

    def _is(self, record: str, why: str) -> MatchedSource:
        return MatchedSource(record=record, why=why, has_document=record in self._with_document)

    def _new(self, source: QdaSource, known: SourceFacts) -> MatchedSource:
        """A new record: its id is that which reading its file would give, else made from the source."""
        of_source = hashlib.sha256(f"coded-source\0{source.guid}\0{source.name}".encode("utf-8", "replace"))
        digest = known.file_sha256 or of_source.hexdigest()
        if listed := self.listed(digest):
            return self._is(listed, "imported before")
        return MatchedSource(record=of_source.hexdigest() if digest in self._merged else digest)

    def listed(self, record: str) -> str:
        """The record with an id, or that into which it was merged; empty if there is none.

        So it is where two copies have each merged the one into the other.
        """
        passed: set[str] = set()
        while record not in self._by_id and record not in passed:
            passed.add(record)
            record = self._merged.get(record, "")
        return record if record in self._by_id else ""

    def keep(self, match: MatchedSource, known: SourceFacts) -> None:
        """Remember a source's record for the sources that follow."""
        if match.is_new:
            self._by_id[match.record] = Record(match.record, known.title)
        if known.file_sha256 and match.record not in self._with_document:
            self._by_file[known.file_sha256] = match.record
            self._with_document.add(match.record)
        if known.file_sha256:
            self._found.add(match.record)
        for text_sha256 in known.texts_sha256:
            self._by_text.setdefault(text_sha256, match.record)


def of_one_record(matches: Mapping[str, MatchedSource]) -> Iterator[Skipped]:
    """How many sources have no record of their own, because another one of the file is the same."""
    number = len(matches) - len({match.record for match in matches.values()})
    if number:
        why = "the same text, file, DOI or title as another source of this project"
        yield Skipped(f"{counted(number, 'record')} of {'its' if number == 1 else 'their'} own", why)


def name_of(source: QdaSource) -> str:
    """A source's name as a title: on one line, without the ending of a file."""
    line = plain_line(source.name)
    path = PurePosixPath(line)
    line = line[: -len(path.suffix)] if path.suffix.casefold() in _ENDINGS else line
    return line[:LONGEST_TITLE].strip() or f"source {short_id(source.guid)}"
