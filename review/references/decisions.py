"""Decisions, labels and reasons that other screening programs write into notes and columns.

Rayyan's notes contain ``RAYYAN-INCLUSION: {"Sadia"=>"Excluded"} | RAYYAN-LABELS: … | RAYYAN-EXCLUSION-REASONS: …``,
ASReview's RIS files ``ASReview_relevant``, Covidence's lists of exclusions ``Exclusion reason: …``. Covidence asks
for reasons only on full texts; the others name no stage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from review.domain.act import DecisionKind
from review.domain.reference import FULL_TEXT, Notice, ReferenceDecision
from review.domain.wording.counted import counted, first_of
from review.references.review_fields import REVIEW_FIELDS, from_text
from review.references.text import one_line, paragraphs

_WORDS = {
    **dict.fromkeys(("1", "1.0", "yes", "true", "include", "included", "relevant"), DecisionKind.INCLUDE),
    **dict.fromkeys(("0", "0.0", "no", "false", "exclude", "excluded", "irrelevant"), DecisionKind.EXCLUDE),
    **dict.fromkeys(("maybe", "unsure"), DecisionKind.MAYBE),
    **dict.fromkeys(("park", "parked"), DecisionKind.PARK),
}
_NO_DECISION = frozenset({"-1", "-1.0", "undecided", "not seen", "nan", "none", "null", "n/a"})
_ASREVIEW = {
    "asreview_relevant": DecisionKind.INCLUDE,
    "asreview_irrelevant": DecisionKind.EXCLUDE,
    "asreview_not_seen": None,
}
_INCLUSION = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"([^"]*)"')
_PARTS = re.compile(r"\s+\|\s+(?=[A-Z]+-[A-Z-]+:)")
_REVIEW_FIELD = re.compile(r"REVIEW-([A-Z-]+):\s*(.*)", re.DOTALL)
_COVIDENCE = re.compile(r"\s*Exclusion reason:\s*([^;\n]+);?\s*", re.IGNORECASE)
_RAYYAN_REASON = "__EXR__"
_COVIDENCE_LIST = re.compile(r"review_\d+_\w+_(csv|ris|endnote)_\d+\.\w+", re.IGNORECASE)
_COVIDENCE_COLUMN = "covidence"
_SHOWN, _LONGEST = 5, 30
"""The most values that are not decisions in a notice, and the most characters of each."""


@dataclass(slots=True)
class Note:
    """A parsed note: `texts` are its parts that are plain notes."""

    decisions: list[ReferenceDecision] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    review_fields: dict[str, object] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def decision_word(text: str) -> tuple[bool, DecisionKind | None]:
    """Whether the value of a decision column is understood, and the decision, None if none was made."""
    word = text.strip().casefold()
    decision = _WORDS.get(word)
    return decision is not None or word in _NO_DECISION, decision


class UnknownDecisions:
    """The values in a table's columns of decisions that are not understood; `mapping` has the field of each column."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._columns = [
            (place, column)
            for place, (column, field) in enumerate(mapping.items())
            if field.partition(":")[0] == "decision"
        ]
        self._rows = Counter[tuple[str, str]]()

    def look_at(self, cells: Sequence[str]) -> None:
        """Note the values in a row."""
        for place, column in self._columns:
            value = one_line(cells[place]) if place < len(cells) else ""
            if value and not decision_word(value)[0]:
                self._rows[column, value] += 1

    def notices(self) -> Iterator[Notice]:
        """A notice of each column with such values: the most frequent ones, and in how many rows they are."""
        for _, column in self._columns:
            rows = Counter({value: count for (of, value), count in self._rows.items() if of == column})
            if rows:
                shown = [f"“{value[:_LONGEST]}” ({counted(n, 'row')})" for value, n in rows.most_common()]
                yield Notice(0, f"{column}: not a decision, none was imported: {first_of(shown, _SHOWN)}")


def is_covidences(name: str, columns: Iterable[str]) -> bool:
    """Whether a file is a list of Covidence, by its name or its columns."""
    named = (column.strip().casefold().startswith(_COVIDENCE_COLUMN) for column in columns)
    return bool(_COVIDENCE_LIST.fullmatch(name)) or any(named)


def read_note(text: str) -> Note:
    """The decisions, labels and review fields in a note, and the rest of it; nothing is dropped."""
    note = Note()
    for part in _PARTS.split(paragraphs(text)):
        if not (_is_rayyans(part, note) or _is_review_field(part, note)):
            _take_plain(part, note)
    if note.reasons:
        reasons = tuple(note.reasons)
        excluded = [d for d in note.decisions if d.decision is DecisionKind.EXCLUDE]
        note.decisions = [replace(d, reasons=reasons) if d in excluded else d for d in note.decisions]
        if not excluded:
            note.texts.append(f"RAYYAN-EXCLUSION-REASONS: {','.join(note.reasons)}")
    return note


def _is_rayyans(part: str, note: Note) -> bool:
    name, colon, value = part.partition(":")
    if not colon:
        return False
    if name == "RAYYAN-INCLUSION":
        found = [(one_line(reviewer), decision_word(word)) for reviewer, word in _INCLUSION.findall(value)]
        note.decisions.extend(
            ReferenceDecision(decision, "", reviewer) for reviewer, (_, decision) in found if decision
        )
        return bool(found) and all(understood for _, (understood, _) in found)
    if name in ("RAYYAN-LABELS", "RAYYAN-EXCLUSION-REASONS"):
        values = [label for label in map(one_line, value.split(",")) if label]
        reasons = [label for label in values if label.startswith(_RAYYAN_REASON)]
        (note.labels if name == "RAYYAN-LABELS" else note.reasons).extend(
            label for label in values if label not in reasons
        )
        note.reasons.extend(reason.removeprefix(_RAYYAN_REASON).strip() for reason in reasons)
        return True
    return False


def _is_review_field(part: str, note: Note) -> bool:
    found = _REVIEW_FIELD.fullmatch(part)
    name = found[1].lower() if found else ""
    if not found or name not in REVIEW_FIELDS:
        return False
    try:
        note.review_fields[name] = from_text(found[2])
    except ValueError:
        return False
    return True


def _take_plain(part: str, note: Note) -> None:
    if part.strip().casefold() in _ASREVIEW:
        if decision := _ASREVIEW[part.strip().casefold()]:
            note.decisions.append(ReferenceDecision(decision))
        return
    if found := _COVIDENCE.match(part):
        note.decisions.append(
            ReferenceDecision(DecisionKind.EXCLUDE, FULL_TEXT, reasons=(one_line(found[1]),))
        )
        part = part[found.end() :]
    if text := paragraphs(part):
        note.texts.append(text)
