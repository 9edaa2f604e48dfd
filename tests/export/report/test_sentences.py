"""Sentences with counted numbers."""

import pytest

from review.domain.wording.counted import has, was
from review.export.report.blocks import Number, Text
from review.export.report.sentences import counted, flat, items, listed, said, sentence


def in_words(*parts):
    return "".join(part.text for part in flat(parts))


@pytest.mark.parametrize(
    ("many", "reads"),
    [
        (0, "No documents were parked."),
        (1, "1 document was parked."),
        (37, "37 documents were parked."),
        (1204, "1,204 documents were parked."),
    ],
)
def test_a_sentence_reads_well_with_none_one_and_many(many, reads):
    assert in_words(sentence(counted(many, "document", "parked"), f" {was(many)} parked")) == reads


def test_a_number_is_a_part_of_its_own_with_what_it_counts():
    assert sentence(counted(2, "study", "studies", "studies"), f" {has(2)} it") == (
        Number("2", "studies"),
        Text(" studies have it."),
    )


@pytest.mark.parametrize(
    ("parts", "reads"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_parts_are_listed(parts, reads):
    assert in_words(listed(parts)) == reads


def test_a_sentence_ends_once():
    assert in_words(sentence("why?")) == "Why?"
    assert in_words(sentence("these:")) == "These:"
    assert sentence() == ()


def test_a_paragraph_has_spaces_between_sentences_and_leaves_empty_ones_out():
    assert said(sentence("one"), "", sentence("two")).parts == (Text("One. Two."),)


def test_words_of_another_look_stay_apart():
    assert flat([Text("a", is_strong=True), "b", "c"]) == (Text("a", is_strong=True), Text("bc"))


def test_items_are_made_of_parts():
    assert items([["a", "b"], "c"]).items == ((Text("ab"),), (Text("c"),))
