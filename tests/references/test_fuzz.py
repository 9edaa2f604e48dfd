"""Whatever is in a file, reading it ends, and nothing but `ReviewError` comes out of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.references.messages import ParsedReference, checked_item
from review.sandbox.messages import Decoder, encode
from tests.examples import examples
from tests.references.pieces import PIECES, contents
from tests.references.whole_file import whole_file

read_said = Decoder(ParsedReference)


def read_content(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "references"
        path.write_bytes(content)
        file = whole_file(path)
    assert file.references or file.refusals or file.format
    assert all("\n" not in refusal.message and len(refusal.message) < 400 for refusal in file.refusals)
    assert all(
        "\n" not in reference.title and "\x1b" not in reference.abstract for reference in file.references
    )
    for reference in file.references:
        assert checked_item(read_said(encode(ParsedReference(reference)))) == reference


@pytest.mark.parametrize("name", PIECES)
@settings(max_examples=examples(40))
@given(data=st.data())
def test_pieces_of_a_format_in_any_order(name: str, data: st.DataObject) -> None:
    read_content(data.draw(contents(name)).encode(errors="replace"))


@settings(max_examples=examples(60))
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xfe", b"PK\x03\x04", b"TY  - JOUR\n", b"title,year\n", b"<xml>"]),
)
def test_any_bytes(content: bytes, beginning: bytes) -> None:
    read_content(beginning + content)
