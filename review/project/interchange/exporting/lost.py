"""What of a review a file of another format cannot hold, with counts; what the review does not have is not listed.

First what people coded, wrote and judged, then how the review came about, at last marks and the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain import Record
from review.domain.act import codings_of
from review.domain.wording.counted import counted
from review.exchange.refi.values import Skipped
from review.export.material import ExportMaterial
from review.journal.journal import Journal
from review.journal.queries import coding_acts, page_labels, references, theory
from review.journal.queries.theories import looked_at
from review.project.interchange.exporting.notes import Notes
from review.project.interchange.exporting.sources import Written
from review.templates import THEORY_MAP

_NO_PLACE = "REFI-QDA has no place for this"

_PLURALS = {"criterion": "criteria", "search": "searches", "theory": "theories"}

Line = tuple[int, str, str]
"""How many, of what in the singular (see `_counted`), and why."""


def lost_in_project(
    journal: Journal, material: ExportMaterial, written: Written, notes: Notes, *, with_files: bool
) -> Sequence[Skipped]:
    """What a project does not have of a review."""
    lines = [
        *_of_records(material, written),
        (notes.left_out, "memo", "what they are on is not in the file"),
        *_of_documents(journal, written, with_files=with_files),
        *_of_codings(material, written),
        *_of_writing(material),
        *_of_configurations(material),
        *_of_screening(material),
        *_of_references(journal, written),
        *_of_theories(journal, material),
        *_of_marks(journal, material),
    ]
    return _listed(lines)


def lost_in_codebook(material: ExportMaterial) -> Sequence[Skipped]:
    """What a codebook does not have: everything but the codes."""
    why = "a codebook has only codes; export a .qdpx"
    return _listed(
        [
            (len(material.records), "record", why),
            (codings_of(material.codings()), "coding", why),
            (len(material.memos), "memo", why),
            (len(material.configurations()), "configuration", why),
            (sum(len(code.rivals) for code in material.theory_map.codes), "link| of a rival framing", why),
        ]
    )


def _listed(lines: Sequence[Line]) -> Sequence[Skipped]:
    return [Skipped(_counted(number, what), why) for number, what, why in lines if number]


def _counted(number: int, what: str) -> str:
    """A number with what is counted, of which the part before a bar is in the plural."""
    noun, _, rest = what.partition("|")
    if number != 1 and noun in _PLURALS:
        return f"{number:,} {_PLURALS[noun]}{rest}"
    return f"{counted(number, noun)}{rest}"


def _of_documents(journal: Journal, written: Written, *, with_files: bool) -> Iterator[Line]:
    yield (
        len(written.missing),
        "file| of documents",
        f"not in corpus/ as read ({_some(written.missing)}); the texts are in the file",
    )
    if not with_files:
        yield written.left_out, "file| of documents", "left out as asked; the texts are in the file"
    yield (
        len(written.unseen),
        "document",
        f"the places of the text on the pages are not known ({_some(written.unseen)}), so passages are marked in the text only",
    )
    by_hand = sum(1 for source in written.records if page_labels.by_hand(journal, source.id))
    yield by_hand, "document| with page numbers set by hand", "only the pages of coded passages are named"


def _of_records(material: ExportMaterial, written: Written) -> Iterator[Line]:
    """The records that were not asked for, and what is coded in them."""
    there = {record.id for record in written.records}
    yield len(material.records) - len(there), "record", "left out as asked"
    elsewhere = codings_of(one for one in material.codings() if one.record not in there)
    yield elsewhere, "coding", "their documents were left out as asked"


def _some(records: Sequence[Record]) -> str:
    names = [record.author_year for record in records[:3]]
    return "; ".join(names) + ("; …" if len(records) > 3 else "")


def _of_codings(material: ExportMaterial, written: Written) -> Iterator[Line]:
    yield (
        codings_of(written.unplaced),
        "coding",
        "their passages are not in the documents as they are now; `review reread` looks for them",
    )
    yield codings_of(written.uncoded), "coding", "their codes are no longer in the theory map"
    codings = {one.id for one in material.codings()}
    on_codings = sum(1 for one in material.facets if one.target in codings)
    yield on_codings, "facet| of a coding", "variables are of whole sources"


def _of_writing(material: ExportMaterial) -> Iterator[Line]:
    yield (
        len(material.comments),
        "comment",
        "only memos are written as notes; `review export memos` writes all",
    )
    yield len(material.verdicts()), "verdict", _NO_PLACE
    yield (
        len(material.prose()),
        "text| of the desk",
        "REFI-QDA has no place for this; `review export report` writes all",
    )
    of_passages = sum(1 for one in material.appraisals() if one.span)
    yield of_passages, "appraisal| of a passage", "variables are of whole sources"


def _of_configurations(material: ExportMaterial) -> Iterator[Line]:
    found = material.configurations()
    gone = sum(1 for one in found for fragment in one.fragments if fragment.is_lost)
    yield gone, "passage| of configurations", "not in the document as it is now"
    apart = sum(len(one.others) + sum(len(part.others) for part in one.elements) for one in found)
    yield apart, "wording| of configurations that was given apart", "only the last one is in the file"


def _of_screening(material: ExportMaterial) -> Iterator[Line]:
    yield (
        len(material.decisions),
        "decision| with criteria and notes",
        "sets have what they came to; `review export decisions` writes all",
    )
    yield len(material.settlements), "settled conflict", _NO_PLACE
    yield (
        len(material.searches()),
        "search",
        "REFI-QDA has no place for this; `review export search-log` writes all",
    )
    stated = sum(1 for box in material.flow().boxes.values() if box.reason)
    yield stated, "stated number| of the flow diagram", _NO_PLACE
    yield len(material.plan().frozen), "frozen plan", _NO_PLACE
    starter = THEORY_MAP.read_text(encoding="utf-8")
    worded = [one for one in material.theory_map.criteria if one.text not in starter]
    yield (
        len(worded),
        "criterion| of the theory map",
        "stages, criteria and settings are not codes; the theory map has them",
    )


def _of_references(journal: Journal, written: Written) -> Iterator[Line]:
    yield (
        sum(1 for record in written.records if record.container),
        "reference| with journal, volume and pages",
        "of references there is what variables say; `review export references` writes all",
    )
    yield len(references.relations(journal)) // 2, "pair| of related records", _NO_PLACE


def _of_theories(journal: Journal, material: ExportMaterial) -> Iterator[Line]:
    terms = [code for code in material.theory_map.codes if code.key_terms]
    yield len(terms), "theory| with key terms", _NO_PLACE
    earlier = len(theory.versions(journal)) - 1
    yield (
        earlier,
        "earlier version| of the theory map",
        "REFI-QDA has no place for this; `review export theory-changes` writes all",
    )
    versioned = sum(1 for one in material.codings() if one.theory_version)
    if earlier > 0:
        yield versioned, "note| of the version of the theory map that a coding was made under", _NO_PLACE


def _of_marks(journal: Journal, material: ExportMaterial) -> Iterator[Line]:
    yield len(coding_acts.rejections(journal)), "rejected suggestion", _NO_PLACE
    yield len(looked_at.looked_at(journal)), "passage| looked at for evidence against", _NO_PLACE
    yield len(coding_acts.done_marks(journal)), "passage| marked as done", _NO_PLACE
    yield material.events, "event| of the history", "undo, times and earlier states stay in the review"
