"""Hard line ends become spaces where lines are one paragraph, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.texts.hard_line_ends import without_hard_ends

TRANSCRIPT = """\
Chair:    Thank you. Let us move on to the market position statement of the
council.

Manager:  Good. While they prepare their presentation, I want to say that we
talked about this last summer: the aim is to give every provider a fair chance
to take part. Action five says
[inaudible 00:01:42] and the plan of the board, and it is there that
Leeds comes in.
Chair:    So to you, Ann.
worker-1: Yes. Over a year ago, before I took this position, the committee was
asked by the board to say what good support would look like or could be in the
county."""


def paragraphs(text: str) -> list[str]:
    return [line for line in without_hard_ends(text).split("\n") if line]


def test_the_lines_of_a_turn_of_speech_are_one_paragraph() -> None:
    found = paragraphs(TRANSCRIPT + "\nworker-1: And so it went.")
    assert [one.split(":")[0] for one in found] == ["Chair", "Manager", "Chair", "worker-1", "worker-1"]
    assert found[0] == (
        "Chair:    Thank you. Let us move on to the market position statement of the council."
    )


def test_items_headings_and_indented_lines_begin_paragraphs() -> None:
    text = """\
# How the council worked with all of its providers
The council had a plan, and the plan was that providers would be asked
what they could offer before anything was bought, and that they would
be paid on time for it. Nobody had asked them before, they said to us.
   A new paragraph is indented, and it goes on in the same way to the
end of the line.
- The first item of a list is long enough to go on in the line that
  follows it.
- The second item."""
    assert [one.split()[:2] for one in paragraphs(text)] == [
        ["#", "How"],
        ["The", "council"],
        ["A", "new"],
        ["-", "The"],
        ["-", "The"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Q: What did the council do?\nA: It listened to people, and then it wrote a plan.\nQ: And then?",
        "\n".join(f"{word}, a word of the list that is the same length" for word in ("care", "plan", "duty")),
        "\n".join(["A paragraph that is a line, however long it is. " * 8] * 4),
        "So much depends\nupon\na red wheel\nbarrow\nglazed with rain\nwater\nbeside the white\nchickens",
    ],
    ids=["turns", "capitals or items", "long lines", "verse"],
)
def test_lines_that_were_not_broken_at_a_width_stay(text: str) -> None:
    assert without_hard_ends(text) == text


@given(st.lists(st.sampled_from([*TRANSCRIPT.split("\n"), "", "- item", "a b", "Name: x"]), max_size=30))
def test_every_character_keeps_its_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = without_hard_ends(text)
    assert len(found) == len(text)
    assert all(now == was or (was, now) == ("\n", " ") for was, now in zip(text, found, strict=True))
    assert found.count("\n\n") == text.count("\n\n")
