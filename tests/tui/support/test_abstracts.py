from review.domain import Document, Page, Passage, PassageKind
from review.tui.support.abstracts import LENGTH, opening

BODY = "A paragraph about councils and markets. " * 10


def document(*paragraphs: tuple[str, PassageKind]) -> Document:
    text, passages = "", []
    for words, kind in paragraphs:
        start = len(text)
        text += words
        passages.append(Passage(start, len(text), kind))
        text += "\n"
    text = text[:-1]
    return Document(text, "", len(text), (Page(1, "1", 0, len(text)),), tuple(passages))


def test_the_beginning_is_read_where_there_is_no_summary():
    report = document(*[(f"{n} {BODY}", PassageKind.PARAGRAPH) for n in range(20)])
    shown = opening(report)
    assert shown.startswith("0 A paragraph")
    assert LENGTH <= len(shown) < LENGTH + len(BODY) + 5
    assert shown.endswith("markets.")


def test_the_contents_page_and_the_executive_summary_are_read_of_a_report():
    report = document(
        ("A council", PassageKind.PARAGRAPH),
        ("Contents", PassageKind.HEADING),
        ("Executive summary 3, Demand 5", PassageKind.PARAGRAPH),
        ("1. Executive summary", PassageKind.HEADING),
        ("We found that markets fail.", PassageKind.PARAGRAPH),
        *[(f"{n} {BODY}", PassageKind.PARAGRAPH) for n in range(20)],
    )
    shown = opening(report)
    assert shown.startswith("Contents\nExecutive summary 3, Demand 5")
    assert "We found that markets fail." in shown
    assert "A council" not in shown


def test_a_summary_in_the_last_chapters_is_none():
    report = document(
        *[(f"{n} {BODY}", PassageKind.PARAGRAPH) for n in range(20)],
        ("Summary", PassageKind.HEADING),
        ("In the end.", PassageKind.PARAGRAPH),
    )
    assert opening(report).startswith("0 A paragraph")


def test_an_empty_document_has_nothing_to_show():
    assert opening(document(("", PassageKind.PARAGRAPH))) == ""
