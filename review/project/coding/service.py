"""Coding: codes on passages, rejected suggestions, done marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import UNSET
from msgspec.structs import replace

from review.acts import (
    Accepted,
    Code,
    Done,
    Recode,
    Reject,
    Uncode,
)
from review.domain import (
    CodeSuggestion,
    Coding,
    Document,
    DoneMark,
    EvidenceStatus,
    Rejection,
    Stance,
    common_stance,
)
from review.domain.suggestions.blind import is_blind
from review.domain.wording.given import as_names, as_optional_text
from review.domain.wording.unknown import meant
from review.errors import ReviewError, UnknownNameError
from review.journal import texts
from review.journal.queries import coding_acts, looking_again, reading_order
from review.project.coding.quotation import given_span, only_span, quoted
from review.project.coding.recoding import check_stances, given_stances, recoded
from review.project.configurations.names import as_evidence_status
from review.project.documents import DocumentService
from review.project.records import RecordService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.theory_map import rivalry


class CodingService(Service):
    """Acts on passages."""

    def __init__(
        self, context: Context, theory: TheoryService, records: RecordService, documents: DocumentService
    ) -> None:
        super().__init__(context)
        self._theory = theory
        self._records = records
        self._documents = documents
        self._paragraphs: dict[str, tuple[tuple[int, int], ...]] = {}

    def codings(self, record: str = "", code: str = "", *, last_pages: bool = True) -> list[Coding]:
        """The current codings, ordered by record and position; a theory's code includes its sub-themes.

        `last_pages`: where passages end, for which texts are read, is needed.
        """
        return coding_acts.codings(self._journal, record=record, code=code, last_pages=last_pages)

    def get(self, typed: str) -> Coding:
        """The coding whose id has this beginning.

        Raises:
            UnknownNameError: none or several match.
        """
        return coding_acts.found_coding(self._journal, typed)

    def is_blind(self, record: str, start: int) -> bool:
        """Whether the passage at `start` is in the theory map's blind share, chosen at random for each reviewer."""
        return self.blind_in(record)(start)

    def blind_in(self, record: str) -> Callable[[int], bool]:
        """The same for any passage of a record by its start, with the share and for the reviewer of now."""
        return partial(is_blind, self._theory.map.shares.blind, self._reviewer, record)

    def rejections(self, record: str = "") -> list[Rejection]:
        """The rejected suggestions."""
        return coding_acts.rejections(self._journal, record=record)

    def done_marks(self, record: str = "") -> list[DoneMark]:
        """The spans that reviewers have marked as done."""
        return coding_acts.done_marks(self._journal, record=record)

    def to_code(self) -> list[str]:
        """The documents to code, by author and year: those included at the last stage.

        While none is included, those that are neither excluded nor parked.
        """
        return reading_order.documents_to_code(self._journal, self._theory.map.last_stage)

    def last_document(self) -> str:
        """The document that this reviewer last coded or marked passages in; ``""`` if there is none."""
        return reading_order.last_document(self._journal, self._reviewer)

    def is_done(self, record: str) -> bool:
        """Whether this reviewer has marked every paragraph of a document as done."""
        marks = [
            (mark.start, mark.end) for mark in self.done_marks(record) if mark.reviewer == self._reviewer
        ]
        if not marks:
            return False
        text_sha256 = self._records.get(record).text_sha256
        if text_sha256 not in self._paragraphs:
            self._paragraphs[text_sha256] = texts.paragraphs(self._journal, text_sha256)
        return cover_all(sorted(marks), self._paragraphs[text_sha256])

    def find_quote(self, record: str, quote: str, page: int | None = None) -> tuple[int, int]:
        """The span of a quotation in a record's text, see `quotation.only_span`.

        Raises:
            UnknownNameError: it does not occur, or more than once (then the places are listed).
        """
        return only_span(self._documents.text_of(record), quote, page)

    def code(
        self,
        record: str,
        codes: Sequence[str],
        start: int,
        end: int,
        *,
        stance: Stance | str = Stance.BEARS_ON,
        stances: Mapping[str, Stance | str] | None = None,
        same_stance: bool = False,
        status: EvidenceStatus | str | None = None,
        memo: str | None = "",
        suggestion: CodeSuggestion | None = None,
        shown: Sequence[str] | None = None,
        model: str = "",
    ) -> Coding:
        """Code a passage. `stance` is that toward the codes that `stances` leaves out.

        `same_stance`: a theory and its own rival may have one stance other than *bears on*. `suggestion` and `model` are
        those of an accepted suggestion. `shown` has the codes that were suggested on the screen when the passage was coded by
        hand (empty: none were); leave it out if no suggestions could be seen.

        Raises:
            ReviewError: the span is not in the text, no code is given, or a value is of a wrong type.
            SameStanceError: a theory and its rival would have one stance.
            UnknownNameError: a code is not in the map, `stances` names one that is not among `codes`, or the record has no text.
        """
        act = self.act(
            record, codes, start, end, stance=stance, stances=stances, same_stance=same_stance, status=status, memo=memo
        )  # fmt: skip
        act = replace(
            act,
            suggestion=_accepted(suggestion, model) if suggestion else UNSET,
            shown=UNSET if suggestion or shown is None else tuple(shown),
        )
        return self.get(self._journal.append(self._reviewer, act).hash)

    def act(
        self,
        record: str,
        codes: Sequence[str],
        start: int,
        end: int,
        *,
        stance: Stance | str = Stance.BEARS_ON,
        stances: Mapping[str, Stance | str] | None = None,
        same_stance: bool = False,
        status: EvidenceStatus | str | None = None,
        memo: str | None = "",
        document: Document | None = None,
        batch: str = "",
        imported_by: str = "",
    ) -> Code:
        """The act of a coding, checked and not yet written, as `code` makes it.

        `document` is the record's text, if it is at hand. Acts with the same `batch`, a random name, are undone together; those in
        the name of another reviewer by who imported them.

        Raises:
            ReviewError: the span is not in the text, no code is given, or a value is of a wrong type.
            SameStanceError: a theory and its rival would have one stance.
            UnknownNameError: a code is not in the map, `stances` names one that is not among `codes`, or the record has no text.
        """
        passage = quoted(self._documents, record, start, end, document)
        self._check_codes(codes)
        given = stances or {}
        check_stances(given, codes)
        stance_of = {code: meant("stance", given.get(code, stance), Stance) for code in codes}
        if not same_stance:
            rivalry.check(self._theory.map, stance_of, codes)
        return Code(
            **passage,
            codes=tuple(stance_of),
            stance=common_stance(stance_of) or Stance.BEARS_ON,
            stances=UNSET if common_stance(stance_of) else stance_of,
            status=as_evidence_status(status),
            memo=as_optional_text("memo", memo),
            theory_event=self._theory.event,
            batch=batch,
            imported_by=imported_by,
        )

    def recode(
        self,
        coding: str,
        codes: Sequence[str] | None = None,
        *,
        stance: Stance | str | None = None,
        stances: Mapping[str, Stance | str] | None = None,
        same_stance: bool = False,
        status: EvidenceStatus | str | None = None,
        looked_at: Sequence[str] = (),
    ) -> Acknowledgement:
        """Change a coding's codes, stances or status (``""`` removes the status).

        Args:
            coding: the beginning of its id.
            codes: those that it has from now on; None leaves them. Without another stance, those that it has already keep
                theirs, and the new ones bear on their theory.
            stance: that toward the codes that `stances` leaves out.
            stances: the stance toward codes of the coding.
            same_stance: a theory and its own rival may have one stance other than *bears on*.
            status: where the claim comes from.
            looked_at: codes that were judged again under the present theory map, whether or not their stance changes.

        Raises:
            SameStanceError: a theory and its rival would have one stance.
            UnknownNameError: the coding or a code is unknown, or `stances` names a code that the coding does not have.
        """
        current = self.get(coding)
        if codes is not None:
            self._check_codes(codes)
        standing = current.codes if codes is None else tuple(dict.fromkeys(codes))
        given = given_stances(current, standing, stance, stances or {})
        after = {code: given.get(code) or current.stances[code] for code in standing}
        if not same_stance:
            rivalry.check(self._theory.map, after, given)
        act = Recode(
            record=current.record,
            coding=current.id,
            theory_event=self._theory.event,
            codes=UNSET if codes is None else self._as_put(current, standing),
            stance=(common_stance(after) or Stance.BEARS_ON) if given else UNSET,
            stances={one: said for code, said in given.items() for one in self._as_put(current, [code])}
            or UNSET,
            status=UNSET if status is None else as_evidence_status(status),
            looked_at=self._as_put(current, as_names("looked_at", looked_at)),
        )
        said = recoded(current.codes, after if given else dict.fromkeys(standing), status)
        return self._act(act, f"{current.cited_page}: {said}")

    def _as_put(self, coding: Coding, codes: Sequence[str]) -> tuple[str, ...]:
        """Codes of a coding, each with those merged into it toward which the stance was another: what is said is of both."""
        merged = looking_again.merged(self._journal, coding.id)
        before = {code: [one.coded for one in merged.get((coding.id, code), ())] for code in codes}
        return tuple(dict.fromkeys(one for code in codes for one in (code, *before[code])))

    def uncode(self, coding: str) -> Acknowledgement:
        """Remove a coding.

        Raises:
            UnknownNameError: the coding is unknown.
        """
        current = self.get(coding)
        act = Uncode(record=current.record, coding=current.id)
        return self._act(act, f"{current.cited_page}: {', '.join(current.codes)} removed")

    def reject(self, record: str, code: str, start: int, end: int, *, model: str = "") -> Acknowledgement:
        """Reject a suggestion: `code` does not apply to the span.

        Raises:
            ReviewError: the span is not in the text.
            UnknownNameError: the code is not in the map.
        """
        document = self._documents.text_of(record)
        start, end = given_span(document, start, end)
        self._check_codes([code])
        act = Reject(
            record=record,
            code=code,
            text_sha256=document.text_sha256,
            start=start,
            end=end,
            theory_event=self._theory.event,
            model=model,
        )
        return self._act(act, f"{document.cited_pages(start, end)}: {code} rejected")

    def done(self, record: str, start: int | None = None, end: int | None = None) -> Acknowledgement:
        """Mark a passage (default: the whole body) as done; models also learn from the codes that it did not get.

        Raises:
            ReviewError: the span is not in the text.
        """
        document = self._documents.text_of(record)
        whole = start is None or end is None
        begin, stop = (
            (0, document.body_end) if start is None or end is None else given_span(document, start, end)
        )
        act = Done(
            record=record,
            text_sha256=document.text_sha256,
            start=begin,
            end=stop,
            codes=self._open_codes(),
            theory_event=self._theory.event,
        )
        return self._act(
            act,
            "Document marked as done"
            if whole
            else f"Passage on {document.cited_pages(begin, stop)} marked as done",
        )

    def _open_codes(self) -> tuple[str, ...]:
        """The theories, rival framings and sub-themes available for coding: those that are not rejected."""
        return tuple(
            name
            for code in self._theory.map.codes
            if not code.rejected
            for name in (code.id, *(subtheme.id for subtheme in code.subthemes))
        )

    def _check_codes(self, codes: Sequence[str]) -> None:
        if not (given := as_names("codes", codes)):
            raise ReviewError("no code given")
        theory_map = self._theory.map
        for code in given:
            if code not in theory_map.code_names:
                raise UnknownNameError(theory_map.unknown_code(code))


def cover_all(marks: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether each span has something of a mark; both are half-open and in order."""
    place, reach = 0, -1
    for start, end in spans:
        while place < len(marks) and marks[place][0] < end:
            reach = max(reach, marks[place][1])
            place += 1
        if reach <= start:
            return False
    return True


def _accepted(suggestion: CodeSuggestion, model: str) -> Accepted:
    rivals = tuple((code, round(score, 4)) for code, score in suggestion.rivals)
    return Accepted(code=suggestion.code, score=round(suggestion.score, 4), rivals=rivals, model=model)
