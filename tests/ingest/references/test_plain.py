"""What a child says about references: everything arrives, and nothing that is no reference is believed."""

from __future__ import annotations

import json

import pytest

from review.ingest.protocol import ProtocolError
from review.ingest.references.plain import head_from_plain, item_from_plain, reference_to_plain
from review.model import DecisionKind
from review.model.reference import Reference, ReferenceDecision, Refusal

REFERENCE = Reference(
    title="Small and local",
    authors=("Okoro, Chidi", "Mind"),
    year=2016,
    abstract="First.\nSecond.",
    decisions=(ReferenceDecision(DecisionKind.EXCLUDE, "theory-map", "Ann", ("E9",), "thin"),),
    other={"C1": ("Leeds", "York")},
    line=7,
    source_format="ris",
)


def said(reference: Reference, **changed: object) -> list[object]:
    """What a child says about a reference, with some values changed."""
    values = json.loads(json.dumps(reference_to_plain(reference)))
    names = list(Reference.__dataclass_fields__)
    for name, value in changed.items():
        values[names.index(name)] = value
    return [values]


def test_a_reference_arrives_as_it_was_said() -> None:
    assert item_from_plain("reference", said(REFERENCE)) == REFERENCE
    assert item_from_plain("refusal", [3, "no title"]) == Refusal(3, "no title")
    assert head_from_plain("format", ["csv", {"Nom": "title"}]) == ("csv", {"Nom": "title"})


@pytest.mark.parametrize(
    "changed",
    [
        {"title": 5},
        {"title": None},
        {"title": "red \x1b[31m"},
        {"title": "half \ud800"},
        {"authors": "Okoro"},
        {"authors": [["Okoro"]]},
        {"year": "2016"},
        {"year": 2016.5},
        {"line": -1},
        {"other": ["C1"]},
        {"other": {"C\x00": ["x"]}},
        {"decisions": [["perhaps", "", "", [], ""]]},
        {"decisions": [["include", 1, "", [], ""]]},
        {"decisions": [["include"]]},
    ],
    ids=str,
)
def test_what_is_no_reference_is_not_believed(changed: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        item_from_plain("reference", said(REFERENCE, **changed))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("reference", []),
        ("reference", [[]]),
        ("reference", [{"title": "One"}]),
        ("refusal", [1]),
        ("refusal", ["1", "no title"]),
        ("page", [1]),
    ],
)
def test_other_messages_are_not_believed(kind: str, values: list[object]) -> None:
    with pytest.raises(ProtocolError):
        item_from_plain(kind, values)
    with pytest.raises(ProtocolError):
        head_from_plain(kind, values)
