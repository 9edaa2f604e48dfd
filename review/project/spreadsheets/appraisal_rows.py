"""Rows of the table ``appraisal``: how relevant, rich and rigorous a document is, for what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from review.domain import Record
from review.domain.texts.spans import Span
from review.domain.theories.appraisal import Appraisal, Level
from review.domain.wording.counted import counted
from review.domain.wording.named import named
from review.domain.wording.unknown import folded, meant
from review.errors import ReviewError
from review.journal.event import Event
from review.project.coding.quotation import SeveralPlacesError
from review.project.coding.service import CodingService
from review.project.reviewer import reviewer_name
from review.project.service import Context
from review.project.spreadsheets.planned import Known, Planned
from review.project.spreadsheets.records import COLUMNS, KnownRecords
from review.project.spreadsheets.tables import RefusedRowError, TableRow
from review.project.theories.appraisals import WHOLE_REVIEW, AppraisalService
from review.project.theories.targets import Targets
from review.project.theory import TheoryService

_Same = tuple[str, str, Span | None, str]

_UNUSED = ("date", "not_included")
"""Columns of the export that an import has no use for."""
_OTHERS = {
    "for": ("for", "target", "theory", "theories", "code"),
    "because": ("because", "reason", "reasons", "why", "rationale"),
    "reviewer": ("reviewer", "appraised by"),
    "quotation": ("quotation", "quote", "passage"),
    "start": ("start",),
    "end": ("end",),
    "text_sha256": ("text_sha256", "text"),
    **dict.fromkeys(_UNUSED, ()),
}


class _Said(NamedTuple):
    """What a row says."""

    line: int
    levels: Mapping[str, Level]
    because: str


class AppraisalRows:
    """Makes an appraisal of each row. Of a row with another reviewer the judgement is theirs, and undo the importer's."""

    needs = "a column citation, DOI or title, and one for a dimension, such as relevance"

    def __init__(
        self,
        context: Context,
        theory: TheoryService,
        coding: CodingService,
        appraisals: AppraisalService,
        targets: Targets,
    ) -> None:
        self._journal = context.journal
        self._reviewer = context.reviewer
        self._theory = theory
        self._coding = coding
        self._appraisals = appraisals
        self._targets = targets
        self._records = KnownRecords(context.journal)
        self._dimensions = {one.id: one.name for one in theory.map.appraisal_dimensions}
        self.columns = self._columns()
        self._present: dict[_Same, Appraisal] = {
            (one.record, one.target, None if one.is_lost else one.span, one.reviewer): one
            for one in appraisals.all()
        }
        self._planned: dict[_Same, list[_Said]] = {}
        self._of_others: Counter[str] = Counter()

    def _columns(self) -> Mapping[str, str]:
        names = {key: (key, *given) for key, given in {**COLUMNS, **_OTHERS}.items()}
        names |= {key: (key, name) for key, name in self._dimensions.items()}
        return {folded(name): key for key, given in names.items() for name in given}

    def is_enough(self, keys: Collection[str]) -> bool:
        """Whether a table with these columns can be read."""
        return not COLUMNS.keys().isdisjoint(keys) and not self._dimensions.keys().isdisjoint(keys)

    def planned(self, row: TableRow) -> list[Planned | Known]:
        """An appraisal for each target that a row names.

        Raises:
            ReviewError: it cannot be imported; the text says why and what to do.
        """
        record = self._records.find(row)
        levels = self._levels(row)
        span = self._span(row, record)
        because = row.text("because")
        reviewer = reviewer_name(row.text("reviewer")) if row.text("reviewer") else self._reviewer
        return [
            self._one(row.line, record, levels, because, target, span, reviewer)
            for target in self._targets_of(row)
        ]

    def _one(
        self,
        line: int,
        record: Record,
        levels: Mapping[str, Level],
        because: str,
        target: str,
        span: Span | None,
        reviewer: str,
    ) -> Planned | Known:
        same = (record.id, target, span, reviewer)
        before = self._planned.setdefault(same, [])
        for one in before:
            if (levels, because) == (one.levels, one.because):
                return Known(line, f"the same as line {one.line}")
            if not one.levels.keys().isdisjoint(levels):
                raise RefusedRowError(
                    f"line {one.line} appraises the same, with another level or reason; keep one of them"
                )
        before.append(_Said(line, levels, because))
        is_own = reviewer == self._reviewer
        present = self._present.get(same)
        if _says(present, levels, because):
            return Known(line)
        if present and not is_own:
            self._refuse_to_overrule(present, levels)
        act = self._appraisals.act(record.id, levels, because, target=target, span=span)

        def write(batch: str) -> Event:
            from msgspec.structs import replace

            return self._journal.append(
                self._reviewer, replace(act, batch=batch, appraised_by="" if is_own else reviewer)
            )

        called = f" for {self._targets.label(target)}" if target else ""
        of = " (a passage)" if span else ""
        self._of_others.update([] if is_own else [reviewer])
        by = "" if is_own else f" by {reviewer}"
        said = ", ".join(f"{self._dimensions[one]} {named(level)}" for one, level in levels.items())
        return Planned(line, f"{record.author_year}{of}{called}{by}: {said}", write)

    def _refuse_to_overrule(self, present: Appraisal, levels: Mapping[str, Level]) -> None:
        """Refuse levels in another reviewer's name where there are some that this reviewer did not import.

        Raises:
            RefusedRowError: there are; the text says which.
        """
        theirs = set(self._appraised_in_person(present))
        kept = [f"{self._dimensions[one]} {named(present.levels[one])}" for one in levels if one in theirs]
        if kept:
            raise RefusedRowError(
                f"{present.reviewer} is already recorded with {', '.join(kept)}, and another level or reason;"
                f" only {present.reviewer} can change that"
            )

    def _appraised_in_person(self, present: Appraisal) -> Iterator[str]:
        """The dimensions whose levels this reviewer did not import."""
        for hash_ in present.events:
            for event in self._journal.events("hash = ?", (hash_,)):
                if event.reviewer != self._reviewer:
                    yield from event.act["levels"]

    def remarks(self) -> Iterator[str]:
        """Whose judgement others are, and who undoes them."""
        for reviewer, number in self._of_others.items():
            yield f"{counted(number, 'appraisal')} in the name of {reviewer}; your `review undo` removes them, too"

    def _levels(self, row: TableRow) -> dict[str, Level]:
        found = {}
        for dimension, name in self._dimensions.items():
            if not (text := row.text(dimension)):
                continue
            found[dimension] = meant(f"level of {name.casefold()}", text, Level)
        if not found:
            raise RefusedRowError(f"no level; fill in {', '.join(self._dimensions)}")
        return found

    def _targets_of(self, row: TableRow) -> list[str]:
        """The codes and configurations that a row is for; the whole review if it names none."""
        typed = [part for line in row.lines("for") for part in map(str.strip, line.split(";")) if part]
        found = [WHOLE_REVIEW if folded(one) == "wholereview" else self._target(one) for one in typed]
        return list(dict.fromkeys(found)) or [WHOLE_REVIEW]

    def _target(self, typed: str) -> str:
        theory_map = self._theory.map
        spelled = {code.casefold(): code for code in (*theory_map.code_names, *theory_map.former_codes)}
        return self._targets.find(theory_map.present(spelled.get(typed.casefold(), typed))).id

    def _span(self, row: TableRow, record: Record) -> Span | None:
        """The passage that a row is about, where it is in the record's present text; None for the whole record."""
        start, end = row.text("start"), row.text("end")
        if start.isdecimal() and end.isdecimal() and row.text("text_sha256") == record.text_sha256:
            return int(start), int(end)
        quotation = row.text("quotation")
        if not quotation and not start:
            return None
        if not quotation or not record.text_sha256:
            raise RefusedRowError(
                f"its passage is not in the present text of {record.author_year}; clear the columns of the passage"
            )
        try:
            return self._coding.find_quote(record.id, quotation)
        except SeveralPlacesError as error:
            raise RefusedRowError(
                f"its passage occurs {error.times} times in {record.author_year}; quote more of it"
            ) from error
        except ReviewError as error:
            raise RefusedRowError(f"its passage in {record.author_year}: {error}") from error


def _says(present: Appraisal | None, levels: Mapping[str, Level], because: str) -> bool:
    """Whether an appraisal already has these levels and this reason, or with no reason given, these levels."""
    if present is None or any(present.levels.get(one) != level for one, level in levels.items()):
        return False
    return not because or because in {*present.because, "\n".join(dict.fromkeys(present.because))}
