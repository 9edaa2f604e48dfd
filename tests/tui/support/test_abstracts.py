from review.domain import Document, Page, Passage, PassageKind
from review.project import Project
from review.tui.support.abstracts import LENGTH, abstract_of, opening

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


def test_a_table_of_contents_with_dots_is_passed_over():
    report = document(
        ("A council", PassageKind.PARAGRAPH),
        ("Contents", PassageKind.HEADING),
        ("1 Introduction ........ 3", PassageKind.PARAGRAPH),
        ("2 Demand . . . . . . 5 3 Supply . . . . . . 11", PassageKind.PARAGRAPH),
        ("Summary", PassageKind.HEADING),
        ("We found that markets fail ... 12 times.", PassageKind.PARAGRAPH),
        *[(f"{n} {BODY}", PassageKind.PARAGRAPH) for n in range(20)],
    )
    assert opening(report).startswith("Summary\nWe found that markets fail ... 12 times.\n0 A paragraph")
    listed = [(f"{n} Chapter {'.' * 90} {n}", PassageKind.PARAGRAPH) for n in range(1, 40)]
    assert opening(document(*listed, ("It begins here.", PassageKind.PARAGRAPH))) == "It begins here."


def test_an_abstract_of_dots_is_none(project: Project):
    record = project.records.all()[0]
    project.records.edit(record.id, abstract="Background ........ 1 Methods ........ 4 Results ........ 9")
    assert "........" not in abstract_of(project, project.records.get(record.id))
    project.records.edit(record.id, abstract="Markets fail.")
    assert abstract_of(project, project.records.get(record.id)) == "Markets fail."


def test_a_summary_in_the_last_chapters_is_none():
    report = document(
        *[(f"{n} {BODY}", PassageKind.PARAGRAPH) for n in range(20)],
        ("Summary", PassageKind.HEADING),
        ("In the end.", PassageKind.PARAGRAPH),
    )
    assert opening(report).startswith("0 A paragraph")


def test_an_empty_document_has_nothing_to_show():
    assert opening(document(("", PassageKind.PARAGRAPH))) == ""
