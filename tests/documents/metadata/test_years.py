"""Years of publication."""

import pytest

from review.documents.metadata.own_citation import parsed_citation
from review.documents.metadata.years import find_year
from tests.documents.layouts import lines, page


def _year(*first, rest=(), said=(), title="", made="", heads=(), text=""):
    pages = [page(1, lines(first)), *(page(n, lines(texts)) for n, texts in enumerate(rest, 2))]
    info = {"CreationDate": f"D:{made}0401"} if made else {}
    return find_year(pages, said, title, info, {}, heads, text)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Rahman et al. Trials (2015) 16:50", "2015"),
        ("Published: 3 May 2014; received 2013", "2014"),
        ("Care Markets 2016;3(2):1-9", "2016"),
        ("© 2011 The Authors", "2011"),
        ("Copyright (©) 1999–2022 R Foundation", "2022"),
        ("September 2013", "2013"),
        ("Year of publication: 2012", "2012"),
        ("Date de publication : 1 mai 2011", "2011"),
        ("33 | 2011", "2011"),
        ("Care and Access, Heft 3-2024", "2024"),
        ("CARE ECOLOGY 13(1): 82-87, 2012", "2012"),
        ("Forthcoming, Care Economics, 2021", "2021"),
        ("\uf8e9 1999 Northfold Press", "1999"),
    ],
)
def test_years_are_found_where_they_say_what_they_are(line, year):
    assert _year("A title", line, "as Smith (2011) found").value == year


def test_the_year_in_which_the_file_was_made_settles_doubts_and_stands_in():
    assert _year("© Mind 2016", made="2016").value == "2016"
    assert _year("Nothing", made="2015", text="as of 2015").source == "Info"
    dates = ["Thursday, August 6, 2020", *[f"{'as of ' * day}December {day}, 2018" for day in range(1, 5)]]
    assert _year(*dates, made="2020").value == "2020"


def test_the_latest_edition_counts_and_the_imprint_where_the_cover_says_nothing():
    assert _year("First published May 2006. This edition 2016.", "© Cancer Council 2016").value == "2016"
    assert _year("Response", rest=[["Response"], ["© Crown copyright 2024"]]).value == "2024"


@pytest.mark.parametrize(
    "line",
    [
        "Data Protection Act 2018",
        "the Care (Provision) Regulations 2014",
        "Directive 2011",
        "the 2030 Agenda and Agenda 2030",
        "a plan until 2050",
        "from 2009 to 2012",
        "the years 2009–2012",
        "as was found (Smith, 2011)",
        "as was found (Smith and Lee, 2011; Okoro, 2012)",
        "Okoro et al. (2012) asked",
    ],
)
def test_years_of_laws_plans_periods_and_cited_works_are_not_the_documents(line):
    assert _year("A title", line) is None
    assert _year("A title", line, "Northfold 2007").value == "2007"


@pytest.mark.parametrize("title", ["After the Data Protection Act 2018", "Councils before the Care Act 2014"])
def test_the_year_of_an_act_in_the_title_is_not_the_documents(title):
    assert _year(title, "Northfold, 2020", title=title).value == "2020"
    assert _year(title, title=title) is None


def test_another_year_in_the_title_is_the_last_choice():
    assert _year("Carers in 1911", title="Carers in 1911", made="2009", text="in 2009").value == "2009"
    assert _year("Annual report 2009", title="Annual report 2009").value == "2009"


def test_a_cover_sheet_gives_the_year_of_the_work():
    assert (
        _year("A title", said=["Okonjo, A. and Vendel, B. (2014) A title. Policy, 14 (3)."]).value == "2014"
    )


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["This chapter should be cited as:", "Okonjo, A., B. Vendel, 2018: Wells. In: All Wells."], "2018"),
        (["Suggested citation: Northfold Council (2016) Wells. © 2022"], "2016"),
        (["Nowhere, June 23-25 2014. Other words of 1998"], "2014"),
        (["Proceedings of the Meeting on Wells 2013, pages 211-220"], "2013"),
        (["mayo de 2013"], "2013"),
        (["Source: Invented Policy, Vol. 14, No. 3 (Mar., 2014), pp. 211-219"], "2014"),
        (["Paris, décembre 2011"], "2011"),
        (["03.05.2012"], "2012"),
    ],
)
def test_years_of_citations_conferences_and_dates_in_other_languages(texts, year):
    assert _year("A title", *texts).value == year


def test_the_year_in_which_the_file_was_made_is_none_of_a_text_that_does_not_know_it():
    assert _year("A scan of an older paper", made="2018", text="as Lee (1991) found") is None


@pytest.mark.parametrize(
    "used",
    [
        ["Care [online], consulté le 30", "septembre 2016. URL: http://example.org/9"],
        ["Accessed on 12 January 2017"],
        ["Northfold Publishers (generated 26 October 2017)"],
        ["10.5555/care.3 - am 11.08.2025, 18:08:59"],
        ["Abgerufen am 3. Mai 2016"],
        ["Guidance of another body (TA12; published 25th October 2023) says"],
    ],
)
def test_days_on_which_a_copy_was_read_or_made_are_not_of_publication(used):
    assert _year("A title", *used) is None
    assert _year("A title", "1 mai 2011", *used).value == "2011"


def test_a_year_in_the_running_heads_counts_before_dates_on_the_page():
    assert _year("A title", "on 20. 6. 2011", heads=["Care Markets 10/2013"]).value == "2013"
    assert (
        _year("A title", "20 May 2024", heads=["The Survey of 2011"], title="Survey of 2011").value == "2024"
    )
    assert _year("A title", "Jan 09, 2024", heads=["Form 18-10 07/25/2023"]).value == "2024"


def test_dates_in_running_text_are_not_the_documents():
    text = [f"the towns opened the homes on 31 March 1953 and kept them, number {n}" for n in range(10, 16)]
    assert _year("A title", *text) is None


def test_a_date_by_itself_may_be_later_than_the_file_s_template():
    assert _year("A title", "30. September 2019", made="2011").value == "2019"


def test_a_number_in_an_address_is_no_year():
    assert _year("A title", "P-1900 Northfold") is None


def test_the_year_of_the_documents_own_citation_comes_before_other_dates():
    cited = parsed_citation("NBC, 2021: Annex IV: Glossary. In: Care Plan 12. Oslo: NBC.")
    drawn = [page(1, lines(["Approved in March 2019", "© 2020 NBC"]))]
    assert find_year(drawn, [], "Annex IV: Glossary", {}, {}, cited=cited).value == "2021"


@pytest.mark.parametrize(
    "closing",
    [
        "Ratified by: Northfold Care Group Date ratified: October 2023",
        "Date of issue: 3 May 2023\nReview date: May 2026",
        "Dépôt légal : mai 2023",
        "Stand: Mai 2023",
        "Photographs: A. Pope\n© 2023 Northfold Institute",
    ],
)
def test_the_last_page_says_when_a_document_was_approved_or_printed(closing):
    text = f"1. Pope A. Care. 2019;3:1.\n{closing}"
    offer = _year("Places in care homes", made="2024", text=text)
    assert (offer.value, offer.source) == ("2023", "last page")
    assert _year("Places in care homes, 2022", "© 2022 Northfold", text=text).value == "2022"


def test_the_year_of_a_volume_in_the_properties_counts_if_no_page_has_one():
    drawn = [page(1, lines(["Harbour News", "Museum Directors Gather"]))]
    title = "Museum Directors Gather; Harbour News; Vol.: I, 6; 1948"
    assert find_year(drawn, [], "Harbour News", {"Title": title}, {}).value == "1948"
    assert find_year(drawn, [], "Harbour News", {"Title": "Museums in 1948"}, {}) is None


def test_the_year_in_which_the_file_was_made_counts_if_a_footer_has_it():
    drawn, made = [page(1, lines(["Care homes"]))], {"CreationDate": "D:20200401"}
    assert find_year(drawn, [], "Care homes", made, {}, side_text="Notes of July 2020").value == "2020"
    assert find_year(drawn, [], "Care homes", made, {}) is None
