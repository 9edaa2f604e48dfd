from __future__ import annotations

from pathlib import Path

import pytest

from review.errors import UnknownNameError
from tests.references.conftest import Read, ReadOne
from tests.references.whole_file import whole_file

RIS = "TY  - JOUR\nAU  - Muñoz, Zoë\nTI  - Señales – “qualité”\nER  - \n"
XML = "<xml><records><record><titles><title>Señales</title></titles></record></records></xml>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_encoding(read_one: ReadOne, encoding: str) -> None:
    reference = read_one(RIS.encode(encoding))
    assert (reference.title, reference.authors) == ("Señales – “qualité”", ("Muñoz, Zoë",))


def test_two_encodings_in_one_file(read_one: ReadOne) -> None:
    reference = read_one(
        "TY  - JOUR\nTI  - Señales\n".encode() + "AU  - Muñoz, Zoë\nER  - \n".encode("latin-1")
    )
    assert (reference.title, reference.authors) == ("Señales", ("Muñoz, Zoë",))


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_any_line_end(read_one: ReadOne, line_end: str) -> None:
    assert read_one(RIS.replace("\n", line_end)).authors == ("Muñoz, Zoë",)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1250", "utf-16", "utf-8"])
def test_xml_in_the_encoding_that_it_declares(read_one: ReadOne, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{XML}'.replace(
        "ñ", "ń" if encoding == "windows-1250" else "ñ"
    )
    assert read_one(text.encode(encoding)).title in ("Señales", "Seńales")


def test_xml_that_declares_what_it_is_not(read_one: ReadOne) -> None:
    assert read_one(f'<?xml version="1.0" encoding="UTF-8"?>{XML}'.encode("latin-1")).title == "Señales"
    assert read_one(f'<?xml version="1.0" encoding="no-such"?>{XML}').title == "Señales"


def test_control_characters_do_not_stay(read_one: ReadOne) -> None:
    reference = read_one("TY  - JOUR\nTI  - One\x1b[31m\x00 two\x07\nAB  - a\u2028b\nER  - \n")
    assert (reference.title, reference.abstract) == ("One [31m two", "a\nb")


@pytest.mark.parametrize(
    ("encoding", "title", "author"),
    [
        ("cp1251", "Поддержка семей, которые ухаживают дома", "Петрова, Анна"),
        ("koi8_r", "Поддержка семей, которые ухаживают дома", "Петрова, Анна"),
        ("gb18030", "家庭照顾者的支持与服务研究", "王, 小明"),
        ("big5", "家庭照顧者的支持與服務研究", "王, 小明"),
        ("shift_jis", "家族介護者のための支援について", "田中, はな"),
        ("euc_kr", "가족 돌봄을 위한 지원 연구", "김, 민수"),
        ("mac_roman", "Pflege für Angehörige: “Wer hält’s aus?”", "Müller, Jörg"),
        ("cp1250", "Wsparcie dla opiekunów: źródła i możliwości", "Łukasik, Świętosław"),
        ("cp1252", "Pflege für Angehörige: “Wer hält’s aus?”", "Müller, Jörg"),
        ("cp1250", "Péče o duševní zdraví v komunitě", "Dvořák, Jiří"),
        ("iso8859_2", "Péče o duševní zdraví v komunitě", "Dvořák, Jiří"),
        ("iso8859_2", "Wsparcie dla opiekunów: źródła i możliwości", "Łukasik, Świętosław"),
        ("cp1250", "Egészségügyi ellátás a közösségben", "Szőke, Gyű"),
        ("cp1254", "Ruh sağlığı hizmetleri: Türkiye’de üç şehirde çocuk bakımı", "Yıldız, Şule"),
        ("cp1257", "Šeimos priežiūra namuose", "Žukauskienė, Rūta"),
        ("cp850", "Größe der Pflege für Angehörige", "Müller, Jörg"),
        ("mac_cyrillic", "Поддержка семей, которые ухаживают дома", "Петрова, Анна"),
        ("cp866", "Поддержка семей, которые ухаживают дома", "Петрова, Анна"),
        ("euc_jp", "家族介護者のための支援について", "田中, はな"),
        ("cp1253", "Υπηρεσίες ψυχικής υγείας στην κοινότητα", "Παππάς, Νίκος"),
        ("mac_greek", "Υπηρεσίες ψυχικής υγείας στην κοινότητα", "Παππάς, Νίκος"),
        ("cp1255", "שירותי בריאות הנפש בקהילה ובמשפחה", "כהן, דנה"),
        ("cp1256", "خدمات الصحة النفسية في المجتمع والأسرة", "علي, سلمى"),
        ("iso8859_6", "خدمات الصحة النفسية في المجتمع والأسرة", "علي, سلمى"),
        ("cp874", "การดูแลสุขภาพจิตในชุมชนและครอบครัว", "ใจดี, สมชาย"),
    ],
)
def test_other_encodings_are_recognised_and_said(read: Read, encoding: str, title: str, author: str) -> None:
    file = read(f"TY  - JOUR\nTI  - {title}\nAU  - {author}\nER  - \n".encode(encoding))
    assert [(r.title, r.authors) for r in file.references] == [(title, (author,))]
    assert [notice.line for notice in file.notices] == [0]
    assert "--encoding" in file.notices[0].message


def test_an_encoding_that_is_named_counts(tmp_path: Path) -> None:
    path = tmp_path / "named.ris"
    path.write_bytes("TY  - JOUR\nTI  - Поддержка\nER  - \n".encode("mac_cyrillic"))
    file = whole_file(path, encoding="mac-cyrillic")
    assert ([r.title for r in file.references], file.notices) == (["Поддержка"], ())
    with pytest.raises(UnknownNameError, match="unknown encoding"):
        whole_file(path, encoding="rot13")


def test_what_makes_sense_in_no_encoding_is_refused_and_asked_for(tmp_path: Path) -> None:
    """Such as a file that was converted twice; its letters would be wrong without a word."""
    path = tmp_path / "asked.ris"
    noise = bytes(128 + (37 * place * place + 11 * place) % 128 for place in range(200))
    path.write_bytes(b"TY  - JOUR\nTI  - " + noise.replace(b"\n", b"") + b"\nER  - \n")
    file = whole_file(path)
    assert file.references == ()
    assert [refusal.message for refusal in file.refusals] == [
        "its encoding is not recognised; name it with --encoding, such as gb18030"
    ]
    assert len(whole_file(path, encoding="latin-1").references) == 1


def test_japanese_mail_encoding(read_one: ReadOne) -> None:
    reference = read_one("TY  - JOUR\nTI  - 家族介護者の支援\nER  - \n".encode("iso2022_jp"))
    assert reference.title == "家族介護者の支援"


@pytest.mark.parametrize(
    "line", ["Price in £ and ½", "5 °C ± 1", "Zoë", "naïve", "Carers’ needs: what doesn’t help"]
)
def test_single_signs_are_western(read_one: ReadOne, line: str) -> None:
    assert read_one(f"TY  - JOUR\nTI  - {line}\nER  - \n".encode("cp1252")).title == line
