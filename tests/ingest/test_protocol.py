"""What a child may say."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.ingest.assemble import assemble
from review.ingest.protocol import (
    ProtocolError,
    decode,
    document_from_plain,
    document_to_plain,
    encode,
    file_facts,
    kind_of,
    offers_from_plain,
    offers_to_plain,
    reading_from_line,
    reading_to_line,
)
from review.model import Document, Offer, Reading, ReadingStatus
from tests.ingest.layouts import lines, page

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)
PAPER = Path("paper.pdf")
DOCUMENT = assemble(
    [page(1, lines(["Results"], font="Serif-Bold"), lines(["Care was bought."], top=600))], "r 1"
)


def test_a_document_and_offers_survive_the_way():
    assert document_from_plain(json.loads(json.dumps(document_to_plain(DOCUMENT)))) == DOCUMENT
    offers = {"title": Offer("Markets", "XMP", 0.9)}
    assert offers_from_plain(json.loads(json.dumps(offers_to_plain(offers)))) == offers


def test_messages_are_lines_whose_kind_is_known_before_they_are_read():
    line = encode("page", 1, "a\nb \ud835")
    assert line.count(b"\n") == 1
    assert kind_of(line) == "page"
    assert decode(line) == [1, "a\nb \ud835"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "half \ud835"},
        {"text": "a\x1b[2J" + "x" * 100},
        {"text": "\u202e" + "x" * 100},
        {"body_end": 10_000},
        {"passages": [[5, 2, "paragraph", ""]]},
        {"passages": [[0, 2, "paragraph", "elsewhere"]]},
        {"asides": [[0, 2, 7, "footer"]]},
        {"pages": [[1, "1", 0, 2, "wide", 1.0, False]]},
        {"pages": [[1, "1", 0, 2, float("nan"), 1.0, False]]},
        {"glyphs": "***"},
        {"reader": None},
    ],
)
def test_a_document_that_does_not_hold_together_is_refused(change):
    with pytest.raises(ProtocolError):
        document_from_plain(document_to_plain(DOCUMENT) | change)


@given(JSON)
def test_anything_else_is_a_protocol_error(values):
    for take in (document_from_plain, offers_from_plain, lambda value: file_facts([value, value])):
        try:
            taken = take(values)
        except ProtocolError:
            continue
        assert isinstance(taken, Document | dict)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_message_are_a_protocol_error(line):
    for take in (kind_of, decode):
        try:
            take(line)
        except ProtocolError:
            continue


def test_offers_are_cleaned_and_unknown_fields_left_out():
    offers = offers_from_plain(
        {"title": ["A\x1b[2J\u202eB", "XMP", 7], "password": ["x", "XMP", 1], "doi": ["", "", 0]}
    )
    assert offers == {"title": Offer("A [2JB", "XMP", 1.0)}


@pytest.mark.parametrize(
    "reading",
    [
        Reading(PAPER, ReadingStatus.REFUSED, "It is empty."),
        Reading(
            PAPER, ReadingStatus.ADDED, "", "0" * 64, 1, DOCUMENT, {"year": Offer("2016", "Info", 0.5)}, 1.5
        ),
    ],
)
def test_a_reading_survives_the_way(reading):
    line = reading_to_line(reading)
    assert line.count(b"\n") == 1
    assert reading_from_line(PAPER, line) == reading


@given(st.lists(JSON, max_size=4))
def test_no_line_that_is_no_reading_raises_anything_else(values):
    try:
        reading = reading_from_line(PAPER, encode("reading", *values))
    except ProtocolError:
        return
    assert isinstance(reading, Reading)


@pytest.mark.parametrize(
    "first",
    [
        ["added", "", "no hash", 1, 0.1],
        ["elsewhere", "", "", 0, 0.1],
        ["added", "", "0" * 64, -1, 0.1],
        ["added", "", "0" * 64, 1, float("nan")],
        ["added", None, "0" * 64, 1, 0.1],
    ],
)
def test_a_reading_that_does_not_hold_together_is_refused(first):
    with pytest.raises(ProtocolError):
        reading_from_line(PAPER, encode("reading", first, document_to_plain(DOCUMENT), {}))
