"""The Markdown of a report, read back by a Markdown parser."""

from markdown_it import MarkdownIt

from review.export.report.writing import render_report
from tests.export.report.sample import PNG, REPORT, WORKS, figure


def test_figures_are_files_beside_it():
    files, _ = render_report(REPORT, WORKS, "author-year", figure, "md", "our report")
    assert list(files) == ["our report.md", "our report-figure-flow.png"]
    assert files["our report-figure-flow.png"] == PNG
    assert "(our%20report-figure-flow.png)" in files["our report.md"].decode()


def test_it_has_headings_lists_tables_and_links():
    files, _ = render_report(REPORT, WORKS, "author-year", figure, "md")
    text = files["report.md"].decode()
    assert text.startswith('<!-- realist-review report: {"template": "generic", "style":')
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert '<h2><a id="methods"></a>Methods</h2>' in page
    assert page.count("<table>") == 2
    assert (
        '(<a href="#flow">Figure 1</a>, <a href="#source-types">Table 1</a>; see <a href="#gaps">Gaps</a>)'
        in page
    )
    assert "<strong>[To write: who took part in the searches]</strong>" in page
    assert "<ol>\n<li>First, <em>carefully</em></li>" in page
    assert "<blockquote>\n<p>“Prices fell, and so did quality.”" in page
