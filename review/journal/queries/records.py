"""Records: one, all, and finding one by what a person types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from review.domain.canonical import from_canonical
from review.domain.record import Origin, Record, Role, year_letter
from review.domain.wording.given import as_text
from review.domain.wording.short_id import short_id
from review.errors import UnknownNameError
from review.journal import texts
from review.journal.journal import Journal
from review.journal.queries.abstracts import ABSTRACT_ACT, abstract_and_kind_in, abstract_in
from review.journal.queries.files import PATH
from review.journal.queries.visibility import CODINGS

if TYPE_CHECKING:
    from review.domain.suggestions.suggestion import RecordText


class _RecordRow(NamedTuple):
    key: int
    record: str
    title: str
    authors: str
    year: int | None
    doi: str
    organisation: str
    short_author: str
    container: str
    abstract_act: str | None
    role: str
    source_type: str
    origins: str
    file_sha256: str
    text_sha256: str
    reading_status: str
    message: str
    page_count: int
    labels: str
    sources: str
    letter: int
    path: str

    def whole(self) -> Record:
        return Record(
            id=self.record,
            title=self.title,
            authors=tuple(from_canonical(self.authors)),
            year=self.year,
            doi=self.doi,
            organisation=self.organisation,
            short_author=self.short_author,
            year_suffix=year_letter(self.letter),
            container=self.container,
            abstract=abstract_in(self.abstract_act),
            role=Role(self.role),
            source_type=self.source_type,
            origins=_origins(self.origins),
            file_sha256=self.file_sha256,
            text_sha256=self.text_sha256,
            reading_status=self.reading_status,
            message=self.message,
            page_count=self.page_count,
            path=self.path,
            labels=tuple(from_canonical(self.labels)),
            sources=_names(self.sources),
        )


_RECORD = (
    f"key, record, title, authors, year, doi, organisation, short_author, container, {ABSTRACT_ACT} AS abstract_act, role, source_type,"
    f" origins, file_sha256, text_sha256, reading_status, message, page_count, labels, sources, letter, {PATH}"
)


OF_EVIDENCE = "record.record NOT IN (SELECT record FROM record WHERE key IN (SELECT key FROM record WHERE role <> 'evidence'))"
"""The condition that a row of ``record`` is evidence: only such records are screened and counted in N.

The innermost list is read off an index and mostly short, so that counting does not read the rows, which are wide.
"""


@lru_cache(maxsize=1000)
def _origins(text: str) -> Mapping[str, Origin]:
    """The origins of a record's fields; cached, since the records of one reference file mostly have the same."""
    found = {
        name: Origin(source, confidence, confirmed)
        for source, confidence, confirmed, names in json.loads(text)
        for name in names
    }
    return dict(sorted(found.items()))


@lru_cache(maxsize=1000)
def _names(text: str) -> tuple[str, ...]:
    """Names from their JSON; cached, since the records of one file mostly have the same sources."""
    return tuple(from_canonical(text))


def record(journal: Journal, identifier: str) -> Record:
    """The record with that id.

    Raises:
        UnknownNameError: there is none.
    """
    found = journal.read(_RecordRow, f"SELECT {_RECORD} FROM record WHERE record = ?", (identifier,))
    if not found:
        raise _unknown(as_text("a record", identifier))
    return found[0].whole()


def cited(journal: Journal, identifier: str) -> str:
    """The citation of the record with that id: ``Rahman et al., 2016b``.

    Raises:
        UnknownNameError: there is none.
    """
    found = journal.row(
        "SELECT title, year, short_author, letter FROM record WHERE record = ?",
        (identifier,),
    )
    if not found:
        raise _unknown(as_text("a record", identifier))
    title, year, author, letter = found
    cited_as = Record(identifier, title, year=year, short_author=author, year_suffix=year_letter(letter))
    return cited_as.author_year


def cited_as(journal: Journal, typed: str) -> list[str]:
    """The ids of the records with this citation, in any case."""
    author = typed.rpartition(",")[0].strip()
    rows = journal.rows(
        "SELECT record, title, year, short_author, letter FROM record"
        # What is shown of a title may lack a mark that nothing closes.
        """ WHERE short_author = ? COLLATE NOCASE OR short_author GLOB '*[[("“„«]*'""",
        (author,),
    )
    cited = (
        Record(record, title, year=year, short_author=short_author, year_suffix=year_letter(letter))
        for record, title, year, short_author, letter in rows
    )
    return [one.id for one in cited if one.author_year.casefold() == typed.strip().casefold()]


def _unknown(identifier: str) -> UnknownNameError:
    return UnknownNameError(f"Unknown record '{short_id(identifier)}'; `review records` lists them")


def every_record(journal: Journal) -> list[Record]:
    """All records, in the order in which they came."""
    rows = journal.read(_RecordRow, f"SELECT {_RECORD} FROM record ORDER BY key")
    return [row.whole() for row in rows]


def ids(journal: Journal) -> list[str]:
    """The ids of all records."""
    return [record for (record,) in journal.rows("SELECT record FROM record")]


def worked_on(journal: Journal) -> list[Record]:
    """The records with a decision or a coding, in the order in which they came."""
    rows = journal.read(
        _RecordRow,
        f"SELECT {_RECORD} FROM record WHERE record IN (SELECT record FROM outcome UNION SELECT record FROM {CODINGS} AS coding) ORDER BY key",
    )
    return [row.whole() for row in rows]


def with_ids(journal: Journal, identifiers: Iterable[str]) -> list[Record]:
    """The records with those ids, in the order in which they came; unknown ones are skipped."""
    rows = journal.read(
        _RecordRow,
        f"SELECT {_RECORD} FROM record WHERE record IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(list(identifiers)),),
    )
    return [row.whole() for row in rows]


def with_keys(journal: Journal, row_keys: Sequence[int]) -> list[Record]:
    """The records with those row keys, at most some hundred, in that order; missing keys are skipped."""
    marks = ",".join("?" * len(row_keys))
    rows = journal.read(_RecordRow, f"SELECT {_RECORD} FROM record WHERE key IN ({marks})", list(row_keys))
    found = {row.key: row for row in rows}
    return [found[key].whole() for key in row_keys if key in found]


def included(journal: Journal, stage: str) -> list[Record]:
    """The records that were included at a stage, in the order in which they came."""
    rows = journal.read(
        _RecordRow,
        f"SELECT {_RECORD} FROM record WHERE record IN"
        " (SELECT record FROM outcome WHERE stage = ? AND decision = 'include') ORDER BY key",
        (stage,),
    )
    return [row.whole() for row in rows]


def included_evidence(journal: Journal, last_stage: str, *, with_text: bool = False) -> list[str]:
    """The ids of the records that are counted in N: evidence that was included at the last stage; or of those with a text."""
    has_text = "text_sha256 <> ''" if with_text else "1"
    rows = journal.rows(
        f"SELECT record FROM record WHERE {OF_EVIDENCE} AND {has_text} AND record IN"
        " (SELECT record FROM outcome WHERE stage = ? AND decision = 'include') ORDER BY key",
        (last_stage,),
    )
    return [record for (record,) in rows]


def find(journal: Journal, typed: str) -> str:
    """The id of the record that a person means by a unique prefix of the id, a DOI, or a path.

    Raises:
        UnknownNameError: none, or more than one; the text lists the candidates.
    """
    typed = as_text("a record", typed).strip()
    found = (
        _by_id(journal, typed)
        or _by_doi(journal, typed)
        or _by_path(journal, typed)
        or _by_path_elsewhere(journal, typed)
    )
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        raise UnknownNameError(
            f"Unknown record '{typed}': give the beginning of an id, a DOI or a path in corpus/ (`review records` lists them)"
        )
    listed = "; ".join(f"{short_id(identifier)} {title[:50]}" for identifier, title in found)
    raise UnknownNameError(f"'{typed}' matches several records: {listed}")


def _by_id(journal: Journal, typed: str) -> list[tuple[str, str]]:
    """Ids and titles of records whose id, or that of one merged into them, begins so."""
    if not re.fullmatch(r"[0-9a-f]{1,64}", typed):
        return []
    found = journal.rows(
        "SELECT record, title FROM record WHERE record >= ? AND record < ? ORDER BY record LIMIT 6",
        (typed, typed + "g"),
    )
    found += journal.rows(
        "SELECT kept, title FROM merged_record JOIN record ON record.record = kept"
        " WHERE merged_record.record >= ? AND merged_record.record < ? LIMIT 6",
        (typed, typed + "g"),
    )
    return list({identifier: (identifier, title) for identifier, title in found}.values())


def _by_doi(journal: Journal, typed: str) -> list[tuple[str, str]]:
    """Ids and titles of records with this DOI, which may be an address."""
    if "/" not in typed:  # every DOI has one; for others it is not worth going through all records
        return []
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", typed, flags=re.IGNORECASE)
    return journal.rows(
        "SELECT record, title FROM record INDEXED BY record_by_doi WHERE doi = ? COLLATE NOCASE AND doi <> '' LIMIT 6",
        (doi,),
    )


def _by_path(journal: Journal, typed: str) -> list[tuple[str, str]]:
    """Ids and titles of records whose file is at this path, in ``corpus/`` or below."""
    return journal.rows(
        "SELECT DISTINCT record, title FROM file CROSS JOIN record USING (file_sha256)"
        f" WHERE {_IS_PATH} LIMIT 6",
        _path_patterns(typed),
    )


def _by_path_elsewhere(journal: Journal, typed: str) -> list[tuple[str, str]]:
    """The same of records whose file is not in this folder, by its path in the copy that read it."""
    return journal.rows(
        "SELECT DISTINCT record, title FROM"
        " (SELECT record, json_extract(act, '$.path') AS path FROM event WHERE kind = 'ingest' AND json_valid(act)) AS read"
        " JOIN record USING (record) WHERE file_sha256 <> '' AND file_sha256 NOT IN (SELECT file_sha256 FROM file)"
        f" AND ({_IS_PATH}) LIMIT 6",
        _path_patterns(typed),
    )


_IS_PATH = "path = ? OR path = ? OR path LIKE ? ESCAPE '\\'"
"""Whether a path is the one that somebody typed, see `_path_patterns`."""


def _path_patterns(typed: str) -> tuple[str, str, str]:
    """A path as it is, in ``corpus/``, and as the end of one."""
    name = typed.replace("\\", "/")
    ending = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return name, f"corpus/{name}", f"%/{ending}"


_IMPORTED = (
    "(SELECT sequence FROM event WHERE kind = 'import' AND (hash = record.abstract_event OR json_valid(act))"
    " AND hash NOT IN (SELECT event FROM undone) AND subject = 'record:' || record.record LIMIT 1)"
)
"""The event that has a record's kind of work, and mostly the abstract, which is then not looked up again."""


def record_texts(journal: Journal, record: str | None = None, opening_length: int = 3000) -> list[RecordText]:
    """What orders and source types are learned from, of one record or all, oldest first.

    A document's opening replaces a missing abstract.
    """
    found = journal.database.each(
        _text,
        "SELECT record.record, title, container, organisation, doi, text_sha256, imported.act,"
        f" CASE imported.hash WHEN abstract_event THEN NULL ELSE ifnull({ABSTRACT_ACT}, '') END"
        f" FROM record LEFT JOIN event AS imported ON imported.sequence = {_IMPORTED}"
        f" {'' if record is None else 'WHERE record.record = ?'} ORDER BY key",
        () if record is None else (record,),
    )
    return [_opened(journal, one, sha256, opening_length) if sha256 else one for one, sha256 in found]


def _text(
    record: str,
    title: str,
    container: str,
    organisation: str,
    doi: str,
    text_sha256: str,
    imported: str | None,
    other: str | None,
) -> tuple[RecordText, str]:
    """The text of a row, whose abstract is in another act than the import unless that is None, and its document's hash."""
    from review.domain.suggestions.suggestion import RecordText

    abstract, kind = abstract_and_kind_in(imported)
    if other is not None:
        abstract = abstract_in(other)
    registrant = f"doi {doi.partition('/')[0]}" if doi else ""
    published = ". ".join(part for part in (container, organisation, kind, registrant) if part)
    return RecordText(record, title, abstract, "", published), text_sha256


def _opened(journal: Journal, text: RecordText, text_sha256: str, length: int) -> RecordText:
    """A record's text with its document's opening, where it has no abstract to speak of."""
    if len(text.abstract) >= 200 or not (document := texts.load(journal, text_sha256)):
        return text
    return replace(text, opening=document.text[: min(length, document.body_end)])
