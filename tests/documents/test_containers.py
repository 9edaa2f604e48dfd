"""Portfolios and forms that have nothing to read."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from review.documents import read_file
from review.domain import ReadingStatus
from tests.documents.papers import SENTENCES, Paper, wrapped

WAIT = [
    "Please wait...",
    "If this message is not eventually replaced by the proper contents of the document, your PDF",
    "viewer may not be able to display this type of document.",
]


def _page(path, texts):
    paper = Paper(path)
    paper.write(texts)
    return paper.save()


def _portfolio(path, view=None, texts=("For the best experience, open this portfolio in another viewer.",)):
    with pikepdf.open(_page(path, texts), allow_overwriting_input=True) as pdf:
        pdf.attachments["minutes.txt"] = b"What was said"
        pdf.Root.Collection = Dictionary(Type=Name.Collection, **({"View": view} if view else {}))
        pdf.save(path)
    return path


def _form(path, texts, *, dynamic):
    with pikepdf.open(_page(path, texts), allow_overwriting_input=True) as pdf:
        xml = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>")
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=xml)
        if dynamic:
            pdf.Root.NeedsRendering = True
        pdf.save(path)
    return path


@pytest.mark.parametrize("view", [None, Name.D, Name.T])
def test_a_portfolio_is_refused_with_what_to_do(tmp_path, view):
    reading = read_file(_portfolio(tmp_path / "a.pdf", view))
    assert reading.status is ReadingStatus.REFUSED
    assert reading.document is None
    assert reading.message == (
        "A PDF portfolio: the documents are files inside it; open it in a PDF viewer, save those files and ingest them."
    )


@pytest.mark.parametrize(
    ("texts", "dynamic"),
    [(WAIT, True), (WAIT, False), (["Bitte warten..."], True), (["Open in Adobe Reader"], False)],
)
def test_a_form_without_pages_is_refused_with_what_to_do(tmp_path, texts, dynamic):
    reading = read_file(_form(tmp_path / "a.pdf", texts, dynamic=dynamic))
    assert reading.status is ReadingStatus.REFUSED
    assert reading.message == (
        "A form that only Adobe's programs can display (XFA); open it in Adobe Reader, print it to a new PDF and ingest that."
    )


def test_the_page_of_such_a_form_alone_is_refused_too(tmp_path):
    assert "XFA" in read_file(_page(tmp_path / "a.pdf", WAIT)).message


def test_a_document_with_attachments_and_a_form_with_pages_are_read(tmp_path):
    text = wrapped(" ".join(SENTENCES * 4), 90)
    attached = _portfolio(tmp_path / "a.pdf", Name.H, text)
    form = _form(tmp_path / "b.pdf", text, dynamic=False)
    asked = _page(tmp_path / "c.pdf", ["Please wait to be seated, the councils said."])
    assert {read_file(path).status for path in (attached, form, asked)} == {ReadingStatus.ADDED}
