"""LaTeX, read by pylatexenc, which knows its grammar; no TeX is needed to test it."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pylatexenc.latexwalker import LatexEnvironmentNode, LatexWalker

from review.export import TABLES, Column, ExportTable, Kind
from review.export.formats.latex import escaped, render
from review.export.formats.layout import PADDING, room
from review.export.formats.text import legible
from review.export.table import DOT, Printed
from tests.export.formats.test_layout import numbers_and_texts
from tests.export.hostile import HOSTILE, TEXT, table_of
from tests.export.reviews import SMALL

NAMED = {
    "backslash": "\\",
    "asciitilde": "~",
    "asciicircum": "^",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "asciigrave": "`",
    "bullet": "●",
}
MATHS = {
    r"\rightarrow": "→",
    "-": "−",
    r"\times": "×",
    r"\pm": "±",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\approx": "≈",
}
TOKEN = re.compile(
    r"\\text(?P<named>[a-z]+)\{\}|\\ensuremath\{(?P<maths>[^{}]+)\}|\\(?P<sign>[{}$&#_%])|\{(?P<held>[\[\]*])\}|(?P<broken>\{\})|(?P<space>~)"
    r"|(?P<plain>[^\\{}$&#_%^<>|`\[\]*~])"
)


def printed(latex):
    """What LaTeX prints of a text; a sign that it would obey fails."""
    text, end = "", 0
    while end < len(latex):
        token = TOKEN.match(latex, end)
        assert token, latex[end:]
        kind, value = token.lastgroup, token[token.lastgroup]
        text += {"named": NAMED.get(value), "maths": MATHS.get(value), "broken": "", "space": "\u00a0"}.get(
            kind, value
        )
        end = token.end()
    return text


def written(table):
    return render(table)[""].decode()


def test_a_table_has_booktabs_rules_and_its_headings_on_every_page():
    text = written(TABLES["source-types"].build(SMALL))
    assert text.splitlines()[:2] == [
        "% Table 1. Source types of the included documents (N = 2)",
        r"% In the preamble: \usepackage[T1]{fontenc} \usepackage{booktabs,longtable,array}",
    ]
    assert r"\caption{Source types of the included documents (N = 2)}\label{tab:source-types}\\" in text
    heads = r"\textbf{Source type} & \textbf{n} & \textbf{\% of N} \\"
    assert text.count(heads) == 2
    assert text.index(r"\endfirsthead") < text.index(r"\endhead") < text.index(r"\endlastfoot")
    assert "Empirical study journal article & 1 & 50.0 \\\\\n" in text
    assert "\\midrule\n\\textbf{Total} & \\textbf{2} & \\textbf{100} \\\\\n\\end{longtable}" in text
    assert r"\emph{Note.} Included at the stage theory map" in text


def test_a_wide_table_lies_on_its_side_and_turns_its_headings():
    wide = numbers_and_texts(13)
    text = written(ExportTable("wide", "Wide", "", (), (), printed_as=Printed(wide.columns, wide.rows)))
    assert r"\usepackage{booktabs,longtable,array,graphicx,pdflscape}" in text
    assert text.index(r"\begin{landscape}") < text.index(r"\begin{longtable}")
    assert text.rstrip().endswith(r"\end{landscape}")
    assert (
        r"\rotatebox{90}{\shortstack[l]{\textbf{Policy analysis}\\\textbf{journal article or report}}}"
        in text
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_well_formed_and_fits_its_page(name):
    text = written(TABLES[name].build(SMALL))
    nodes, _, _ = LatexWalker(text, tolerant_parsing=False).get_latex_nodes()
    inside = [node for node in nodes if isinstance(node, LatexEnvironmentNode)]
    assert [node.environmentname for node in inside] in (["longtable"], ["landscape"])
    widths = [float(width) for width in re.findall(r"p\{([0-9.]+)pt\}", text)]
    assert sum(widths) + PADDING * len(widths) <= room(landscape="landscape" in text) + 2 * len(widths)


def test_signs_are_printed_and_not_obeyed():
    assert escaped(r"\write18{rm -rf} \input{/etc/passwd} 50% $x_1^2$ #1 ~ a & b") == (
        r"\textbackslash{}write18\{rm -rf\} \textbackslash{}input\{/etc/passwd\} 50\% \$x\_1\textasciicircum{}2\$"
        r" \#1 \textasciitilde{} a \& b"
    )
    assert escaped("[x] *y* -- ''z'' ,, ---") == "{[}x{]} {*}y{*} -{}- '{}'z'{}' ,{}, -{}-{}-"
    assert escaped("^^5c ^^M <b> |c| `d`") == (
        r"\textasciicircum{}\textasciicircum{}5c \textasciicircum{}\textasciicircum{}M \textless{}b\textgreater{}"
        r" \textbar{}c\textbar{} \textasciigrave{}d\textasciigrave{}"
    )


@settings(max_examples=200)
@given(st.text() | TEXT)
@example(r"\end{longtable}\immediate\write18{x}")
@example("a%\n&b")
def test_any_text_reads_as_it_was(text):
    one = " ".join(legible(text).split())
    latex = escaped(text)
    assert printed(latex) == one
    assert not re.search(r"--|\x27\x27|,,|``", latex)


@settings(max_examples=60)
@given(st.lists(TEXT | st.sampled_from(HOSTILE), max_size=8))
def test_any_text_stays_in_its_cell(texts):
    text = written(table_of(*texts, "text"))
    body = text[text.index(r"\endlastfoot") : text.index(r"\end{longtable}")].strip().split("\n")[1:]
    assert len(body) == len(texts) + 1
    for row in body:
        assert row.endswith(r" \\")
        assert len(re.findall(r"(?<!\\)&", row)) == 1
        assert not re.search(r"(?<!\\)[$#_%~^]", row.replace("~", ""))


def test_letters_that_pdflatex_lacks_are_named_in_a_comment():
    marks = Printed((Column("a", "A", Kind.MARK),), ((DOT,),))
    assert "pdfLaTeX lacks" not in written(ExportTable("m", "M", "é – “x” …", (), (), printed_as=marks))
    assert "use XeLaTeX or LuaLaTeX" in written(table_of("שלום"))
