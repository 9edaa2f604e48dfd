"""Records: listing, finding and correcting them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from review import acts
from review.domain.act import NOT_SET
from review.domain.listing import (
    CONFIRMATIONS,
    FACET,
    LABEL,
    NO_SEARCH,
    REFERENCE,
    SEARCH,
    SOURCE,
    Listed,
    RecordRow,
    Selection,
)
from review.domain.outcome import Outcome
from review.domain.record import ReadingStatus, Record, Role
from review.domain.searches.not_retrieved import counts_as_not_retrieved
from review.domain.wording.given import as_names, as_optional_text, as_text
from review.domain.wording.named import named
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError, UnknownNameError
from review.journal.queries.listing import lookup, selecting, shown
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService

EDITABLE = (
    "title", "authors", "year", "doi", "short_author", "organisation", "abstract", "container", "role",
)  # fmt: skip
"""The fields of a record that can be edited."""

_DOCUMENTS: Mapping[str, str] = {
    ReadingStatus.ENCRYPTED: "is there, but locked",
    ReadingStatus.NO_TEXT: "is there, but has no text",
}
"""What is said of a document that cannot be read."""


class RecordService(Service):
    """Acts on records as bibliographic references."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def listing(self, selection: Selection | None = None) -> array[int]:
        """The row keys of the records in a selection (default: all), in its order."""
        return self.listed(selection or Selection()).keys

    def listed(self, selection: Selection) -> Listed:
        """As `listing`, with how many of the first records have the searched words in their reference."""
        return selecting.listed(self._journal, selection, self._theory.stages)

    def count(self) -> int:
        """The number of listed records."""
        return lookup.count(self._journal)

    def empty_columns(self) -> frozenset[str]:
        """Which of source type, role, codings, pages and the stages are empty in all records."""
        return shown.empty_columns(self._journal, self._theory.stages)

    def condition(self, typed: str) -> tuple[str, str]:
        """A condition of a selection, as typed: ``FIELD=VALUE``.

        A facet is written ``facet.population``, or ``population`` where no field has that name; its values in any case.

        Raises:
            ReviewError: it is not of that form.
            UnknownNameError: the field is unknown, or no record can have that value.
        """
        field, separator, value = (part.strip() for part in typed.partition("="))
        if not separator:
            raise ReviewError(f"'{typed}' is not a condition; write FIELD=VALUE, such as role=evidence")
        field, value = self._facet_meant(field, value)
        if not self.listing(Selection(((field, value),))):
            # What a record has is valid, even if the theory map no longer lists it.
            self._check_value(field, value)
        return field, value

    def _facet_meant(self, field: str, value: str) -> tuple[str, str]:
        """A condition with a facet's field and value as they are spelled; other conditions stay."""
        from review.journal.queries.listing.conditions import fields

        name = field.removeprefix(FACET)
        facets = {facet.id: facet for facet in self._theory.map.facets}
        is_other = field == name and name in fields(self._theory.stages)
        if is_other or name not in facets:
            return field, value
        spelled = {known.casefold(): known for known in (*facets[name].values, NOT_SET)}
        return f"{FACET}{name}", spelled.get(value.casefold(), value)

    def _check_value(self, field: str, value: str) -> None:
        from review.domain.evidence_counts import UNCLASSIFIED
        from review.domain.outcome import Outcome
        from review.journal.queries.imported import names
        from review.journal.queries.searches import log

        if field == "year":
            _checked_field(field, value)
        theory_map = self._theory.map
        statuses = [*(status for status in ReadingStatus if status.makes_record), "not-retrieved"]
        values: dict[str, Iterable[str]] = {
            **dict.fromkeys(self._theory.stages, Outcome),
            "role": Role,
            "source_type": [*(kind.id for kind in theory_map.source_types), UNCLASSIFIED],
            "code": [*theory_map.code_names, *theory_map.former_codes],
            "reading_status": statuses,
            "status": statuses,
            REFERENCE: CONFIRMATIONS,
            LABEL: names.names(self._journal, LABEL),
            SOURCE: names.names(self._journal, SOURCE),
            SEARCH: [*(one.id for one in log.searches(self._journal)), NO_SEARCH],
            **{f"{FACET}{facet.id}": [*facet.values, NOT_SET] for facet in theory_map.facets if facet.values},
        }
        if field.startswith(FACET) and field not in values:
            known_facets = {facet.id for facet in theory_map.facets}
            if (name := field.removeprefix(FACET)) not in known_facets:
                raise UnknownNameError(unknown_name("facet", name, sorted(known_facets)))
        if value and field in values and value not in (known := list(values[field])):
            kind = "decision" if field in self._theory.stages else field.replace("_", " ")
            if field.startswith(FACET):
                name = f"{field.removeprefix(FACET)} value"
                raise UnknownNameError(unknown_name(name, value, known, "; "))
            raise UnknownNameError(unknown_name(kind, value, known))

    def rows(self, keys: Sequence[int]) -> list[RecordRow]:
        """The rows with these keys; request only visible ones."""
        return shown.rows(self._journal, keys, self._theory.stages)

    def whole(self, keys: Sequence[int]) -> Iterator[tuple[Record, dict[str, str]]]:
        """The full records with these keys, each with its outcomes by stage."""
        return shown.whole_records(self._journal, keys, self._theory.stages)

    def identifiers(self, keys: Sequence[int]) -> list[str]:
        """The ids of the records with these keys, of all records if need be."""
        return lookup.identifiers(self._journal, keys)

    def key_of(self, record: str) -> int | None:
        """The row key of a record."""
        return lookup.key_of(self._journal, record)

    def find(self, typed: str) -> str:
        """The id of the record given by the beginning of its id, a DOI or a path.

        Raises:
            UnknownNameError: none or several match; the text says which.
        """
        from review.journal.queries import records

        return records.find(self._journal, typed)

    def get(self, record: str) -> Record:
        """One record."""
        from review.journal.queries import records

        return records.record(self._journal, record)

    def cited(self, record: str) -> str:
        """A record's citation: ``Rahman et al., 2016b``.

        Raises:
            UnknownNameError: the record is unknown.
        """
        from review.journal.queries import records

        return records.cited(self._journal, record)

    def cited_as(self, typed: str) -> list[str]:
        """The ids of the records with this citation, in any case; none where only the title is cited."""
        from review.journal.queries import records

        return records.cited_as(self._journal, typed)

    def all(self, those: Iterable[str] | None = None) -> list[Record]:
        """All records, or those with these ids, in the order in which they came."""
        from review.journal.queries import records

        if those is None:
            return records.every_record(self._journal)
        return records.with_ids(self._journal, those)

    def edit(self, record: str, **fields: object) -> Acknowledgement:
        """Correct fields of the reference (title, authors, year, doi, organisation, short_author, abstract, container, role).

        Raises:
            UnknownNameError: a field is unknown.
            ReviewError: a value is invalid.
        """
        shown = self.cited(record)
        checked = {name: _checked_field(name, value) for name, value in fields.items()}
        if not checked:
            raise ReviewError("nothing to change; give at least one field")
        act = acts.Edit(record=record, fields=msgspec.convert(checked, acts.Fields))
        done = self._act(act, "")
        now = self.cited(record)
        of = f"{shown}, now {now}" if now != shown else shown
        hint = (
            "; it is cited by its authors" if "organisation" in checked and self.get(record).authors else ""
        )
        return msgspec.structs.replace(done, message=f"{of}: {', '.join(checked)} changed{hint}")

    def set_role(self, record: str, role: Role, batch: str = "") -> Acknowledgement:
        """Set a record's role; those with the same `batch`, a random name, are undone together."""
        act = acts.Edit(record=record, fields=acts.Fields(role=role), batch=batch)
        return self._act(act, f"{self.cited(record)}: {named(role)}")

    def confirm(self, record: str, *fields: str, batch: str = "") -> Acknowledgement:
        """Confirm the values found in the file (default: all unconfirmed fields).

        Those with the same `batch`, a random name, are undone together.

        Raises:
            ReviewError: there is nothing to confirm.
        """
        current = self.get(record)
        waiting = [name for name, origin in current.origins.items() if not origin.confirmed]
        chosen = [name for name in waiting if not fields or name in fields]
        if not chosen:
            raise ReviewError(f"{current.author_year}: nothing to confirm")
        return self._act(
            acts.Confirm(record=record, fields=tuple(chosen), batch=batch),
            f"{current.author_year}: {', '.join(chosen)} confirmed",
        )

    def set_source_type(self, record: str, source_type: str | None, batch: str = "") -> Acknowledgement:
        """Set a record's source type (``""`` or None clears it); those with the same `batch`, a random name, are undone together.

        Raises:
            UnknownNameError: the source type is not in the map.
        """
        types = {kind.id: kind.name for kind in self._theory.map.source_types}
        source_type = as_optional_text("source_type", source_type)
        if source_type and source_type not in types:
            raise UnknownNameError(unknown_name("source type", source_type, types))
        shown = self.cited(record)
        message = f"{shown}: {types[source_type]}" if source_type else f"{shown}: unclassified"
        return self._act(acts.SourceType(record=record, source_type=source_type, batch=batch), message)

    def without_document(self, record: str) -> Record:
        """The record, of which no document was read; otherwise it cannot be reported as not retrieved.

        Raises:
            ReviewError: its document is there, read or not.
        """
        current = self.get(record)
        if current.file_sha256:
            state = _DOCUMENTS.get(current.reading_status, "was read")
            raise ReviewError(
                f"{current.author_year}: its document {state} ({current.path or 'from a file'}), so it was retrieved"
            )
        return current

    def set_not_retrieved(self, record: str, reason: str) -> Acknowledgement:
        """Report that a record's document could not be obtained, and why; undone by `undo` or by reading it.

        Raises:
            ReviewError: the record has a document, or there is no reason.
        """
        current = self.without_document(record)
        why = " ".join(as_text("reason", reason).split())
        if not why:
            raise ReviewError(f"{current.author_year}: say why its document could not be retrieved")
        return self._act(
            acts.NotRetrieved(record=record, reason=why),
            f"{current.author_year}: document not retrieved ({why}){self._decided_all_the_same(record)}",
        )

    def _decided_all_the_same(self, record: str) -> str:
        """That the flow does not count the last decision on a record without a document, in words that continue the line."""
        # It loads what the first picture does without.
        from review.journal.queries import screening_acts

        stages = [*self._theory.stages]
        outcomes = {stage: screening_acts.outcome_of(self._journal, record, stage) for stage in stages[1:]}
        decided = [outcome for outcome in outcomes.values() if outcome != Outcome.NONE]
        return counts_as_not_retrieved(decided[-1]) if decided else ""


def _checked_field(name: str, value: object) -> object:
    """A field's value as stored in the journal."""
    if name not in EDITABLE:
        raise UnknownNameError(unknown_name("field", name, sorted(EDITABLE)))
    if name == "authors":
        from review.domain.citation import parse_authors

        return (
            parse_authors(value)
            if isinstance(value, str)
            else [*as_names("authors", () if value is None else value)]
        )
    if name == "year":
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit() and 1000 <= int(text) <= 2999):
            raise ReviewError(f"'{text}' is not a year; write four digits, or nothing")
        return int(text) if text else None
    if name == "role":
        try:
            return Role(str(value))
        except ValueError:
            raise ReviewError(unknown_name("role", str(value), Role)) from None
    return " ".join(as_optional_text(name, value).split())
