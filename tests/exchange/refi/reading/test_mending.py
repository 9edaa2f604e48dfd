"""XML that programs did not escape is mended, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.exchange.refi.reading.mending import mended
from review.sandbox.messages import CannotReadError
from tests.exchange.refi.reading.in_process import read

SOUND = b'<a b="x &amp; y &#x9;">&lt;&#233;&#x1F600; \xc3\xa9\n</a>'


def test_ampersands_and_forbidden_characters_are_mended() -> None:
    assert (
        b"".join(mended(iter([b"R&D & more &nbsp; &#x1F;&#11;&#0;\x02."])))
        == b"R&amp;D &amp; more &amp;nbsp;     ."
    )


@given(cuts=st.lists(st.integers(0, len(SOUND)), max_size=4).map(sorted))
def test_what_is_sound_stays_however_it_comes_in_pieces(cuts: list[int]) -> None:
    ends = [*cuts, len(SOUND)]
    pieces = [SOUND[start:end] for start, end in zip([0, *cuts], ends, strict=True)]
    assert b"".join(mended(iter(pieces))) == SOUND


def test_utf_16_stays() -> None:
    data = "<a>&</a>".encode("utf-16")
    assert b"".join(mended(iter([data, b"&"]))) == data + b"&"


def test_a_memo_that_was_not_escaped_does_not_keep_a_project_out(tmp_path: Path) -> None:
    path = tmp_path / "a.qde"
    path.write_text(
        "<Project><Notes><Note guid='n'><PlainTextContent>R&D\x0b</PlainTextContent></Note></Notes></Project>"
    )
    found = read(path)
    assert found.project.notes[0].text == "R&D"
    assert list(found.skipped) == ["characters that XML does not allow"]


def test_what_cannot_be_mended_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.qde"
    path.write_text("<Project>\n<Notes>R&D <Note</Notes></Project>")
    with pytest.raises(CannotReadError, match="line 2 is not valid XML"):
        read(path)
