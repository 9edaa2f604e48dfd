"""Numbers, labels and citations of a report, before it is written."""

import pytest
from lxml import html
from msgspec import structs

from review.domain.record import Origin
from review.export.report.blocks import (
    Box,
    Citation,
    Cited,
    Figure,
    Heading,
    Quotation,
    Reference,
    ReferenceList,
    Report,
    Text,
    paragraph,
)
from review.export.report.citing.style import read_style, style_called
from review.export.report.prepared import Prepared
from review.export.report.runs import Mark, RunKind, plain
from review.export.report.writing import REPORT_FORMATS, render_report, write_report
from tests.export.report.citing.test_style import CITATION, LIST, style
from tests.export.report.sample import REPORT, WORKS, figure


def prepared(*blocks, by=None):
    return Prepared(Report("R", (), blocks, "Made."), by or style_called("author-year"), WORKS)


def test_tables_figures_and_boxes_are_numbered_each_by_itself_in_their_order():
    found = prepared(
        Figure("a", "figure-a", "A", "a"),
        Box("B", (), "b"),
        Figure("c", "figure-c", "C", "c"),
        Heading(1, "D", "d"),
    )
    assert {key: label.text for key, label in found.label_of.items()} == {
        "a": "Figure 1",
        "b": "Box 1",
        "c": "Figure 2",
        "d": "D",
    }


def test_equal_headings_have_anchors_of_their_own():
    found = prepared(Heading(1, "T1"), Heading(2, "T1"), Heading(2, "???"), Heading(2, ""))
    assert [label.anchor for label in found.label_at.values()] == ["t1", "t1-2", "part", "part-2"]


def test_a_reference_to_what_a_template_left_out_says_so():
    (run,) = prepared().runs((Reference("gone"),))
    assert (run.text, run.target) == ("a part that this report does not have", "")


def test_a_quotation_is_followed_by_its_citation():
    words = Quotation("Prices fell.", "c1", Cited("aa1", "p. 5"))
    found = prepared(paragraph(words), ReferenceList()).runs((words, Text(" So.", is_emphasis=True)))
    assert plain(found) == "“Prices fell.” (Rahman et al., 2016b, p.\N{NO-BREAK SPACE}5) So."
    assert [run.kind for run in found] == [RunKind.QUOTATION, RunKind.TEXT, RunKind.CITATION, RunKind.TEXT]
    assert (found[2].target, found[3].marks) == ("ref-aa1", {Mark.ITALIC})


def test_what_is_listed_without_being_cited_changes_no_number_of_the_text():
    cited = Citation((Cited("aa2"),))
    found = prepared(paragraph(cited), ReferenceList(("aa1", "aa2")), by=style_called("vancouver"))
    assert [one.record for one in found.entries()] == ["aa2", "aa1"]
    assert "1" in plain(found.runs((cited,)))


def test_without_a_list_of_references_citations_lead_nowhere():
    cited = Citation((Cited("aa1"),))
    assert [run.target for run in prepared(paragraph(cited)).runs((cited,))] == [""]


@pytest.mark.parametrize("file_format", REPORT_FORMATS)
def test_what_a_style_could_not_format_is_named_below_the_list(tmp_path, file_format):
    own = tmp_path / "own.csl"
    own.write_bytes(style(CITATION.replace("title", "DOI") + LIST.replace("title", "DOI")))
    cited = paragraph(Citation((Cited("aa1"),)), Citation((Cited("aa2"),)))
    report = Report("R", (), (cited, ReferenceList()), "Made.")
    files, failed = render_report(report, WORKS, str(own), figure, file_format)
    assert failed == ("aa2",)
    if file_format == "html":
        page = html.fromstring(files["report.html"].decode())
        (gap,) = page.find_class("gap")
        assert (
            gap.text_content()
            == "[To write: these works as the style wants them, which it could not format: Okoro and Lee, 2017]"
        )


def test_a_style_that_cannot_be_used_is_refused():
    broken = style(
        '<macro name="a"><date variable="issued" form="text"/></macro><citation><sort><key macro="none"/></sort><layout/></citation>'
        + LIST
    )
    with pytest.raises(Exception, match=r"own\.csl: the citation processor cannot use this style"):
        prepared(
            paragraph(Citation((Cited("aa1"),))),
            by=read_style(
                "own.csl",
                broken.replace(b"<layout/>", b"<layout><text macro='a'/></layout>").replace(
                    b"<bibliography>", b"<bibliography><sort><key macro='none'/></sort>"
                ),
            ),
        )


@pytest.mark.parametrize("file_format", REPORT_FORMATS)
def test_a_report_is_written_with_what_belongs_to_it(tmp_path, file_format):
    written, failed = write_report(
        REPORT, WORKS, "vancouver", figure, tmp_path / "out" / f"report.{file_format}"
    )
    assert not failed
    assert {path.name for path in written} == {path.name for path in (tmp_path / "out").iterdir()}
    assert written[0].name == f"report.{file_format}"


def test_a_letter_without_those_before_it_is_explained_below_the_list():
    (work,) = [one for one in WORKS.values() if one.record.year_suffix == "b"]
    cited = paragraph(Citation((Cited(work.record.id),)))
    said = "Letters behind years distinguish all records of the review"
    assert plain(prepared(cited, ReferenceList()).below_entries()).startswith(said)
    assert not prepared(cited, ReferenceList(), by=style_called("vancouver")).below_entries()
    assert not prepared(ReferenceList()).below_entries()


def test_a_reference_that_nobody_has_confirmed_is_marked_in_the_list_as_in_the_tables():
    (first, *others) = [structs.replace(one) for one in WORKS.values()]
    unsure = structs.replace(first.record, origins={"title": Origin("first page", 0.4)})
    works = {one.record.id: one for one in (structs.replace(first, record=unsure), *others)}
    cited = paragraph(Citation(tuple(Cited(record) for record in [*works][:2])))
    found = Prepared(Report("R", (), (cited, ReferenceList()), "Made."), style_called("author-year"), works)
    assert {one.record: plain(one.runs).endswith(" ?") for one in found.entries()} == {
        record: record == unsure.id for record in [*works][:2]
    }
    assert "?: the reference was read from a file, and nobody has confirmed it." in plain(
        found.below_entries()
    )
