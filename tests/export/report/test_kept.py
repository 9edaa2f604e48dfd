"""The options that make a report again, read from its files."""

import io
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from review.export.formats.text import legible
from review.export.report.writing import REPORT_FORMATS, render_report
from review.manuscripts import markdown, web_page, word_document
from review.sandbox.messages import CannotReadError
from tests.export.hostile import TEXT
from tests.export.report.sample import NASTY, REPORT, WORKS, figure

SHORT = structs.replace(REPORT, blocks=REPORT.blocks[:2])


def kept_options(content, file_format):
    if file_format == "docx":
        return dict(word_document.options(content))
    reader = web_page.options if file_format == "html" else markdown.options
    return dict(reader(content.decode(errors="replace")))


def kept(file_format, *options):
    report = structs.replace(SHORT, options=options)
    files, _ = render_report(report, WORKS, "author-year", figure, file_format)
    return kept_options(files[f"report.{file_format}"], file_format)


@pytest.mark.parametrize("file_format", REPORT_FORMATS)
def test_they_are_read_as_they_were(file_format):
    assert kept(file_format, *REPORT.options) == dict(REPORT.options)


@settings(max_examples=10, deadline=None)
@given(TEXT | st.sampled_from(NASTY))
def test_any_value_is_kept(value):
    one_line = " ".join(legible(value).split()) or "x"
    for file_format in REPORT_FORMATS:
        assert kept(file_format, ("style", one_line)) == {"style": one_line}


def zipped(name, content):
    file = io.BytesIO()
    with ZipFile(file, "w") as parts:
        parts.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("file_format", "content"),
    [
        ("docx", b""),
        ("docx", b"PK\x03\x04 not a zip"),
        ("docx", zipped("word/document.xml", "<w/>")),
        ("docx", zipped("docProps/custom.xml", "<not closed")),
        ("docx", zipped("docProps/custom.xml", "<a/>")),
        ("html", b""),
        ("html", b"\xff\xfe"),
        ("html", b"<p>Another page"),
        ("md", b"# A text"),
        ("md", b"<!-- realist-review report: {not json} -->\n"),
        ("md", b"<!-- realist-review report: " + b"[" * 50_000 + b" -->"),
        ("md", b'<!-- realist-review report: {"style": 3} -->'),
    ],
)
def test_another_file_has_none(file_format, content):
    try:
        found = kept_options(content, file_format)
    except CannotReadError:
        found = {}
    assert found == {}
