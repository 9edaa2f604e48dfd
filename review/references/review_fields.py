"""The review's own data on a reference, written to fields of reference files and restored from them.

Reference formats have no fields for decisions by stage, criteria, codes or source types. Each writer puts these values, as
one line of JSON under the names of `REVIEW_FIELDS`, where the format allows custom data, together with any part of the
reference that the format would not preserve.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from review.domain.act import DecisionKind
from review.domain.reference import Reference, ReferenceDecision
from review.references.text import one_line, paragraphs

REVIEW_FIELDS = ("decisions", "labels", "codes", "source-type", "fields", "other", "format")
"""The names: `fields` are fields of the reference itself, `other` and `format` its unknown fields and format."""

RAYYAN_WORDS: Mapping[DecisionKind, str] = {
    DecisionKind.INCLUDE: "Included",
    DecisionKind.EXCLUDE: "Excluded",
    DecisionKind.MAYBE: "Maybe",
    DecisionKind.PARK: "Maybe",
}
"""Rayyan's names of decisions; it has no parking."""

_CARRIED_TEXT = (
    *("title", "kind", "doi", "container", "volume", "issue", "pages", "abstract", "pmid"),
    *("language", "organisation", "key"),
)
_CARRIED_LISTS = ("authors", "editors", "keywords", "urls", "issn", "isbn", "notes")
_STRING_WITH_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"')
_MARKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "{}|"})


def review_fields(
    reference: Reference, carried: Iterable[str] = (), other: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, object]:
    """The review's fields of `reference` as JSON values by name, without empty ones.

    Args:
        reference: the reference to write.
        carried: names of fields of the reference that the format would not preserve.
        other: the unknown fields without a place of their own in the format.
    """
    fields: dict[str, object] = {
        "decisions": [_plain(decision) for decision in reference.decisions],
        "labels": list(reference.labels),
        "codes": list(reference.codes),
        "source-type": reference.source_type,
        "fields": {name: _json_value(getattr(reference, name)) for name in carried},
        "other": {name: list(values) for name, values in (other or {}).items()},
        "format": reference.source_format if other else "",
    }
    return {name: value for name, value in fields.items() if value}


def with_review_fields(reference: Reference, fields: Mapping[str, object]) -> Reference:
    """`reference` with the values that `review_fields` wrote, in addition to its decisions and labels.

    Raises:
        ValueError: the values do not have the shape that `review_fields` writes.
    """
    carried = tuple(map(_decision, _objects(fields.get("decisions", []))))
    added = tuple(_placed(own, carried) for own in reference.decisions if not _says_the_same(own, carried))
    labels = _texts(fields.get("labels", []))
    own_fields: dict[str, Any] = {
        name: _own(name, value) for name, value in _object(fields.get("fields", {})).items()
    }
    if "notes" in own_fields:  # notes added since then are kept
        own_fields["notes"] += tuple(note for note in reference.notes if note not in own_fields["notes"])
    other = _object(fields.get("other", {}))
    return replace(
        reference,
        **own_fields,
        decisions=carried + added,
        labels=labels + tuple(label for label in reference.labels if label not in labels),
        codes=_texts(fields.get("codes", [])),
        source_type=one_line(_text(fields.get("source-type", ""))),
        other={**{one_line(name): _texts(values) for name, values in other.items()}, **reference.other},
        source_format=one_line(_text(fields.get("format", ""))) or reference.source_format,
    )


def as_text(value: object) -> str:
    """A value of `review_fields` as one line of JSON without braces, bars and unusual line ends in strings."""
    text = json.dumps(value, ensure_ascii=False)
    return _STRING_WITH_MARKS.sub(lambda string: string[0].translate(_MARKS), text)


def from_text(text: str) -> object:
    """The value that `as_text` wrote.

    Raises:
        ValueError: `text` is not JSON, or is nested too deeply.
    """
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def outcome_of(decisions: Iterable[ReferenceDecision]) -> DecisionKind | None:
    """The outcome of `decisions` at the stage of the last one; None without decisions or if reviewers disagree.

    What settled their disagreement counts instead of their decisions.
    """
    decided = tuple(decisions)
    if settled := [one for one in decided if one.settled and one.stage == decided[-1].stage]:
        return settled[-1].decision
    kinds = {
        decision.reviewer: decision.decision for decision in decided if decision.stage == decided[-1].stage
    }
    return kinds.popitem()[1] if len(set(kinds.values())) == 1 else None


def _says_the_same(own: ReferenceDecision, carried: tuple[ReferenceDecision, ...]) -> bool:
    """Whether a decision in another program's form is the one that this program wrote for the `carried` ones."""
    if not own.reviewer:
        return outcome_of(carried) == own.decision
    return any(
        not decision.settled
        and decision.reviewer == own.reviewer
        and RAYYAN_WORDS[decision.decision] == RAYYAN_WORDS[own.decision]
        for decision in carried
    )


def _placed(own: ReferenceDecision, carried: tuple[ReferenceDecision, ...]) -> ReferenceDecision:
    """A decision changed in a program without stages: assigned to the stage of that reviewer's last one."""
    stages = [decision.stage for decision in carried if own.reviewer in ("", decision.reviewer)]
    return replace(own, stage=own.stage or stages[-1]) if stages else own


def _plain(decision: ReferenceDecision) -> dict[str, object]:
    plain: dict[str, object] = {
        "stage": decision.stage,
        "reviewer": decision.reviewer,
        "decision": decision.decision.value,
        "reasons": list(decision.reasons),
        "note": decision.note,
        "settled": bool(decision.settled),
    }
    return {name: value for name, value in plain.items() if value}


def _decision(plain: Mapping[str, object]) -> ReferenceDecision:
    return ReferenceDecision(
        DecisionKind(_text(plain.get("decision"))),
        one_line(_text(plain.get("stage", ""))),
        one_line(_text(plain.get("reviewer", ""))),
        _texts(plain.get("reasons", [])),
        paragraphs(_text(plain.get("note", ""))),
        True if plain.get("settled") is True else UNSET,
    )


def _own(name: str, value: object) -> str | tuple[str, ...]:
    if name in _CARRIED_LISTS:
        return _texts(value)
    if name in _CARRIED_TEXT:
        return paragraphs(_text(value)) if name == "abstract" else one_line(_text(value))
    raise ValueError(f"'{name}' is not a carried field")


def _json_value(value: str | tuple[str, ...]) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else value


def _object(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError("expected an object")


def _objects(value: object) -> list[dict[str, object]]:
    if isinstance(value, list):
        return [_object(item) for item in value]
    raise ValueError("expected a list of objects")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for text in (paragraphs(_text(item)) for item in value) if text)
    raise ValueError("expected a list")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("expected text")
