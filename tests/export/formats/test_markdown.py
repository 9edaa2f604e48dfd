"""Markdown, read back by the rules of GitHub's tables."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from review.export import TABLES
from review.export.formats.markdown import render
from review.export.formats.text import legible
from tests.export.hostile import TEXT, table_of
from tests.export.reviews import SMALL


def read(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The lines before the table, and the table's rows (its line of dashes left out); the note is below."""
    lines = content.decode().split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("|"))
    rows = [re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1] for line in lines[first:] if line.startswith("|")]
    return lines[:first], [[unescaped(cell.strip()) for cell in row] for n, row in enumerate(rows) if n != 1]


def unescaped(cell: str) -> str:
    return re.sub(r"\\([\\`*_\[\]{}~|$^@.-])", r"\1", html.unescape(cell.replace("<br>", "\n")))


def test_a_numbered_title_stands_above_the_table_and_a_note_below():
    table = TABLES["source-types"].build(SMALL)
    content = render(table)[""]
    before, rows = read(content)
    assert before == ["# Table 1. Source types of the included documents (N = 2)", ""]
    assert rows[0] == ["Source type", "n", "% of N"]
    assert rows[-1] == ["Total", "2", "100"]
    assert b"| --- | ---: | ---: |" in content
    assert content.decode().splitlines()[-2:] == ["", f"*Note.* {table.printed().note}"]


def test_a_matrix_has_dots_under_letters_and_their_key_below():
    content = render(TABLES["matrix"].build(SMALL))[""].decode()
    assert "| Document | Source type | Outcome | A | B | C | D | E |" in content
    assert "| Rahman, 2016a | Empirical study journal article | included | ● | ● |  | ● |  |" in content
    assert "A T1 Market logic; B T1.a Competition; C T2 Market limitations" in content.splitlines()[-1]


def test_markup_and_html_are_shown_and_not_obeyed():
    content = render(table_of("*a* _b_ `c` [d](e) ~~f~~ <script>g</script> h|i\nj &amp; \\ ![k](l)"))[
        ""
    ].decode()
    assert content.splitlines()[-3] == (
        r"| 0 | \*a\* \_b\_ \`c\` \[d\](e) \~\~f\~\~ &lt;script&gt;g&lt;/script&gt; h\|i<br>j &amp;amp; \\ !\[k\](l) |"
    )


@given(st.lists(TEXT))
def test_any_text_stays_in_its_cell(texts):
    content = render(table_of(*texts, "text"))[""]
    assert content.count(b"\n") == 7 + len(texts)
    _, rows = read(content)
    assert {len(row) for row in rows} == {2}


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\\\u2028\u2029")).filter(
        lambda t: t == t.strip()
    )
)
def test_text_reads_as_it_was(text):
    _, rows = read(render(table_of(text, "text"))[""])
    assert rows[1][1] == legible(text).strip()
