"""What a child may say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.layout.lines import Line, PageLines
from review.documents.protocol import (
    PAGE_READ,
    Assembled,
    Drawing,
    FileFacts,
    FindTables,
    PageRead,
    PageRectangles,
    PageSpans,
    PageTables,
    RawText,
    Read,
    WholeReading,
    read_request,
)
from review.references import task
from review.references.messages import ParseReferences
from review.sandbox.messages import Decoder, Done, Failed, Message, ProtocolError, Request, encode
from tests.documents.any_json import JSON

PAGE = PageLines(3, 595.0, 842.0, "iii", (Line(4, "tëxt 𝑥", 1.5, 2.5, 3.5, 10.0, "F", "G", 90, True),))
READERS = [
    Decoder(kind)
    for kind in (
        Assembled,
        FileFacts,
        PageRead,
        RawText,
        PageRectangles,
        PageSpans,
        PageTables,
        Drawing,
        WholeReading,
    )
]


@pytest.mark.parametrize(
    "message",
    [
        FileFacts("a" * 64, 12),
        PageRead(PAGE),
        Failed("memory"),
        Done(),
        RawText(1, "i", "a\nb"),
        PageRectangles(1, [(0, 0.5, 1.0, 2.0, 3.0)]),
        PageSpans(1, [(0, 3, 17)]),
        PageTables(2, [([[("Cell", [(3, 7)])]], True)]),
        PageTables(2, None),
        Drawing(b"\x89PNG\r\n", 300.0),
    ],
)
def test_a_message_is_a_line_and_arrives_as_it_was_said(message: Message) -> None:
    line = encode(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert Decoder(type(message))(line) == message


@pytest.mark.parametrize(
    "request_",
    [
        Read(path="/a/b.pdf", recognised={3: "/a/3.pdf"}),
        Read(path="/a/caf\udce9.pdf"),
        FindTables(path="/a/b.pdf", pages=[(1, [(0, 0, 9)])]),
    ],
)
def test_a_request_arrives_whatever_bytes_are_in_a_name(request_: Request) -> None:
    assert read_request(encode(request_)) == request_


def test_a_request_for_references_arrives_where_they_are_parsed() -> None:
    asked = ParseReferences(path="/a/b.csv", columns={"Titel \udce9": "title"})
    assert task.read_request(encode(asked)) == asked
    with pytest.raises(ProtocolError):
        read_request(encode(asked))


def test_halves_of_characters_arrive_in_pages_and_raw_texts() -> None:
    half = PageLines(1, 1.0, 1.0, "", (Line(0, "a \ud835", 0.0, 1.0, 0.0, 9.0),))
    line = encode(PageRead(half))
    assert line.startswith(PAGE_READ)
    assert Decoder(PageRead)(line).page == half
    pair = encode(RawText(1, "", "\ud835\udc65"))
    assert Decoder(RawText)(pair).text == "𝑥"


def test_pages_are_known_before_they_are_read() -> None:
    assert encode(PageRead(PAGE)).startswith(PAGE_READ)


@pytest.mark.parametrize(
    "line",
    [
        '["file","no hash",1]',
        f'["file","{"a" * 63}\\n",1]',
        f'["file","{"a" * 64}\\n",1]',
        f'["file","{"a" * 64}",-1]',
        f'["file","{"a" * 64}",30001]',
        f'["file","{"a" * 64}",true]',
        '["file"]',
        '["failed"]',
        '["page",0,"",""]',
        '["page",1,"half \\ud835",7]',
        '["page",[1,1e999,1.0,"",[]]]',
        '["page",[1,NaN,1.0,"\\ud835",[]]]',
        '["page",[1,1e999,1.0,"\\ud835",[]]]',
        '["page",[1,Infinity,1.0,"\\ud835",[]]]',
        '["rectangles",1,[[1,0,0,0]]]',
        '["rectangles",1,[[1,0,0,0,1e999]]]',
        '["spans",1,[[0,1]]]',
        '["image","no base64!",300]',
        "[" * 100_000,
        "nul",
        '{"kind":"file"}',
    ],
    ids=lambda line: line[:40],
)
def test_what_is_not_a_message_is_a_protocol_error(line: str) -> None:
    for read in READERS:
        with pytest.raises(ProtocolError):
            read(line)


@given(
    st.sampled_from(["file", "page", "done", "rectangles", "spans", "image", "reading"]),
    st.lists(JSON, max_size=7),
)
def test_nothing_that_a_child_says_raises_anything_else(kind: str, values: list[object]) -> None:
    line = json.dumps([kind, *values])
    for read in READERS:
        try:
            read(line)
        except ProtocolError:
            continue


@given(st.binary(max_size=60))
def test_bytes_that_are_not_a_message_are_a_protocol_error(line: bytes) -> None:
    for read in READERS:
        with pytest.raises(ProtocolError):
            read(line)
