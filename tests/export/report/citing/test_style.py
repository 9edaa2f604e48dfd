"""CSL styles from files, which strangers may have made."""

import os
import threading

import pytest

from review.errors import ReviewError
from review.export.report.citing.style import LARGEST, STYLES, Letters, read_style, style_called

CSL = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"'
CITATION = '<citation><layout><text variable="title"/></layout></citation>'
LIST = '<bibliography><layout><text variable="title"/></layout></bibliography>'


def style(body: str = CITATION + LIST, attributes: str = "", before: str = "") -> bytes:
    return f"{before}<style {CSL} {attributes}><info><title>t</title></info>{body}</style>".encode()


def refusal(content: bytes) -> str:
    with pytest.raises(ReviewError) as refused:
        read_style("own.csl", content)
    (line,) = str(refused.value).splitlines()
    return line


@pytest.mark.parametrize("name", STYLES)
def test_both_styles_of_the_program_can_be_read(name):
    assert style_called(name).name == name


def test_what_citeproc_py_would_not_do_is_known_of_a_style():
    author_year, vancouver = map(style_called, STYLES)
    assert (author_year.letters, author_year.collapses_numbers) == (Letters.PLACED, False)
    assert (vancouver.letters, vancouver.collapses_numbers) == (Letters.NONE, True)
    adds = style(CITATION.replace("<citation", '<citation disambiguate-add-year-suffix="true"') + LIST)
    assert read_style("a", adds).letters is Letters.AFTER_YEAR


def test_an_unknown_name_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(ReviewError, match=r"Unknown style 'vancover'.*vancouver"):
        style_called("vancover")
    with pytest.raises(ReviewError, match=r"none\.csl: file not found"):
        style_called(str(tmp_path / "none.csl"))
    with pytest.raises(ReviewError, match=r"cannot be read"):
        style_called(f"{tmp_path}\0.csl")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not XML"),
        (b"\xff\xfe\x00", "not XML"),
        (b"<style>", "line 1: not XML"),
        (b"<html/>", "not a CSL style"),
        (style("<info/>"), "does not say how works are cited"),
        (style(CITATION), "has no reference list"),
        (style().replace(b"in-text", b"note"), "cites in footnotes"),
        (
            style('<info><link rel="independent-parent" href="http://a.example/x"/></info>'),
            "only points to another style",
        ),
        (style(before='<!DOCTYPE style [<!ENTITY a "b">]>'), "has a DOCTYPE"),
        (style(before='<!DOCTYPE style SYSTEM "http://127.0.0.1:1/x.dtd">'), "has a DOCTYPE"),
        (b" " * (LARGEST + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_style_is_refused_in_one_line(content, said):
    assert refusal(content).startswith("own.csl: ")
    assert said in refusal(content)


def test_entities_are_neither_expanded_nor_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    entity = f'<!DOCTYPE style [<!ENTITY a SYSTEM "file://{secret}">]>'
    assert "DOCTYPE" in refusal(style(CITATION + LIST + "<info>&a;</info>", before=entity))
    bomb = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(10)
    )
    assert "DOCTYPE" in refusal(style(before=bomb + "]>"))


@pytest.mark.parametrize(
    "macros",
    [
        '<macro name="a"><text macro="a"/></macro>',
        '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>',
        "".join(
            f'<macro name="a{n}">{f"<text macro=&quot;a{n + 1}&quot;/>" * 4}</macro>' for n in range(30)
        ).replace("&quot;", '"'),
        "".join(f'<macro name="a{n}"><text macro="a{n + 1}"/></macro>' for n in range(30_000)),
    ],
    ids=["itself", "each other", "doubling", "a long chain"],
)
def test_macros_without_end_are_refused(macros):
    assert "call each other without end" in refusal(style(macros + CITATION + LIST))


def test_branches_of_a_choice_count_once():
    choice = "<choose><if variable='title'>{0}</if><else>{0}</else></choose>"
    macros = "".join(
        f'<macro name="a{n}">{choice.format(f"<text macro={chr(34)}a{n + 1}{chr(34)}/>")}</macro>'
        for n in range(60)
    )
    assert read_style("deep.csl", style(macros + CITATION + LIST))


def test_the_language_cannot_name_a_file():
    assert read_style("a", style(attributes='default-locale="../../../etc/passwd"')).language == "en-GB"
    assert read_style("a", style(attributes='default-locale="de-DE"')).language == "de-DE"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_never_ends_is_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe.csl"
    os.mkfifo(pipe)
    said: list[str] = []

    def ask() -> None:
        try:
            style_called(str(pipe))
        except ReviewError as error:
            said.append(str(error))

    waiting = threading.Thread(target=ask, daemon=True)
    waiting.start()
    waiting.join(20)
    assert said == [f"{pipe}: cannot be read (it is a pipe, not a file)"]
