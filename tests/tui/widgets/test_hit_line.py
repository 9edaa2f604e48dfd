"""The line with the words that a search found."""

import pytest
from rich.cells import cell_len
from rich.style import Style

from review.domain import SearchHit
from review.tui.widgets.hit_line import hit_line

HIT = SearchHit("nine met an ", "adviser", " who knew the forms. " * 9, "p. 6", 12)
HOSTILE = SearchHit(
    "\x1b[31m\x07 [b] 👩‍👩‍👧 ", "精神保健 [/b]", "\u202e\x00 after ❤️ " * 20, "pp. xii–xiii", 3
)


def text_of(hit: SearchHit | None, width: int) -> str:
    return "".join(segment.text for segment in hit_line(hit, width, Style(), Style(bold=True)))


def test_the_words_stand_in_their_sentence_and_the_page_behind_them():
    assert text_of(HIT, 50) == '    … "nine met an adviser who knew the for…" p. 6'
    assert [segment.text for segment in hit_line(HIT, 50, Style(), Style(bold=True))][1] == "adviser"
    assert text_of(None, 50) == "    …"


@pytest.mark.parametrize("hit", [HIT, HOSTILE])
@pytest.mark.parametrize("width", [24, 40, 78, 160])
def test_the_line_never_exceeds_its_room_and_always_has_the_page(hit, width):
    line = text_of(hit, width)
    assert cell_len(line) <= width
    assert line.endswith(f'" {hit.place}')
    assert line.isprintable()
