"""Messages of a child about references: everything arrives, and anything that is not a reference is refused."""

from __future__ import annotations

import json

import pytest

from review.domain import DecisionKind
from review.domain.reference import Reference, ReferenceDecision, Refusal
from review.references.messages import (
    KINDS,
    FileFormat,
    ParsedReference,
    ParsedRefusal,
    checked_format,
    checked_item,
)
from review.sandbox.messages import Decoder, Message, ProtocolError, encode

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
read_said: Decoder[Message] = Decoder(*KINDS)


def said(message: Message) -> Message:
    """A message after its way."""
    return read_said(encode(message))


def changed_line(**changed: object) -> bytes:
    """A line about a reference, with some values changed."""
    kind, reference = json.loads(encode(ParsedReference(REFERENCE)))
    return json.dumps([kind, reference | changed]).encode()


def test_a_reference_arrives_as_it_was_said() -> None:
    assert checked_item(said(ParsedReference(REFERENCE))) == REFERENCE
    assert checked_item(said(ParsedRefusal(Refusal(3, "no title")))) == Refusal(3, "no title")
    assert checked_format(said(FileFormat("csv", {"Nom": "title"}))) == FileFormat("csv", {"Nom": "title"})


@pytest.mark.parametrize(
    "changed",
    [
        {"title": 5},
        {"title": None},
        {"title": "red \x1b[31m"},
        {"title": "half \ud800"},
        {"authors": "Okoro"},
        {"authors": [["Okoro"]]},
        {"authors": ["Okoro\x00"]},
        {"year": "2016"},
        {"year": 2016.5},
        {"year": -1},
        {"line": -1},
        {"other": ["C1"]},
        {"other": {"C\x00": ["x"]}},
        {"other": {"C1": ["x\x07"]}},
        {"decisions": [{"decision": "perhaps"}]},
        {"decisions": [{"decision": "include", "stage": 1}]},
        {"decisions": [{"decision": "include", "note": "\x07"}]},
        {"decisions": [{"decision": "include", "reasons": ["\x07"]}]},
        {"decisions": [{}]},
    ],
    ids=str,
)
def test_what_is_not_a_reference_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        checked_item(read_said(changed_line(**changed)))


def test_every_text_of_a_reference_is_checked() -> None:
    plain = json.loads(encode(ParsedReference(REFERENCE)))[1]
    for name, value in plain.items():
        if isinstance(value, str):
            spoilt: object = "\x07"
        elif isinstance(value, list) and name != "decisions":
            spoilt = ["\x07"]
        else:
            continue
        with pytest.raises(ProtocolError):
            checked_item(read_said(changed_line(**{name: spoilt})))


@pytest.mark.parametrize(
    "line",
    [
        '["reference"]',
        '["reference",[]]',
        '["reference","One"]',
        '["refusal",{"line":1}]',
        '["refusal",{"line":"1","message":"no title"}]',
        '["refusal",{"line":-1,"message":"no title"}]',
        '["page",1]',
    ],
)
def test_other_messages_are_not_believed(line: str) -> None:
    with pytest.raises(ProtocolError):
        checked_item(read_said(line))


def test_a_file_begins_with_its_format_and_continues_with_items() -> None:
    with pytest.raises(ProtocolError):
        checked_format(ParsedReference(REFERENCE))
    with pytest.raises(ProtocolError):
        checked_format(None)
    with pytest.raises(ProtocolError):
        checked_item(FileFormat("ris", {}))
