from __future__ import annotations

import pytest

from tests.references.conftest import ReadOne

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
