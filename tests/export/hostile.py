"""Text that would do something if a file format let it."""

from hypothesis import strategies as st

from review.export import Column, ExportTable, Kind

BEGINNINGS = st.sampled_from(
    [
        "",
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r",
        "\n",
        " =",
        "'",
        "'=",
        "''+",
        "＝",
        "﹢",
        "\u200b=",
        "\ufeff@",
        "#N/A",
        "|",
        "<b>",
    ]
)
TEXT = st.builds(
    lambda *parts: "".join(parts),
    BEGINNINGS,
    st.text(st.characters()),
    st.sampled_from(
        ["", "\x1b[31m", "\x00", "\ud800", "\ufffe", "a|b", "\r\n", "[x](javascript:y)", "<script>"]
    ),
    st.text(),
)
HOSTILE = (
    '=HYPERLINK("http://evil")',
    "+1",
    "-1",
    "@SUM(1)",
    "  =1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "\u200b=1",
)


def table_of(*texts: str) -> ExportTable:
    """A table with one text in each row."""
    columns = (Column("n", "No.", Kind.INTEGER), Column("text", "Text", width=60))
    return ExportTable("texts", "Texts", "Some texts.", columns, tuple(enumerate(texts)), {"events": 1})
