"""What the parent checks in what a child says, beyond types."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.checking import checked_document, checked_values, reading_from_line, reading_to_line
from review.documents.layout.assemble import assemble
from review.documents.protocol import Assembled
from review.domain import Document, FoundValue, LabelSource, Reading, ReadingStatus
from review.sandbox.messages import Decoder, ProtocolError, encode
from tests.documents.any_json import JSON
from tests.documents.layouts import lines, page

PAPER = Path("paper.pdf")
DOCUMENT = assemble(
    [page(1, lines(["Results"], font="Serif-Bold"), lines(["Care was bought."], top=600))], "r 1"
)
OFFERS = {"title": FoundValue("Markets", "XMP", 0.9)}
read_assembled = Decoder(Assembled)


def said(document: object, offers: object = None) -> Document:
    """The document in a line that says this."""
    whole = read_assembled(json.dumps(["done", document, offers or {}, []]))
    return checked_document(whole.document)


def plain_document() -> dict[str, object]:
    _, document, *_ = json.loads(encode(Assembled(DOCUMENT, {}, [])))
    return dict(document)


def test_a_document_and_offers_survive_the_way() -> None:
    whole = read_assembled(encode(Assembled(DOCUMENT, OFFERS, [2])))
    assert checked_document(whole.document) == DOCUMENT
    assert checked_values(whole.metadata) == OFFERS
    assert whole.skipped == [2]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "half \ud835"},
        {"text": "a\x1b[2J" + "x" * 100},
        {"text": "\u202e" + "x" * 100},
        {"body_end": 10_000},
        {"body_end": -1},
        {"passages": [{"start": 5, "end": 2, "kind": "paragraph", "section": ""}]},
        {"passages": [{"start": 0, "end": 2, "kind": "paragraph", "section": "elsewhere"}]},
        {"passages": [{"start": 0, "end": 2, "kind": "song", "section": ""}]},
        {"asides": [{"start": 0, "end": 2, "page": 7, "kind": "footer"}]},
        {"asides": [{"start": 0, "end": 2, "page": 1, "kind": "song"}]},
        {"pages": [{"number": 1, "label": "1", "start": 0, "end": 2, "width": "wide"}]},
        {"pages": [{"number": 1, "label": "1", "start": 0, "end": 2, "width": float("nan")}]},
        {"pages": [{"number": 1, "label": "1", "start": 0, "end": 20_000}]},
        {"pages": [{"number": -1, "label": "1", "start": 0, "end": 2}]},
        {"pages": [{"number": 1, "label": "1", "start": 0, "end": 2, "label_source": "hearsay"}]},
        {"pages": [{"number": 1, "label": "1", "start": 0, "end": 2, "label_source": "hand"}]},
        {"glyphs": "***"},
        {"reader": None},
    ],
    ids=str,
)
def test_a_document_that_does_not_hold_together_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        said(plain_document() | change)


def test_the_hash_of_a_text_is_made_here_and_labels_are_cleaned() -> None:
    pages = [{"number": 1, "label": "1\x1b[2J", "start": 0, "end": 2}]
    found = said(plain_document() | {"text_sha256": "f" * 64, "pages": pages})
    assert found.text_sha256 == DOCUMENT.text_sha256
    assert found.pages[0].label == "1 [2J"


@pytest.mark.parametrize(("label", "source"), [("17", "pdf"), ("\x1b", "printed"), ("", "file")])
def test_a_label_is_empty_if_and_only_if_nothing_is_known(label: str, source: str) -> None:
    page = {"number": 1, "label": label, "start": 0, "end": 2, "label_source": source}
    found = said(plain_document() | {"pages": [page]}).pages[0]
    assert (found.label, found.label_source) == ("", LabelSource.PDF)


def test_offers_are_cleaned_and_unknown_fields_left_out() -> None:
    offers = checked_values(
        {
            "title": FoundValue("A\x1b[2J\u202eB", "XMP", 7),
            "password": FoundValue("x", "XMP", 1),
            "doi": FoundValue("", "", 0),
        }
    )
    assert offers == {"title": FoundValue("A [2JB", "XMP", 1.0)}


@pytest.mark.parametrize(
    "reading",
    [
        Reading(PAPER, ReadingStatus.REFUSED, "It is empty."),
        Reading(
            PAPER,
            ReadingStatus.ADDED,
            "",
            "0" * 64,
            1,
            DOCUMENT,
            {"year": FoundValue("2016", "Info", 0.5)},
            1.5,
        ),
    ],
)
def test_a_reading_survives_the_way(reading: Reading) -> None:
    line = reading_to_line(reading)
    assert line.count(b"\n") == 1
    assert reading_from_line(PAPER, line) == reading


@given(st.lists(JSON, max_size=7))
def test_no_line_that_is_not_a_reading_raises_anything_else(values: list[object]) -> None:
    try:
        reading = reading_from_line(PAPER, json.dumps(["reading", *values]).encode())
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
def test_a_reading_that_does_not_hold_together_is_refused(first: list[object]) -> None:
    line = json.dumps(["reading", *first, plain_document(), {}]).encode()
    with pytest.raises(ProtocolError):
        reading_from_line(PAPER, line)
