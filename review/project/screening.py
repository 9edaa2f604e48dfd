"""Screening: decisions, source types, the reference and who confirmed it, and what to do next."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from review.acts import Confirm, Decide, Edit, Fields, SourceType
from review.citation import parse_authors
from review.errors import ReviewError, UnknownNameError
from review.journal.material import JournalMaterial
from review.journal.queries import acts, listing, records
from review.journal.queries.counts import counts
from review.model import Counts, Decision, DecisionKind, Record, RecordRow, Role, Selection
from review.project.core import Acknowledgement, ProjectCore

EDITABLE = frozenset(
    {"title", "authors", "year", "doi", "short_author", "role", "organisation", "abstract", "container"}
)


class Screening(ProjectCore):
    """The verbs about records as wholes."""

    # --- looking ---------------------------------------------------------------------------------------------------

    def listing(self, selection: Selection | None = None) -> array[int]:
        """The row keys of the records that a selection names (default: all), in its order."""
        return listing.keys(self.journal, selection or Selection(), self.stages)

    def rows(self, keys: Sequence[int]) -> list[RecordRow]:
        """The rows with those keys; ask for what is visible."""
        return listing.rows(self.journal, keys, self.stages)

    def whole_records(self, keys: Sequence[int]) -> Iterator[tuple[Record, dict[str, str]]]:
        """The whole records with those keys, each with what its decisions come to at every stage."""
        return listing.whole_records(self.journal, keys, self.stages)

    def key_of(self, record: str) -> int | None:
        """The row key of a record."""
        return listing.key_of(self.journal, record)

    def find(self, typed: str) -> str:
        """The id of the record that a person means by the beginning of an id, a DOI or a path.

        Raises:
            UnknownNameError: none or several; the text says which.
        """
        return records.find(self.journal, typed)

    def record(self, record: str) -> Record:
        """One record."""
        return records.record(self.journal, record)

    def records(self) -> list[Record]:
        """All records."""
        return records.every_record(self.journal)

    def decisions(self, record: str, stage: str = "") -> list[Decision]:
        """The decisions on a record that this reviewer may see."""
        return acts.visible_decisions(
            acts.decisions(self.journal, record=record, stage=stage), self.reviewer, self.theory_map
        )

    def all_decisions(self) -> list[Decision]:
        """All decisions that this reviewer may see."""
        return acts.visible_decisions(acts.decisions(self.journal), self.reviewer, self.theory_map)

    def outcome(self, record: str, stage: str) -> str:
        """What the decisions come to: a decision, ``conflict`` or ``none``."""
        return acts.outcome_of(self.journal, record, stage)

    def candidates(self, stage: str) -> list[str]:
        """The records that wait for this reviewer at a stage, the oldest first."""
        self._check_stage(stage)
        return self.material().candidates(stage)

    def material(self) -> JournalMaterial:
        """What suggestions are learned from: the texts, and the events that this reviewer may see."""
        return JournalMaterial(self.journal, self.reviewer)

    # --- deciding ----------------------------------------------------------------------------------------------------

    def decide(
        self,
        record: str,
        decision: DecisionKind | str,
        stage: str,
        *,
        criteria: Sequence[str] = (),
        note: str = "",
        overrides: Mapping[str, str] | None = None,
        model: str = "",
    ) -> Acknowledgement:
        """Decide on a record at a stage; a later decision replaces one's own.

        `overrides` maps an exclusion criterion that would apply to the reason for setting it aside. `model` names the
        model whose suggestion was on the screen.

        Raises:
            ReviewError: an exclusion at a stage that asks for a criterion names none; an override has no reason.
            UnknownNameError: the record, stage or a criterion does not exist, or the criterion is another stage's or of
                the other kind: exclusions name criteria of exclusion, inclusions of inclusion, the others either.
        """
        chosen = DecisionKind(decision)
        self._check_stage(stage)
        shown = self.record(record).author_year
        known = {criterion.id: criterion for criterion in self.theory_map.criteria}
        for name in [*criteria, *(overrides or {})]:
            if name not in known:
                raise UnknownNameError(f"'{name}' is no criterion of this review{nearest(name, known)}")
        self._check_criteria(criteria, chosen, stage)
        if (
            chosen is DecisionKind.EXCLUDE
            and not criteria
            and self.theory_map.stage(stage).criterion_required
        ):
            raise ReviewError(
                f"an exclusion at stage {stage} needs the criterion that decided (--criterion ID)"
            )
        for name, reason in (overrides or {}).items():
            if not reason.strip():
                raise ReviewError(f"setting criterion {name} aside needs a reason")
        act = Decide(
            record=record,
            stage=stage,
            decision=chosen,
            theory_event=self.theory_event,
            criteria=tuple(criteria),
            note=note,
            overrides=dict(overrides or {}),
            model=model,
        )
        by = f" by {', '.join(criteria)}" if criteria else ""
        return self._act(act, f"{_PAST[chosen]} {shown}{by}")

    def set_source_type(self, record: str, source_type: str) -> Acknowledgement:
        """Say what kind of source a record is (``""`` takes it back).

        Raises:
            UnknownNameError: the map has no such source type.
        """
        types = {kind.id: kind.name for kind in self.theory_map.source_types}
        if source_type and source_type not in types:
            raise UnknownNameError(
                f"'{source_type}' is no source type of this review{nearest(source_type, types)}"
            )
        shown = self.record(record).author_year
        message = f"{shown}: {types[source_type]}" if source_type else f"{shown}: unclassified"
        return self._act(SourceType(record=record, source_type=source_type), message)

    # --- the reference -----------------------------------------------------------------------------------------------

    def edit(self, record: str, **fields: object) -> Acknowledgement:
        """Correct fields of the reference (title, authors, year, doi, organisation, short_author, abstract, container, role).

        Raises:
            UnknownNameError: no such field.
            ReviewError: a value that the field cannot have.
        """
        shown = self.record(record).author_year
        checked = {name: _checked_field(name, value) for name, value in fields.items()}
        if not checked:
            raise ReviewError("nothing to change: name at least one field")
        act = Edit(record=record, fields=msgspec.convert(checked, Fields))
        return self._act(act, f"{shown}: {', '.join(checked)} changed")

    def confirm(self, record: str, *fields: str) -> Acknowledgement:
        """Confirm what the file offered (default: every field that waits for it).

        Raises:
            ReviewError: nothing waits.
        """
        current = self.record(record)
        waiting = [name for name, origin in current.origins.items() if not origin.confirmed]
        chosen = [name for name in waiting if not fields or name in fields]
        if not chosen:
            raise ReviewError(f"{current.author_year}: nothing waits to be confirmed")
        return self._act(
            Confirm(record=record, fields=tuple(chosen)),
            f"{current.author_year}: {', '.join(chosen)} confirmed",
        )

    # --- where the review stands ----------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """How many of what; its `next_step` says what to do next."""
        return counts(self.journal, self.reviewer, self.stages)

    def _check_stage(self, stage: str) -> None:
        if stage not in self.stages:
            raise UnknownNameError(f"'{stage}' is no stage of this review; choose {' or '.join(self.stages)}")

    def _check_criteria(self, criteria: Sequence[str], decision: DecisionKind, stage: str) -> None:
        excludes = {DecisionKind.INCLUDE: False, DecisionKind.EXCLUDE: True}.get(decision)
        kind = {False: "inclusion ", True: "exclusion ", None: ""}[excludes]
        possible = [criterion.id for criterion in self.theory_map.criteria_of(stage, excludes=excludes)]
        for name in criteria:
            if name not in possible:
                choice = f"choose one of {', '.join(possible)}" if possible else "there are none"
                raise UnknownNameError(f"'{name}' is no {kind}criterion of stage {stage}; {choice}")


_PAST = {
    DecisionKind.INCLUDE: "Included",
    DecisionKind.EXCLUDE: "Excluded",
    DecisionKind.MAYBE: "Maybe:",
    DecisionKind.PARK: "Parked",
}


def nearest(name: str, known: Mapping[str, object]) -> str:
    """The end of an error's sentence: the nearest valid name, or all of them."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1, 0.4)
    return f"; did you mean '{close[0]}'?" if close else f"; choose one of {', '.join(known)}"


def _checked_field(name: str, value: object) -> object:
    """A field's value as the journal keeps it."""
    if name not in EDITABLE:
        raise UnknownNameError(
            f"'{name}' is no field that can be edited; choose one of {', '.join(sorted(EDITABLE))}"
        )
    if name == "authors":
        return (
            parse_authors(value) if isinstance(value, str) else [str(author) for author in _sequence(value)]
        )
    if name == "year":
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit() and 1000 <= int(text) <= 2999):
            raise ReviewError(f"'{text}' is no year; write four digits, or nothing")
        return int(text) if text else None
    if name == "role":
        try:
            return Role(str(value))
        except ValueError:
            raise ReviewError(f"'{value}' is no role; choose {', '.join(Role)}") from None
    return " ".join(str(value).split())


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else [value]
