"""Acts about records: readings of files, imported references, corrections, merges and relations."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from review.acts.act import TOGETHER, Act, Names
from review.domain import page_labels
from review.domain.reference import Reference
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.one_line import on_one_line
from review.domain.wording.short_id import short_id


class MetadataValue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value found in a file for one field of the reference; `confidence` is between 0 and 1."""

    value: str | int | tuple[str, ...] | None
    source: str
    confidence: float
    confirmed: bool = False


class Fields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """New values for fields of a reference; fields left out are unchanged."""

    title: str | UnsetType = UNSET
    authors: tuple[str, ...] | UnsetType = UNSET
    year: int | UnsetType | None = UNSET
    doi: str | UnsetType = UNSET
    organisation: str | UnsetType = UNSET
    short_author: str | UnsetType = UNSET
    abstract: str | UnsetType = UNSET
    container: str | UnsetType = UNSET
    role: str | UnsetType = UNSET

    def given(self) -> dict[str, str | int | tuple[str, ...] | None]:
        """The given fields with their values."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in values.items() if value is not UNSET}


RECORD_VALUES = frozenset(Fields.__struct_fields__)
"""The fields of a record that files provide and reviewers correct. Others, from a newer version, have no effect."""


class RecordAct(Act, frozen=True, kw_only=True):
    """An act whose subject is a record."""

    about = "record:{act.record}"
    record: str


class Ingest(RecordAct, frozen=True, kw_only=True, tag="ingest"):
    """A file was read for the first time. `text_sha256` is empty if it had no text.

    The other digests are those of the layout and the glyph map stored beside the text.
    """

    noun = "document read"
    preposition = "of"
    file_sha256: str
    text_sha256: str
    layout_sha256: str | UnsetType = UNSET
    glyphs_sha256: str | UnsetType = UNSET
    path: str
    status: str
    message: str
    pages: int
    metadata: dict[str, MetadataValue]


class Reread(RecordAct, frozen=True, kw_only=True, tag="reread"):
    """A record's file, or its changed version, was read again; this file and text are now the record's."""

    noun = "document read again"
    preposition = "of"
    file_sha256: str
    text_sha256: str
    layout_sha256: str | UnsetType = UNSET
    glyphs_sha256: str | UnsetType = UNSET
    status: str
    message: str
    pages: int
    reader: str
    metadata: dict[str, MetadataValue]

    def detail_in_words(self, names: Names) -> str:
        """That the file is another one: it was attached in the place of the former, or changed."""
        return "from another file than before" if names.is_other_file(self.record, self.file_sha256) else ""


class Import(RecordAct, frozen=True, kw_only=True, tag="import"):
    """A reference was imported; its values count as confirmed.

    `line` is its place in the file, from 1, and `search` the id of the search that found it. `again`: its file is a list that was
    imported before under another name, so that the flow does not count it. One with a `batch` came with a coded project, and is
    undone and redone with it; others cannot be undone.
    """

    has_floats = False
    deed = TOGETHER
    noun = "import"
    plural = "imported records"
    preposition = "of"
    path: str
    line: int
    source: str
    reference: Reference
    search: str = ""
    again: bool = False
    batch: str = ""

    @property
    def can_be_undone(self) -> bool:
        """Whether it came with a coded project."""
        return bool(self.batch)

    def many_in_words(self, count: int, names: Names) -> str:
        """So many records of a file, with the search that found them."""
        del names
        return (
            f"{self.noun} of {self.path} ({', '.join(filter(None, [counted(count, 'record'), self.detail]))})"
        )

    @property
    def detail(self) -> str:
        """The search that found it, if one was given."""
        return f"found by {self.search}" if self.search else ""


class Edit(RecordAct, frozen=True, kw_only=True, tag="edit"):
    """Fields of the reference were corrected. Edits with the same `batch` are undone and redone together."""

    undoable = True
    deed = TOGETHER
    noun = "correction of the reference"
    plural = "corrections of references"
    fields: Fields
    batch: str = ""

    @property
    def detail(self) -> str:
        """The fields' names."""
        return ", ".join(map(named, self.fields.given()))


class Confirm(RecordAct, frozen=True, kw_only=True, tag="confirm"):
    """The values found in a file for these fields were confirmed. Those with the same `batch` are undone together."""

    undoable = True
    deed = TOGETHER
    noun = "confirmation"
    plural = "confirmations"
    fields: tuple[str, ...]
    batch: str = ""

    @property
    def detail(self) -> str:
        """The fields' names."""
        return ", ".join(map(named, self.fields))


class SourceType(RecordAct, frozen=True, kw_only=True, tag="source-type"):
    """The record was classified by source type; empty: unclassified again. Those with the same `batch` are undone together."""

    undoable = True
    deed = TOGETHER
    noun = "source type"
    plural = "source types"
    source_type: str
    batch: str = ""

    @property
    def detail(self) -> str:
        """The source type's id."""
        return self.source_type

    def detail_in_words(self, names: Names) -> str:
        """The source type's name."""
        return names.source_type(self.source_type) if self.source_type else ""


class NotRetrieved(RecordAct, frozen=True, kw_only=True, tag="not-retrieved"):
    """The record's document could not be obtained, and why; a document that comes later is read as any other."""

    undoable = True
    noun = "document not retrieved"
    preposition = "for"
    reason: str

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.reason,)


class Label(Act, frozen=True, kw_only=True, tag="label"):
    """The pages `page` to `through` of a record's PDF got labels by hand; without `labels` these were cleared.

    The label of a page without a printed number is empty. `file_sha256` is the file whose pages they are.
    """

    about = "labels:{act.record}"
    undoable = True
    noun = "page numbers"
    preposition = "of"
    record: str
    file_sha256: str
    page: int
    through: int
    labels: tuple[str, ...]

    @property
    def detail(self) -> str:
        """The pages of the PDF, and their labels."""
        return page_labels.in_words(self.page, self.through, self.labels)


class Merge(RecordAct, frozen=True, kw_only=True, tag="merge"):
    """`record` is the same work as `kept` and is no longer listed; `why` is the reason.

    Merges with the same `batch` were made by one command and are undone and redone together.
    """

    undoable = True
    noun = "merge of records"
    plural = "merges of records"
    kept: str
    why: str | UnsetType = UNSET
    batch: str = ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.why,) if self.why else ()

    def in_words(self, names: Names) -> str:
        """The two records."""
        kept, merged = (names.merged_record(record) for record in (self.kept, self.record))
        return f"{self.noun}: {kept} ← {merged}"

    def in_full(self, names: Names) -> str:
        """The two records, each with the beginning of its id, since they are often cited alike; and why."""
        kept, merged = (
            f"{names.merged_record(record)} ({short_id(record)})" for record in (self.kept, self.record)
        )
        why = on_one_line("; ".join(self.explanation))
        return f"{self.noun}: {kept} ← {merged}{f': {why}' if why else ''}"


RELATIONS = {
    "same-study": "reports of the same study",
    "kin": "related studies",
    "distinct": "distinct works",
}
"""The relations of two records, with their names for people; distinct works only look alike."""


class Relate(Act, frozen=True, kw_only=True, tag="relate"):
    """Two records are reports of the same study, related studies, or distinct works."""

    about = "relate:{event}"
    undoable = True
    noun = "relation"
    record: str
    other: str
    relation: str

    def in_words(self, names: Names) -> str:
        """The two records and what they are to each other."""
        one, other = (names.merged_record(record) for record in (self.record, self.other))
        return f"{self.noun}: {one} and {other}, {RELATIONS.get(self.relation, self.relation)}"
