"""Citations and lists of references, in the program's styles and in others."""

import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain import Record
from review.domain.citation import short_author
from review.export.report.blocks import Citation, Cited
from review.export.report.citing.citer import Citer
from review.export.report.citing.markup import tidied
from review.export.report.citing.style import STYLES, read_style, style_called
from review.export.report.citing.works import Work
from review.export.report.runs import Mark, plain
from tests.export.hostile import TEXT
from tests.export.report.citing.test_style import CITATION, LIST, style
from tests.export.report.sample import WORKS, work

AUTHOR_DATE = style(
    """
<citation disambiguate-add-year-suffix="true" et-al-min="4" et-al-use-first="1"><layout prefix="[" suffix="]" delimiter="; ">
 <group delimiter=" "><names variable="author"><name form="short" and="symbol" font-variant="small-caps"/></names>
 <date variable="issued"><date-part name="year"/></date><text variable="locator" prefix=": "/></group>
</layout></citation>
<bibliography><layout><names variable="author"><name initialize-with=". "/></names>
 <date variable="issued" prefix=" (" suffix=")"><date-part name="year"/></date><text variable="title" prefix=" " font-style="italic" suffix="."/></layout></bibliography>
"""
)


def cited(*citations: Citation, by="author-year", works=WORKS):
    citer = Citer(style_called(by) if isinstance(by, str) else by, works, citations)
    texts = [plain(citer.cite(one)).replace("\N{NO-BREAK SPACE}", " ") for one in citations]
    return texts, [plain(entry.runs) for entry in citer.entries()]


def test_works_are_cited_by_author_and_year_with_the_page_as_printed():
    texts, _ = cited(
        Citation((Cited("aa1", "p. 204"),)),
        Citation((Cited("aa1", "pp. 204–205"),)),
        Citation((Cited("aa1", "p. 3-12"),)),
        Citation((Cited("aa1", "pp. v–vi"),)),
        Citation((Cited("aa1", "PDF p. 3"),)),
        Citation((Cited("aa1", "para. 12"),)),
        Citation((Cited("aa1", "paras 12–14"),)),
        Citation((Cited("aa4"),)),
    )
    assert texts == [
        "(Rahman et al., 2016b, p. 204)",
        "(Rahman et al., 2016b, pp. 204–205)",
        "(Rahman et al., 2016b, p. 3-12)",
        "(Rahman et al., 2016b, pp. v–vi)",
        "(Rahman et al., 2016b, PDF p. 3)",
        "(Rahman et al., 2016b, para. 12)",
        "(Rahman et al., 2016b, paras 12–14)",
        "(What works in the commissioning, n.d.-a)",
    ]


def test_several_works_are_in_one_pair_of_brackets_in_the_style_s_order():
    texts, _ = cited(Citation((Cited("aa1", "p. 2"), Cited("aa3"), Cited("aa2", "pp. 4–5"))))
    assert texts == ["(Fairfield Trust, 2015; Okoro and Lee, 2017, pp. 4–5; Rahman et al., 2016b, p. 2)"]


def test_an_author_can_be_part_of_the_sentence():
    texts, _ = cited(
        Citation((Cited("aa2", "p. 4"),), is_narrative=True),
        Citation((Cited("aa2"), Cited("aa3"), Cited("aa4")), is_narrative=True),
    )
    assert texts == [
        "Okoro and Lee (2017, p. 4)",
        "Okoro and Lee (2017), Fairfield Trust (2015) and What works in the commissioning (n.d.-a)",
    ]


@given(st.sampled_from(sorted(WORKS)))
def test_a_citation_reads_as_the_tables_give_it(record):
    texts, _ = cited(Citation((Cited(record),)))
    assert texts == [f"({WORKS[record].record.author_year})"]


def test_numbers_are_in_the_order_of_citation_and_become_ranges():
    texts, entries = cited(
        Citation((Cited("aa3"),)),
        Citation((Cited("aa1", "p. 2"), Cited("aa3"))),
        Citation((Cited("aa2"), Cited("aa5"))),
        Citation(tuple(map(Cited, WORKS))),
        Citation((Cited("aa2", "PDF p. 3"), Cited("aa3"))),
        Citation((Cited("aa2", "p. 7"),), is_narrative=True),
        by="vancouver",
    )
    assert texts == ["(1)", "(1; 2, p. 2)", "(3,4)", "(1–5)", "(1; 3, PDF p. 3)", "Okoro and Lee (3, p. 7)"]
    assert [entry.split(" ", 1)[0] for entry in entries] == ["1.", "2.", "3.", "4.", "5."]


def test_the_lists_of_both_styles():
    everything = Citation(tuple(map(Cited, WORKS)))
    assert cited(everything)[1] == [
        "Fairfield Trust (2015). A report on choice. https://trust.example/choice",
        "Okoro, C. and Lee, M. (2017). Prices. Fairfield Trust.",
        (
            "Rahman, S., Okoro, C.B. and Lee, M. (2016b). Markets in care: who shapes them? Journal of Commissioning,"
            " 12(3), 204–219. https://doi.org/10.5555/care.12"
        ),
        "van Hoof, J. (2015). Places. In Ed, I. (ed.), A book of places, pp. 3–9.",
        "What works in the commissioning of care (n.d.-a).",
    ]
    assert cited(everything, by="vancouver")[1] == [
        (
            "1. Rahman S, Okoro CB, Lee M. Markets in care: who shapes them? Journal of Commissioning. 2016;12(3):204–219."
            " https://doi.org/10.5555/care.12"
        ),
        "2. Okoro C, Lee M. Prices. Fairfield Trust; 2017.",
        "3. Fairfield Trust. A report on choice. 2015. Available from: https://trust.example/choice",
        "4. What works in the commissioning of care. n.d.",
        "5. van Hoof J. Places. In: Ed I, editor. A book of places. 2015. p. 3–9.",
    ]


def test_letters_stand_after_the_year_where_a_style_adds_them_and_citeproc_py_does_not():
    own = read_style("own.csl", AUTHOR_DATE)
    texts, entries = cited(
        Citation((Cited("aa1", "pp. 2–3"), Cited("aa2"))),
        Citation((Cited("aa1"),), is_narrative=True),
        Citation((Cited("aa4"),)),
        by=own,
    )
    assert texts == [
        "[Rahman, Okoro, & Lee 2016b : 2–3; Okoro & Lee 2017]",
        "Rahman, Okoro, and Lee [2016b]",
        "[n.d.-a]",
    ]
    assert entries[
        0
    ] == "Sadia Rahman, Chidi B. Okoro, Mary Lee (2016b) Markets in care: who shapes them?".replace(
        "Sadia", "S."
    ).replace("Chidi B.", "C. B.").replace("Mary", "M.")


def test_looks_of_the_style_are_marks_and_markup_of_a_title_is_text():
    title = "<i>Care</i> & <script>x</script>"
    works = {"x": work("x", "O'Neill, A.", title=title, kind="report")}
    citation = Citation((Cited("x"),))
    citer = Citer(style_called("author-year"), works, [citation])
    (entry,) = citer.entries()
    assert [run.text for run in entry.runs if Mark.ITALIC in run.marks] == [title]


def test_an_address_leads_to_the_web_only_by_http():
    works = {
        "x": work(
            "x", "A, B", urls=("javascript:alert(1)", "https://a.example/b?c=(d)"), title="see javascript:x"
        )
    }
    citation = Citation((Cited("x"),))
    (entry,) = Citer(style_called("author-year"), works, [citation]).entries()
    assert [run.address for run in entry.runs if run.address] == ["https://a.example/b?c=(d)"]


def test_a_record_that_is_not_in_the_review_is_marked():
    texts, entries = cited(Citation((Cited("aa2"), Cited("gone"))))
    assert texts == ["(Okoro and Lee, 2017)[no record gone]"]
    assert len(entries) == 1


def test_what_a_style_cannot_format_is_written_as_author_and_year_and_named():
    prints_dates = style(CITATION.replace("title", "accessed") + LIST.replace("title", "accessed"))
    citation = Citation((Cited("aa1", "p. 2"), Cited("aa2")))
    narrative = Citation((Cited("aa1", "p. 2"),), is_narrative=True)
    citer = Citer(read_style("own.csl", prints_dates), WORKS, [citation, narrative])
    assert plain(citer.cite(citation)) == "(Rahman et al., 2016b, p. 2; Okoro and Lee, 2017)"
    assert plain(citer.cite(narrative)) == "Rahman et al. (2016b, p. 2)"
    assert plain(citer.entries()[1].runs) == "Okoro and Lee, 2017. Prices."
    assert list(citer.failed) == ["aa1", "aa2"]


def test_nothing_is_printed_and_nobody_is_warned(capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cited(Citation(tuple(map(Cited, WORKS))), by=read_style("own.csl", AUTHOR_DATE))
        cited(Citation(tuple(map(Cited, WORKS))))
    assert capfd.readouterr() == ("", "")


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(STYLES),
    st.lists(TEXT, min_size=6, max_size=6),
    st.none() | st.integers(1, 2100),
    st.sampled_from(["", "report", "article-journal", "chapter"]),
)
def test_any_reference_can_be_cited_in_both_styles(name, texts, year, kind):
    title, family, given, container, organisation, pages = texts
    authors = (f"{family}, {given}",) if family.strip() else ()
    one = Work(
        Record(
            "x",
            title,
            authors,
            year,
            organisation=organisation,
            container=container,
            short_author=short_author(authors, organisation, title),
        ),
        work("y", kind=kind, pages=pages, volume=pages, editors=authors).reference,
    )
    citations = [Citation((Cited("x", pages),)), Citation((Cited("x", pages),), is_narrative=True)]
    citer = Citer(style_called(name), {"x": one}, citations)
    for citation in citations:
        assert plain(citer.cite(citation)).strip()
    (entry,) = citer.entries()
    assert plain(entry.runs).strip()
    assert not citer.failed
    every = "".join(plain(citer.cite(citation)) for citation in citations) + plain(entry.runs)
    assert not re.search("[\ue000-\uf8ff\x00-\x08]", every)


def test_the_same_citations_give_the_same_text_again():
    citations = [Citation((Cited("aa1", "p. 2"), Cited("aa2"))), Citation((Cited("aa5"),))]
    assert cited(*citations) == cited(*citations)


@pytest.mark.parametrize("name", STYLES)
def test_equal_works_share_a_place_in_the_list(name):
    _, entries = cited(Citation((Cited("aa1"),)), Citation((Cited("aa1", "p. 9"),)), by=name)
    assert len(entries) == 1


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("Who shapes them?. Journal", "Who shapes them? Journal"),
        ("ed., , pp. 3", "ed., pp. 3"),
        ("a,, b;; c", "a, b; c"),
        ("two  spaces", "two spaces"),
        ("What works … and... what", "What works … and... what"),
        ("\ue001Prices.\ue000. Next", "\ue001Prices.\ue000 Next"),
    ],
)
def test_signs_that_a_style_doubles_are_printed_once(made, kept):
    assert tidied(made) == kept
