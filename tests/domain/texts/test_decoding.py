"""The text in the bytes of a file."""

import pytest

from review.domain.texts.decoding import decoded
from review.domain.texts.normalised import normalised

TEXT = "Nähe – “market shaping” 𝒜"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read(encoding: str) -> None:
    assert normalised(decoded(TEXT.encode(encoding))).text == TEXT


def test_utf_16_of_either_byte_order_is_read_by_its_mark() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        assert decoded(("\ufeff" + TEXT).encode(order)) == "\ufeff" + TEXT


def test_the_mark_stays_so_that_offsets_can_count_it() -> None:
    assert decoded("a".encode("utf-8-sig")) == "\ufeffa"
    assert decoded(b"a") == "a"


def test_other_bytes_are_windows_text() -> None:
    assert decoded(b"N\xe4he \x96 \x93care\x94") == "Nähe – “care”"


@pytest.mark.parametrize(
    "data", [b"\x81\xff", b"\xef\xbb\xbf\xff", b"\xff\xfea", b"\xff\xfe\x00\xd8a\x00", b""]
)
def test_there_is_always_a_text(data: bytes) -> None:
    decoded(data).encode("utf-8")
