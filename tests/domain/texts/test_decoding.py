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
    ("encoding", "text"),
    [
        ("gb18030", "家庭照顾者的支持与服务研究。方法：访谈二十名护理人员，结果显示服务不足。"),
        ("big5", "家庭照顧者的支持與服務研究，方法是訪談"),
        ("koi8_r", "Поддержка семей, которые ухаживают дома"),
        ("cp1252", "The council’s role isn’t clear, they don’t act"),
        ("cp1252", "£30 per week – the users’ “choice”"),
        ("mac_roman", "The council’s role isn’t clear, they don’t act"),
    ],
)
def test_text_that_is_not_unicode_is_read_as_its_letters_make_sense(encoding: str, text: str) -> None:
    assert decoded(f"A study\n{text}\n".encode(encoding)) == f"A study\n{text}\n"


@pytest.mark.parametrize(
    "data", [b"\x81\xff", b"\xef\xbb\xbf\xff", b"\xff\xfea", b"\xff\xfe\x00\xd8a\x00", b""]
)
def test_there_is_always_a_text(data: bytes) -> None:
    decoded(data).encode("utf-8")
