"""Front matter: what stands around the text and is no evidence."""

import pytest

from review.documents.layout.assemble import assemble
from review.domain import PassageKind
from tests.documents.layouts import lines, page

PROSE = [
    "Commissioners in the three councils described the market as something that had to be grown",
    "rather than found, and small providers told us that contracts were short and that every",
    "renewal threatened the staff they had trained over many years in their own towns.",
]


def _kinds(*groups, after=()):
    """The kinds of passages by their first line."""
    pages = [page(1, *groups), *(page(n, *more) for n, more in enumerate(after, 2))]
    document = assemble(pages)
    found = {}
    for passage in document.passages:
        for line in document.text[passage.start : passage.end].split("\n"):
            found[line] = passage.kind
    return found


TITLE = lines(["Small councils, large markets"], size=18, top=780)
TEXT = lines(PROSE * 4, top=560)


@pytest.mark.parametrize(
    "line",
    [
        "Chinwe Okoro1,*, Mina Lee2 and Bo Vendel1,2",
        "Ada Okonjo",
        "1 Department of Social Work, University of Nowhere, 12 High Street, Nowhere NW1 2AB, UK",
        "School of Care, Saltwick College, Saltwick, Northfold 12345",
        "E-mail: okoro@nowhere.example",
        "Correspondence: Chinwe Okoro, Department of Social Work",
        "Received 3 May 2014; accepted 4 June 2014; published 1 July 2014",
        "© 2014 The Authors. Published by Care Press Ltd.",
        "Copyright © 2014 Okoro and Lee. This is an open access article distributed under a licence.",
        "DOI: 10.9999/cm.2014.1",
        "Care Markets 2014; 3(2): 1-9",
        "https://journal.example/2014/3/2",
        "Keywords: councils, markets, contracts",
        "How to cite this article: Okoro C, Lee M. Small councils. Care Markets 2014;3:1-9.",
        "ISSN 0000-0000",
    ],
)
def test_lines_between_the_title_and_the_text_are_front_matter(line):
    kinds = _kinds(TITLE, lines([line], top=700), TEXT)
    assert kinds[line] is PassageKind.FRONT_MATTER
    assert kinds[" ".join(PROSE * 4)] is PassageKind.PARAGRAPH


def test_a_licence_is_front_matter_wherever_it_stands():
    licence = "You may re-use this information free of charge in any format or medium."
    kinds = _kinds(TITLE, TEXT, after=[[TEXT], [TEXT, lines([licence], top=200)]])
    assert kinds[licence] is PassageKind.FRONT_MATTER


def test_the_imprint_of_a_report_is_front_matter_as_a_whole():
    imprint = [
        "© Northfold Council 2014.",
        "This publication is licensed under the terms of an open licence.",
        "Any enquiries should be sent to the council at the address above.",
        "ISBN 000-0-0000-0000-0.",
        "Thanks are due to all who gave their time, and to the printers of the town.",
    ]
    spaced = [group for n, text in enumerate(imprint) for group in [lines([text], top=700 - 60 * n)]]
    document = assemble([page(1, TITLE), page(2, *spaced), page(3, lines(PROSE * 6))])
    kinds = {document.text[p.start : p.end]: p.kind for p in document.passages}
    assert [kind for text, kind in kinds.items() if text != "Small councils, large markets"] == [
        *[PassageKind.FRONT_MATTER] * (len(kinds) - 2),
        PassageKind.PARAGRAPH,
    ]


def test_addresses_at_the_end_are_front_matter():
    address = "1 Department of Social Work, University of Nowhere, 12 High Street, Nowhere NW1 2AB, UK. okoro@nowhere.example"
    kinds = _kinds(TITLE, TEXT, after=[[lines(PROSE)]] * 5 + [[lines([address])]])
    assert kinds[address] is PassageKind.FRONT_MATTER


@pytest.mark.parametrize(
    "sentence",
    [
        "Corresponding changes were made to the contracts of all of the small providers in these towns.",
        "Copyright law was debated by the councils, which had never had to think about it before then.",
        "Published plans were of no use to the providers, who had to decide long before they came out.",
        "The Department of Health and the University of Nowhere told the council what they had found in 2014.",
        "Received wisdom holds that small providers fail because their managers are not trained enough.",
    ],
)
def test_prose_is_not_though_it_begins_alike(sentence):
    assert _kinds(TITLE, TEXT, lines([sentence], top=300))[sentence] is PassageKind.PARAGRAPH


def test_a_run_in_abstract_begins_the_text():
    abstract = "Abstract: Contracts were short."
    kinds = _kinds(TITLE, lines([abstract], top=700), TEXT)
    assert kinds[abstract] is PassageKind.PARAGRAPH


def test_in_scripts_without_small_letters_text_is_text():
    text = [
        "市場は見つけるものではなく育てるものだと三つの町の担当者は語り、小さな事業者は契約が短く更新のたびに育てた職員を失うと述べた。"
        * 3
    ]
    kinds = _kinds(TITLE, lines(text, top=600))
    assert set(kinds.values()) == {PassageKind.HEADING, PassageKind.PARAGRAPH}


def test_a_document_without_prose_has_no_front_matter():
    kinds = _kinds(lines(["Name of the provider", "Value of the contract"], top=700))
    assert PassageKind.FRONT_MATTER not in kinds.values()


@pytest.mark.parametrize(
    "line",
    [
        "E-mail address: okoro@nowhere.example , lee@nowhere.example",
        "E-Mail (privat): okoro@nowhere.example",
        "Co-authors: ML: lee@nowhere.example, BV: vendel@nowhere.example",
        "All correspondence should be addressed to the Clerk, Committee Office, Northfold NW1 2AB",
        "Quay Lane 14, Saltwick, Northfold e-mail: okoro@nowhere.example",
        "DOI 10.9999/cm-015-0570",
        "Department of Social Work, Saltwick Polytechnic, Nowhere, Northfold",
        "Chinwe Okoro1*, Mina Lee1 , Bo Vendel2, Ida Thorne3 and Edmund Farrow2",
    ],
)
def test_addresses_and_authors_that_come_after_the_text_has_begun_are_front_matter(line):
    kinds = _kinds(TITLE, TEXT, lines([line], top=300))
    assert kinds[line] is PassageKind.FRONT_MATTER


@pytest.mark.parametrize(
    "line",
    [
        "Write to lee@nowhere.example if the council has not paid what it owes you within a month of the date.",
        "Department of Health, Northfold Council, and two towns reported that their staff had left in the spring.",
        "Councils of Saltwick3, Farrow4 and Thorne5 paid providers late in each of the years that we looked at.",
    ],
)
def test_sentences_with_an_address_a_department_or_notes_are_text(line):
    kinds = _kinds(TITLE, TEXT, lines([line], top=300))
    assert kinds[line] is PassageKind.PARAGRAPH
