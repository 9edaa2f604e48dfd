"""Who wrote a letter."""

from review.documents.layout.assemble import assemble
from review.documents.metadata.found_values import found_values
from review.documents.metadata.letters import is_letter, letter_writers
from tests.documents.layouts import lines, page

ADDRESSED = ["Senator Dora Quay", "317 Hart Building", "Dear Senator Quay:", "We write about the wells."]


def test_the_names_in_the_head_wrote_it_not_the_person_addressed():
    letter = [page(1, lines(["UNIVERSITY OF NORTHFOLD", "ADA OKONJO AND BO VENDEL", *ADDRESSED]))]
    assert letter_writers(letter) == ["OKONJO, ADA", "VENDEL, BO"]
    found = found_values("a.pdf", letter, assemble(letter), {}, {})
    assert "Quay" not in found["authors"].value


def test_or_who_signed_it():
    letter = [page(1, lines(ADDRESSED)), page(2, lines(["Yours sincerely,", "Ada Okonjo", "Harbour Board"]))]
    assert letter_writers(letter) == ["Okonjo, Ada"]
    assert letter_writers(letter[:1]) == []


def test_other_pages_are_no_letters():
    assert is_letter(lines(ADDRESSED))
    assert not is_letter(lines(["Dear friends of wells", "Dearness and plenty of it."]))
