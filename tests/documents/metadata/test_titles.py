"""Titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.largest_type import largest_type
from review.documents.metadata.not_titles import is_junk_title
from review.documents.metadata.own_citation import parsed_citation
from review.documents.metadata.titles import find_title, title_of_file_name
from tests.documents.layouts import lines, page

COVER = page(
    1,
    lines(["Journal of Care Markets"], size=30, top=800),
    lines(["How councils shape a market", "for mental-health care"], size=20, top=740, leading=24),
    lines(["The text of the article begins here."], top=600),
)


@pytest.mark.parametrize(
    "title",
    [
        "Acrobat Pro",
        "Microsoft Word - final.doc",
        "untitled",
        "Committee Report 4.3",
        "Layout 1",
        "report_v2.pdf",
        "",
        "12-34",
    ],
)
def test_the_work_of_programs_is_junk(title):
    assert is_junk_title(title)


@pytest.mark.parametrize(
    "title", ["Markets for care", "Untangling the market", "Layout of care homes in England"]
)
def test_titles_are_not(title):
    assert not is_junk_title(title)


def test_a_title_in_metadata_counts_when_the_page_shows_it():
    offer = find_title("a.pdf", [COVER], "", "How councils shape a market for mental-health care")
    assert (offer.source, offer.confidence) == ("Info", 0.95)


def test_else_the_largest_type_that_is_not_a_masthead_counts():
    offer = find_title("a.pdf", [COVER], "", "Some template")
    assert (offer.value, offer.source) == ("How councils shape a market for mental-health care", "first page")


def test_a_subtitle_that_metadata_leaves_out_is_kept():
    assert find_title("a.pdf", [COVER], "How councils shape", "").source == "first page"


def test_at_worst_the_file_name_is_the_title():
    offer = find_title("mind_report-2015.pdf", [page(1)], "", "Layout 1")
    assert (offer.value, offer.source) == ("mind report 2015", "file name")
    assert title_of_file_name(".pdf") == ".pdf"
    assert title_of_file_name("\x07") == "Untitled"


def _cover(*sized):
    """A page of lines, each in type of its own size and font, from the top."""
    return page(
        1,
        *(
            lines([text], top=750 - 80 * n, size=size, font=font)
            for n, (text, size, font) in enumerate(sized)
        ),
    )


def test_a_short_title_counts_when_nothing_else_comes_near_its_size():
    cover = _cover(("Lantern Minds (a charity)", 15, "Sans"), ("Whose choice?", 25, "Sans"))
    assert largest_type([cover]) == "Whose choice?"


TEXT = [f"Paragraph {n} of the text goes on over the whole width of the page" for n in range(12)]


@pytest.mark.parametrize(("word", "title"), [("Hostile", "Hostile"), ("Introduction", "By Maud Osterhythe")])
def test_one_word_counts_when_everything_else_is_as_small_as_the_text(word, title):
    head = lines([word], top=760, size=18)
    drawn = page(1, head, lines(["By Maud Osterhythe"], top=730, size=11), lines(TEXT, top=690, size=11))
    assert largest_type([drawn]) == title


def test_one_word_is_the_logo_of_a_page_with_a_larger_title():
    drawn = page(
        1,
        lines(["Lantern"], top=800, size=30),
        lines(["How councils shape a market"], top=740, size=14),
        lines(TEXT, size=11),
    )
    assert largest_type([drawn]) == "How councils shape a market"


def test_bodies_and_kinds_of_documents_are_not_titles():
    cover = _cover(
        ("Science and Technology Select Committee", 20, "Sans"),
        ("The Report", 40, "Sans"),
        ("Lessons for the care market", 18, "Sans"),
    )
    assert largest_type([cover]) == "Lessons for the care market"


def test_a_title_ends_where_the_weight_of_the_type_changes_or_the_contents_begin():
    bold = lines(["The governance of goods"], size=11, font="Serif-Bold")
    assert largest_type([page(1, bold, lines(["Ann Author"], top=688, size=11))]) == "The governance of goods"
    assert (
        largest_type([page(1, lines(["A guideline on glucose", "Contents"], size=16))])
        == "A guideline on glucose"
    )


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40), st.text(max_size=40))
def test_there_always_is_a_title(texts, xmp, info):
    drawn = page(1, lines([text for text in texts if text.strip()], size=14))
    assert find_title("x.pdf", [drawn], xmp, info).value
    assert isinstance(largest_type([drawn]), str)


def _upright(text, *, size=12, top=700, font="Serif"):
    return lines([text], size=size, top=top, font=font)


NAMES = "Chinwe Okoro and Mina Lee"
BODY_TEXT = lines(
    [f"Sentence {word} of the paper says what was found in the towns" for word in "abcdefgh"], top=560
)


@pytest.mark.parametrize(
    "above",
    [
        "UNIVERSITY OF NOWHERE",
        "Université de Nord-Ouest",
        "Universität Nordstadt",
        "Saltwick University",
        "School of Social Work",
        "Working Paper No. 12",
        "AUTHOR'S ACCEPTED MANUSCRIPT",
        "Uncorrected proof",
        "CONFIDENTIAL",
        "FINAL DRAFT",
        "September 2013",
        "12 March 2014",
        "PhD thesis",
        "A thesis submitted in partial fulfilment of the requirements for the degree of Doctor",
        "Consultation paper",
        "https://journal.example/vol/3",
    ],
)
def test_what_is_set_larger_above_the_title_is_not_the_title(above):
    drawn = page(
        1,
        _upright(above, size=24, top=760),
        _upright("Small councils, large markets", size=16, top=700),
        _upright(NAMES, size=12, top=660),
        BODY_TEXT,
    )
    assert largest_type([drawn]) == "Small councils, large markets"


def test_a_thesis_is_named_by_its_title():
    drawn = page(
        1,
        _upright("UNIVERSITY OF NOWHERE", size=20, top=760),
        _upright("FACULTY OF SOCIAL SCIENCES", size=14, top=730),
        lines(["Mechanisms of trust in home care:", "a realist evaluation"], size=14, top=640, leading=18),
        _upright("by", size=14, top=560),
        _upright("Ada Mary Okonjo", size=14, top=530),
        _upright("Supervisor: Professor Bo Vendel", size=14, top=500),
        _upright("A dissertation submitted for the degree of Doctor of Philosophy", size=14, top=460),
        _upright("September 2013", size=14, top=400),
    )
    assert largest_type([drawn]) == "Mechanisms of trust in home care: a realist evaluation"


def test_the_journals_name_is_not_the_title_when_another_line_has_it_with_the_volume():
    drawn = page(
        1,
        _upright("Invented Care Markets", size=30, top=790),
        _upright("Invented Care Markets 12 (2016) 101–119", size=8, top=770),
        lines(["How councils shape a market", "for mental-health care"], size=16, top=700, leading=20),
        _upright(NAMES, top=650),
        BODY_TEXT,
    )
    assert largest_type([drawn]) == "How councils shape a market for mental-health care"


def test_authors_in_larger_type_are_not_the_title_but_a_title_may_look_like_names():
    drawn = page(
        1, _upright("Small councils", size=16, top=700), _upright(NAMES, size=18, top=670), BODY_TEXT
    )
    assert largest_type([drawn]) == "Small councils"
    alike = page(
        1, _upright("Closed Doors and Open Minds", size=20, top=740), _upright(NAMES, top=700), BODY_TEXT
    )
    assert largest_type([alike]) == "Closed Doors and Open Minds"


def test_names_in_the_type_of_the_title_end_it_when_they_have_marks():
    drawn = page(
        1, lines(["Small councils, large markets", "Chinwe Okoro1, Mina Lee2"], size=14, top=700), BODY_TEXT
    )
    assert largest_type([drawn]) == "Small councils, large markets"


def test_a_mark_of_a_note_is_not_part_of_the_title():
    drawn = page(1, _upright("Small councils, large markets\r\n1", size=16), BODY_TEXT)
    assert largest_type([drawn]) == "Small councils, large markets"
    starred = page(1, _upright("Small councils, large markets*", size=16), BODY_TEXT)
    assert largest_type([starred]) == "Small councils, large markets"


def test_what_the_text_runs_through_is_not_the_title():
    mark = _upright("RESTRICTED TO MEMBERS", size=50, top=540)
    drawn = page(1, _upright("Small councils, large markets", size=16, top=700), BODY_TEXT, mark)
    assert largest_type([drawn]) == "Small councils, large markets"


def test_a_stamp_in_the_margin_is_not_the_title():
    (stamp,) = _upright("arXiv:1608.00001v1 [econ.GN] 3 Aug 2016", size=20)
    turned = stamp._replace(angle=90, baseline=-30.0)
    drawn = page(1, [turned], _upright("Small councils, large markets", size=16, top=700), BODY_TEXT)
    assert largest_type([drawn]) == "Small councils, large markets"


def test_a_line_that_is_drawn_in_pieces_is_joined():
    size = 16
    first, rest = lines(["Small councils, lar", "ge markets"], size=size, top=700)
    rest = rest._replace(left=first.right, right=first.right + 80, baseline=first.baseline)
    between = _upright("Society for Care 0000-0000", size=9, top=702)
    under = lines(["in three towns"], size=size, top=680)
    drawn = page(1, [first], between, [rest], under, BODY_TEXT)
    assert largest_type([drawn]) == "Small councils, large markets in three towns"


@pytest.mark.parametrize(
    "title", ["市场中的照护协调", "介護市場における調整", "Забота на рынке", "الرعاية في السوق"]
)
def test_titles_in_other_scripts(title):
    assert largest_type([page(1, _upright(title, size=20, top=740), BODY_TEXT)]) == title


@pytest.mark.parametrize("title", ["PowerPoint Presentation", "Accepted Manuscript", "Draft"])
def test_what_a_program_or_a_watermark_says_is_no_title_in_the_properties(title):
    drawn = page(1, _upright("Small councils, large markets", size=16, top=700), BODY_TEXT)
    assert find_title("a.pdf", [drawn], "", title).value == "Small councils, large markets"


HEAD = "Northfold Register / Vol. 78, No. 180 / Rules"


def test_a_running_head_with_its_page_number_is_no_title():
    first = page(
        1,
        lines([f"57076 {HEAD}"], size=10, top=780),
        lines(
            ["Homes and Threatened Homes; Status of", "the Carers of Northfold"],
            size=8,
            top=700,
            font="Serif-Bold",
        ),
        lines(["SUMMARY: We list the homes."], size=8, top=600),
    )
    assert find_title("a.pdf", [first], "", "", [HEAD]).value.startswith("Homes and Threatened")


def test_after_a_cover_that_is_a_picture_the_running_head_counts_not_the_contents():
    contents = page(2, lines(["TABLE OF CONTENTS", "Letter to the people ........... 3"], size=12))
    offer = find_title("a.pdf", [page(1), contents], "", "plan 6.pub", ["EMPOWER NORTHFOLD PLAN"])
    assert (offer.value, offer.source) == ("EMPOWER NORTHFOLD PLAN", "running head")


def test_a_memo_has_its_subject_for_a_title():
    memo = page(
        1,
        lines(["Memo"], size=36, top=750),
        lines(["12 Harbour Street, Suite 3", "Northfold 95814"], size=10, top=720),
        lines(["Date: May 9, 2024", "To: Chinwe Okoro", "From: Mina Lee"], top=660),
        lines(["Subject: Plan for the Harbour: Draft", "Measures and Actions"], top=600),
        lines(["This memo lists the measures."], top=540),
    )
    assert find_title("a.pdf", [memo], "", "").value == "Plan for the Harbour: Draft Measures and Actions"


@pytest.mark.parametrize(
    "above",
    [
        ["SUPREME COURT OF NORTHFOLD"],
        ["Institut für Höhere Pflege (IHP), Nordstadt"],
        ["Opusculum Nr. 21 November 2006"],
        ["To appear in Care Handbook. New York: Northfold Press."],
        ["ORIGINAL CONTRIBUTIONS"],
        ["Northfold Journal of"],
        ["[Docket No. NF-2012-0031; 4500030113]"],
        [
            "Universidad de Nortia",
            "Facultad de Ciencias Sociales",
            "Departamento de Cuidados",
            "Carrera de Cuidados",
        ],
    ],
)
def test_courts_institutes_series_and_notes_of_the_press_are_no_titles(above):
    cover = page(
        1,
        lines(above, size=18, top=780, leading=20),
        lines(["How councils shape a market for care"], size=14, top=560),
    )
    assert find_title("a.pdf", [cover], above[0], "").value == "How councils shape a market for care"


def test_a_masthead_in_several_lines_is_known_by_the_line_with_its_issn():
    cover = page(
        1,
        lines(["FORUM: CARING", "SOCIAL RESEARCH", "PFLEGEFORSCHUNG"], size=18, top=780, leading=20),
        lines(["Networks of homes and people in towns"], size=14, top=700),
        lines(["Pflegeforschung / Forum: Caring / Social Research (ISSN 1234-5678)"], size=8, top=40),
    )
    assert largest_type([cover]) == "Networks of homes and people in towns"


def test_a_number_of_a_note_at_the_end_of_the_files_title_is_left_out():
    cover = page(1, lines(["Care in the East Islands (1900-1942)"], size=16))
    article = page(2, lines(["Care in the East Islands (1900-1942)1"], size=13))
    offer = find_title("a.pdf", [cover, article], "", "Care in the East Islands (1900-1942)1")
    assert offer.value == "Care in the East Islands (1900-1942)"
    kept = page(1, lines(["A comparison of Model 4 and Model 5"], size=16))
    assert find_title("a.pdf", [kept], "", "A comparison of Model 4 and Model 5").value.endswith("Model 5")


def test_a_last_line_with_the_mark_of_a_note_belongs_to_the_title():
    first, second = lines(
        ["Tax evasion as a crime - an analysis in", "an ethical perspective *"], size=14, font="Serif-Bold"
    )
    cover = page(1, [first, second._replace(last_font="Serif")])
    assert largest_type([cover]) == "Tax evasion as a crime - an analysis in an ethical perspective"


def test_bold_words_count_before_running_text_in_slightly_larger_type():
    text = lines([f"text number {n} runs on from one line" for n in range(10, 18)], size=9, top=500)
    title = lines(
        ["Status of the Carers of Northfold", "and of their homes"], size=8, top=700, font="Serif-Bold"
    )
    assert largest_type([page(1, title, text)]) == "Status of the Carers of Northfold and of their homes"


def test_paragraphs_with_more_space_between_them_than_within_are_not_one_title():
    bold = lines(["50 XYZ Part 17"], size=8, top=720, font="Bold")
    title = lines(
        ["Status of the Carers of Northfold", "and of their homes"], size=8, top=706, font="Bold", leading=9
    )
    assert largest_type([page(1, bold, title)]) == "Status of the Carers of Northfold and of their homes"


def test_characters_without_text_are_no_title():
    cover = page(1, lines(["(cid:0) (cid:1)(cid:3) ab (cid:2)"], size=20))
    assert find_title("therapy.pdf", [cover], "", "").value == "therapy"


def test_a_bold_title_of_many_lines_is_no_running_text():
    parts = [f"Status of the Carers of the town {n}," for n in range(10, 18)]
    title = lines([*parts, "and of their homes"], size=9, top=700, font="Serif-Bold", leading=10)
    action = lines(["ACTION: Final rule of the Service."], size=9, top=560)
    text = lines([f"text of number {n} that runs on from one line" for n in range(10, 22)], size=9, top=500)
    assert largest_type([page(1, title, action, text)]).startswith("Status of the Carers of the town 10")


def test_a_short_heading_in_chinese_counts_before_its_paragraph_and_companies_do_not():
    text = lines(["照护市场的研究报告说明了城市中的家庭如何照护老人" for _ in range(5)], size=12, top=600)
    assert largest_type([page(1, lines(["照护市场宣言"], size=13.5, top=700), text)]) == "照护市场宣言"
    cover = page(
        1,
        lines(["北镇照护发展股份有限公司"], size=20, top=700),
        lines(["2018 年第一季度报告"], size=16, top=600),
    )
    assert largest_type([cover]) == "2018 年第一季度报告"


def test_a_larger_line_with_a_mark_above_the_title_is_part_of_it():
    cover = page(
        1,
        lines(["Think small!"], size=18, top=512, font="Serif-Italic"),
        lines(["Prospects of the harbour and", "of the homes of Northfold"], size=14, top=486, leading=20),
    )
    assert largest_type([cover]) == "Think small! Prospects of the harbour and of the homes of Northfold"


def test_the_title_in_a_documents_own_citation_counts_if_the_cover_has_most_of_it():
    cover = page(1, lines(["Care Plan 12", "Annex IV: Glossary"], size=24, leading=30))
    imprint = page(2, lines(["This annex should be cited as: NBC, 2021: Annex IV: Glossary. In: Care Plan."]))
    cited = parsed_citation("NBC, 2021: Annex IV: Glossary. In: Care Plan 12. Oslo: NBC.")
    offer = find_title("a.pdf", [cover, imprint], "", "", cited=cited)
    assert (offer.value, offer.source) == ("Annex IV: Glossary", "citation")
    other = parsed_citation("NBC, 2021: Harbours of the North. Oslo: NBC.")
    assert find_title("a.pdf", [cover, imprint], "", "", cited=other).source == "first page"


PROSE = lines([f"{text} and on" for text in TEXT], size=10, top=500)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3.4: Hours of care by ward",
        "Table 2. Homes and places",
        "Abb. 3: Plätze in Heimen",
        "AB/CD/2018/3/Add.1",
        "Rapport final",
        "care.example.gov",
        "• Homes for all people",
    ],
)
def test_captions_symbols_and_kinds_of_reports_are_no_titles(text):
    drawn = page(
        1, lines([text], size=16, top=700), lines(["Care homes in the north"], size=14, top=640), PROSE
    )
    assert largest_type([drawn]) == "Care homes in the north"


def test_an_excerpt_that_begins_with_a_numbered_heading_has_the_title_in_its_running_head():
    drawn = page(30, lines(["8 Core services"], size=19), PROSE)
    offer = find_title("a.pdf", [drawn], "", "PowerPoint Presentation", ["Guide to the Care of Wards"])
    assert (offer.value, offer.source) == ("Guide to the Care of Wards", "running head")
    assert find_title("a.pdf", [drawn], "", "", []).value == "8 Core services"


def test_an_official_notice_has_its_heading_above_the_agency_even_behind_the_end_of_another():
    ended = lines(["List of Subjects in Part 571"], size=9, top=720, font="Serif-Bold")
    office = lines(["DEPARTMENT OF CARE"], size=9, top=700, font="Sans-Bold", left=320)
    heading = lines(
        ["Care Homes; Management of Double\u00ac", "Crested Places in the North"],
        size=9,
        top=660,
        font="Sans-Bold",
        left=320,
    )
    parts = [
        "AGENCY: Care Service, Interior.",
        "ACTION: Final rule.",
        "SUMMARY: The Care Service sets places",
    ]
    drawn = page(1, ended, office, heading, lines(parts, size=9, top=620, left=320))
    assert (
        find_title("a.pdf", [drawn], "", "").value
        == "Care Homes; Management of Double-Crested Places in the North"
    )
    other = page(
        1, ended, heading, lines(["AGENCY: Care Service", "The text goes on"], size=9, top=620, left=320)
    )
    assert (
        find_title("a.pdf", [other], "", "").value
        != "Care Homes; Management of Double-Crested Places in the North"
    )


@pytest.mark.parametrize(
    "title", ["Care homes in the north - NBC", "Care homes in the north | Northfold Institute"]
)
def test_the_name_of_a_site_behind_a_title_in_the_properties_is_left_out(title):
    drawn = page(1, lines([title], size=12, top=780), lines(["Care homes in the north"], size=20), PROSE)
    assert find_title("a.pdf", [drawn], title, "").value == "Care homes in the north"
    assert find_title("a.pdf", [page(1)], "", "", [title]).value == "Care homes in the north"


def test_numbers_of_lines_do_not_hide_the_title_of_the_properties():
    drawn = page(1, lines(["1 Care homes favour short", "2 stays in the north"], size=14, leading=28), PROSE)
    title = "Care homes favour short stays in the north"
    assert find_title("a.pdf", [drawn], title, "").value == title


def test_the_subject_in_the_properties_counts_if_it_is_a_running_head():
    drawn = page(1, lines(["MANUAL", "TRANSMITTAL 2.3"], size=16), PROSE)
    subject = "Codes for Care Places"
    heads = ["Codes for Care Places 2.3 page"]
    assert find_title("a.pdf", [drawn], "", "", heads, info_subject=subject).value == subject
    assert find_title("a.pdf", [drawn], "", "", [], info_subject=subject).value != subject


def test_a_single_larger_word_over_the_title_and_a_line_that_goes_on_belong_to_it():
    word = page(
        1,
        lines(["CAREBASE"], size=30),
        lines(["from wards", "to structured records"], size=26, top=650, leading=30),
    )
    assert largest_type([word]) == "CAREBASE from wards to structured records"
    parts = (
        lines(["CARE REPORT"], size=12, font="B-Bold"),
        lines(["OF THE NORTH BOARD FOR WARDS AND HOMES"], size=12.5, top=686, font="B-Bold"),
    )
    assert largest_type([page(1, *parts, PROSE)]).startswith("CARE REPORT OF THE NORTH")
    apart = page(
        1, lines(["Northfold Institute"], size=30), lines(["of the wards and homes"], size=26, top=665)
    )
    assert largest_type([apart]) == "of the wards and homes"


def _column(*sized, gaps=1.2):
    """Lines at one left edge, each in a size of its own."""
    found, top = [], 700
    for text, size in sized:
        found += lines([text], size=size, top=top, font=f"Round-{'Bold' if size > 20 else 'Light'}")
        top -= gaps * size
    return found


def test_a_cover_designed_in_several_sizes_is_one_title():
    cover = page(
        1, _column(("A road map for", 20), ("CARE HOMES", 26), ("on their way", 20), ("TO THE NORTH", 26))
    )
    assert largest_type([cover]) == "A road map for CARE HOMES on their way TO THE NORTH"
    words = page(1, _column(("RESILIENCE", 27), ("STRATEGY", 30)), lines(["Photo: A. Pope"], size=8, top=90))
    assert largest_type([words]) == "RESILIENCE STRATEGY"


def test_a_subtitle_authors_and_bodies_are_no_part_of_a_designed_cover():
    cover = page(1, _column(("Care homes on their way", 26), ("A report on places", 18), ("Chidi Okoro", 14)))
    assert largest_type([cover]) == "Care homes on their way"
    names = page(1, _column(("Care Queries", 30), ("by: Chidi Okoro", 16)))
    assert largest_type([names]) == "Care Queries"


def test_a_letter_has_its_subject_above_the_salutation():
    head = lines(["Ref: NB/4475", "Subject: First survey of places", "in care homes"], size=11)
    for salutation in ("Madam/Sir,", "Dear Mr. Okoro,", "Sehr geehrte Frau Dr. Lee,"):
        letter = page(1, head, lines([salutation, "Under Article 8 we ask you"], size=11, top=600))
        assert find_title("a.pdf", [letter], "", "").value == "First survey of places in care homes"
    assert find_title("a.pdf", [page(1, head)], "", "").value != "First survey of places in care homes"


def test_a_title_in_a_list_of_labels_counts():
    texts = [
        "The Northfold Library of Care",
        "Title: Homes in the Harbour",
        "Author: Chidi Okoro",
        "Language: English",
    ]
    assert find_title("a.pdf", [page(1, lines(texts))], "", "").value == "Homes in the Harbour"
    assert find_title("a.pdf", [page(1, lines(texts[:3]))], "", "").value != "Homes in the Harbour"


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (
            ["►B DIRECTIVE ON CARE HOMES", "of 14 May 2022", "on places in the north"],
            "DIRECTIVE ON CARE HOMES of 14 May 2022 on places in the north",
        ),
        (["Contract No.________", "CARE SERVICES AGREEMENT"], "CARE SERVICES AGREEMENT"),
        (["»Care.«1", "Pictures in debates"], "»Care.« Pictures in debates"),
        (["CARE DIALOGUE AS LOGIC", "(Thesis format: Monograph)"], "CARE DIALOGUE AS LOGIC"),
    ],
)
def test_marks_blanks_and_notes_on_a_thesis_are_no_part_of_the_title(texts, title):
    drawn = page(1, lines(texts, size=14, leading=18, font="Serif-Bold"), PROSE)
    assert largest_type([drawn]) == title


def test_a_sentence_in_the_usual_type_is_no_title_under_a_heading_in_that_type():
    prose = [
        "The board will go on to give places to all people in the north who",
        "had asked for them before the last day of the month of May",
    ]
    more = lines(["• of one place", "• of two places"], top=560, left=80)
    drawn = page(1, lines(["Update on Places"], top=700), lines(prose, top=660, font="Serif-Italic"), more)
    assert largest_type([drawn]) == "Update on Places"


def test_the_stamp_of_a_repository_is_no_title_of_the_properties():
    stamp = "arXiv:care/9404236v1 [care.HO] 1 Apr 1994"
    drawn = page(
        1, lines([stamp], size=20, top=780), lines(["ON CARE AND PROGRESS"], size=12, font="B-Bold"), PROSE
    )
    assert find_title("a.pdf", [drawn], stamp, "").value != stamp


def test_a_title_is_not_that_of_the_work_from_which_it_is_taken():
    own = lines(["Limits of the law on places", "in the open country"], size=14, top=740, leading=17)
    drawn = page(
        1,
        own,
        lines(["Aus:"], top=560),
        lines(["A new order of all central places in the north"], size=15, top=540),
    )
    assert largest_type([drawn]) == "Limits of the law on places in the open country"


def test_a_title_that_begins_with_a_small_word_has_its_beginning_in_the_line_above():
    parts = lines(
        ["Guidelines 01/2021", "on examples of a breach of care"], size=14.5, leading=26, indents=[40, 0]
    )
    assert largest_type([page(1, parts, PROSE)]) == "Guidelines 01/2021 on examples of a breach of care"


def test_without_a_heading_the_running_head_or_the_file_name_is_better_than_a_sentence():
    drawn = page(
        15,
        lines(
            [
                "The board goes on to give places to people in the north who",
                "had asked for all of them before the end of the month of May",
            ]
        ),
        lines(["• and of two"], top=640),
    )
    assert (
        find_title("plan.pdf", [drawn], "", "", ["ANNUAL REPORT ON PLACES"]).value
        == "ANNUAL REPORT ON PLACES"
    )
    assert find_title("plan.pdf", [drawn], "", "").source == "file name"


def test_a_caption_is_the_title_where_there_is_nothing_but_its_table():
    cells = lines(["Okoro and Pope Lee", "North 12 South 14"], size=8, top=600)
    drawn = page(1, lines(["Table 8.18 - Leading homes by place"], size=10, font="Serif-Bold"), cells)
    assert largest_type([drawn]) == "Table 8.18 - Leading homes by place"


@pytest.mark.parametrize("follows", ["Friday, July 13, 2022, 4:30 P.M.", "RESUMEN EJECUTIVO", "Introduction"])
def test_a_day_and_the_name_of_a_section_end_a_title(follows):
    drawn = page(1, lines(["Wells of the northern coast", follows], size=14, leading=16))
    assert largest_type([drawn]) == "Wells of the northern coast"


@pytest.mark.parametrize(
    ("first", "last"), [("Overview and", "Recommendations"), ("Held from 3 May to", "6 May 2022")]
)
def test_a_title_goes_on_after_a_small_word(first, last):
    drawn = page(1, lines([first, last], size=14, leading=16))
    assert largest_type([drawn]) == f"{first} {last}"


def test_a_name_in_small_letters_ends_a_title_in_capitals():
    drawn = page(1, lines(["WELLS OF THE NORTHERN COAST", "Maud Osterhythe, B.S., M.S."], leading=14))
    assert largest_type([drawn]) == "WELLS OF THE NORTHERN COAST"


def test_the_title_over_numbered_sections_is_not_one_of_them():
    heads = [
        lines([text], size=14, top=top, font="Bold")
        for text, top in (("1 The model", 700), ("2 Choice of the wells", 500))
    ]
    texts = [lines(["The wells of the town are old and few use them."] * 5, top=top) for top in (680, 480)]
    over = lines(["Handout"], size=17, top=760)
    assert largest_type([page(1, over, *heads, *texts)]) == "Handout"
    assert largest_type([page(1, *heads, *texts)]) == "2 Choice of the wells"


def test_a_policy_has_its_title_behind_a_label():
    said = ["Policy name: Safety at the wells", "Reference: N/A", "Re-Issue Date: 30 May 2023"]
    assert find_title("a.pdf", [page(1, lines(said))], "", "").value == "Safety at the wells"
