"""What is highlighted in the copies of the documents: every coded passage, once for each of its codes, with a note."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from review.domain import Coding, Memo, Record
from review.domain.theories.configuration import ConfigurationStatus, Fragment
from review.domain.wording.moments import day_of
from review.domain.wording.named import capitalised, named
from review.export.annotated.copy import AnnotatedCopy, Mark
from review.export.material import ExportMaterial
from review.export.words import Names

GREY = "#cccccc"
"""The colour of codes that are no longer in the theory map."""

_NO_LETTERS = re.compile(r"[^\w]+")
_LONGEST = 60
_SHORT = 8
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def copies(material: ExportMaterial, records: Collection[str] = ()) -> list[AnnotatedCopy]:
    """The copies of coded documents, in the order of a reference list; only of some `records` if they are given."""
    codings: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in material.codings():
        codings[coding.record].append(coding)
    coded = sorted((material.record_of[record] for record in codings), key=material.place_of)
    names = _file_names(coded)
    maker = _Maker(material)
    return [
        AnnotatedCopy(record, names[record.id], tuple(maker.marks(codings[record.id])))
        for record in coded
        if not records or record.id in records
    ]


class _Maker:
    """Makes marks, with what is on record about passages, sorted by them."""

    def __init__(self, material: ExportMaterial) -> None:
        self._material = material
        self._memos: defaultdict[str, list[Memo]] = defaultdict(list)
        for memo in material.memos:
            self._memos[memo.target].append(memo)
        self._fragments: defaultdict[str, list[Fragment]] = defaultdict(list)
        for one in material.configurations():
            if one.status is not ConfigurationStatus.SET_ASIDE:
                for fragment in one.fragments:
                    self._fragments[fragment.record].append(fragment)
        self._order = {code: place for place, code in enumerate(material.theory_map.code_names)}
        self._colours = _colours(material)

    def marks(self, codings: Sequence[Coding]) -> Iterator[Mark]:
        """The marks on a document; where several meet, they are in the order of the theory map."""
        pairs = [(coding, code) for coding in codings for code in coding.codes]
        for coding, code in sorted(pairs, key=self._place):
            yield Mark(
                text_sha256=coding.text_sha256,
                start=coding.start,
                end=coding.end,
                colour=self._colours.get(code, GREY),
                name=f"{coding.id}-{code}",
                author=_clean(coding.reviewer),
                time=coding.time,
                subject=_clean(self._material.named(code)),
                note=_clean("\n".join(self._lines(coding, code))),
            )

    def _place(self, pair: tuple[Coding, str]) -> tuple[int, str, str, str]:
        coding, code = pair
        return self._order.get(code, len(self._order)), code, coding.reviewer, coding.id

    def _lines(self, coding: Coding, code: str) -> Iterator[str]:
        """The lines of a note: the code with its stance first, then what else is known of the passage."""
        yield f"{self._material.named(code)}: {named(coding.stances[code])}"
        if coding.status:
            yield f"Status: {coding.status.in_words}"
        yield f"Coded by {coding.reviewer}, {day_of(coding.time)}"
        yield self._material.citation(coding)
        if others := [
            f"{self._material.named(one)} ({named(of)})" for one, of in coding.stances.items() if one != code
        ]:
            yield f"Coded here, too: {'; '.join(others)}"
        yield from self._uses(coding)
        memos = {coding.memo: coding.reviewer} if coding.memo else {}
        for memo in self._memos[coding.id]:
            memos.setdefault(memo.text, memo.reviewer)
        for text, who in memos.items():
            by = "" if who == coding.reviewer else f" ({who})"
            yield f"Memo{by}: {text}"

    def _uses(self, coding: Coding) -> Iterator[str]:
        """In which configurations the passage is, or a part of it, and as what."""
        roles = self._material.words[Names.CONFIGURATION_ROLE]
        used = {
            (one.label, capitalised(roles.get(one.role, named(one.role))).lower())
            for one in self._fragments[coding.record]
            if one.text_sha256 == coding.text_sha256 and one.start < coding.end and coding.start < one.end
        }
        for label, role in sorted(used):
            yield f"In {label}: {role}"


def _colours(material: ExportMaterial) -> Mapping[str, str]:
    """The colours of codes; a sub-theme has its theory's."""
    found = {}
    for code in material.theory_map.codes:
        found[code.id] = code.colour or GREY
        found |= {one.id: code.colour or GREY for one in code.subthemes}
    return found


def _file_names(records: Sequence[Record]) -> dict[str, str]:
    """The names of the copies, after their citations: ``Rahman-et-al-2016b.pdf``; with the record's id where two are alike."""
    stems = {record.id: _stem(record.author_year) for record in records}
    times = Counter(stem.casefold() for stem in stems.values())
    return {
        record: f"{stem}{f'-{record[:_SHORT]}' if times[stem.casefold()] > 1 else ''}.pdf"
        for record, stem in stems.items()
    }


def _stem(citation: str) -> str:
    """A citation as the name of a file, which every system takes: letters, digits and hyphens."""
    plain = _NO_LETTERS.sub("-", unicodedata.normalize("NFC", citation)).strip("-_")
    return plain[:_LONGEST].strip("-_") or "document"


def _clean(text: str) -> str:
    """A text without control characters except line ends."""
    return _CONTROLS.sub(" ", text)
