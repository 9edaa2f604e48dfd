"""Cover sheets: what repositories, databases and publishers put before a document."""

import pytest

from review.documents.layout.assemble import assemble
from review.documents.layout.cover_sheets import cover_sheets
from tests.documents.layouts import lines, page

TITLE = ["Small councils, large markets:", "brokering care in three towns"]
TEXT = [
    "Commissioners in the three councils described the market as something",
    "that had to be grown rather than found, and small providers told us",
    "that contracts were short and that every renewal threatened staff.",
]
COVERS = {
    "a repository's copy": [
        "This is a repository copy of Small councils, large markets: brokering care in three towns.",
        "Northfold Research Online URL for this paper: https://eprints.northfold.example/1234/",
        "Version: Accepted Version",
        "Okoro, C. and Lee, M. (2014) Small councils, large markets. Care Markets, 3 (2). pp. 1-9.",
        "Reuse: items are protected by copyright. Takedown: if you consider content to be in breach, tell us.",
    ],
    "a research portal": [
        "Saltwick Research Explorer",
        "Small councils, large markets",
        "Citation for published version: Okoro, C & Lee, M 2014, 'Small councils', Care Markets, vol. 3, pp. 1-9.",
        "Link: Link to publication record in Saltwick Research Explorer",
        "Document Version: Peer reviewed version",
        "General rights: Copyright for the publications is retained by the authors.",
        "Download date: 05. Oct. 2020",
    ],
    "a network of researchers": [
        "See discussions, stats, and author profiles for this publication at: https://www.network.example/publication/99",
        "Small councils, large markets: brokering care in three towns",
        "Article in Care Markets · March 2014",
        "CITATIONS 12 READS 340",
        "All content following this page was uploaded by Chinwe Okoro on 29 June 2015.",
        "The user has requested enhancement of the downloaded file.",
    ],
    "a database of journals": [
        "Small councils, large markets: brokering care in three towns",
        "Author(s): Chinwe Okoro and Mina Lee",
        "Source: Care Markets, Vol. 3, No. 2 (Mar., 2014), pp. 1-9",
        "Stable URL: http://www.stacks.example/stable/1234",
        "Accessed: 12-05-2020 10:11 UTC",
        "Your use of the archive indicates your acceptance of the Terms & Conditions of Use.",
    ],
    "an accepted manuscript": [
        "Accepted Manuscript",
        "Title: Small councils, large markets: brokering care in three towns",
        "Author: Chinwe Okoro Mina Lee",
        "PII: S0000-0000(14)00001-2",
        "To appear in: Care Markets",
        "Please cite this article as: C. Okoro, M. Lee, Small councils, Care Markets (2014)",
        "This is a PDF file of an unedited manuscript that has been accepted for publication. As a service to our",
        "customers we are providing this early version. All legal disclaimers that apply to the journal pertain.",
    ],
    "a publisher's download": [
        "Care Markets",
        "ISSN: 0000-0000 (Print) 1111-1111 (Online) Journal homepage: https://www.publisher.example/loi/cm20",
        "To cite this article: Chinwe Okoro & Mina Lee (2014) Small councils, Care Markets, 3:2, 1-9",
        "To link to this article: https://doi.org/10.9999/cm.2014.1",
        "Article views: 451   View related articles   View Crossmark data",
        "Full Terms & Conditions of access and use can be found at https://www.publisher.example",
    ],
    "an archive in French": [
        "HAL Id: hal-00000001",
        "Submitted on 3 Mar 2014",
        "HAL est une archive ouverte pluridisciplinaire",
        "Pour citer cette version : Chinwe Okoro, Mina Lee. Small councils. 2014.",
        "Copyright : droits d’auteur réservés. Conditions d’utilisation : voir le site.",
    ],
    "a service in German": [
        "Make your publications visible.",
        "Empfohlene Zitierung / Suggested Citation: Okoro, Chinwe; Lee, Mina (2014): Small councils",
        "This version is available at: https://hdl.handle.net/10419/99",
        "Nutzungsbedingungen: Die Dokumente dürfen zu eigenen Zwecken gespeichert werden.",
    ],
}


def _sheet(texts):
    return page(1, lines(texts, size=9, leading=18, font="Sans"))


def _article(number=2):
    return page(
        number,
        lines(TITLE, size=16, top=760, leading=20, font="Serif-Bold"),
        lines(["Chinwe Okoro and Mina Lee"], size=11, top=700),
        lines(TEXT * 8, top=660),
    )


@pytest.mark.parametrize("kind", COVERS)
def test_a_sheet_before_the_document_is_a_cover(kind):
    assert cover_sheets([_sheet(COVERS[kind]), _article(), page(3, lines(TEXT))]) == 1


@pytest.mark.parametrize("kind", COVERS)
def test_a_cover_is_set_aside_as_a_whole_and_can_be_shown(kind):
    document = assemble([_sheet(COVERS[kind]), _article()])
    body, asides = document.text[: document.body_end], document.text[document.body_end :]
    assert body.startswith(TITLE[0])
    assert {aside.kind for aside in document.asides if aside.page == 1} == {"cover sheet"}
    assert all(words in asides for words in (COVERS[kind][0], COVERS[kind][-1]))
    assert document.pages[0].start == document.pages[0].end


def test_covers_may_lie_on_top_of_each_other():
    kinds = list(COVERS.values())
    assert cover_sheets([_sheet(kinds[0]), _sheet(kinds[2])._replace(number=2), _article(3)]) == 2


@pytest.mark.parametrize("kind", COVERS)
def test_a_cover_alone_is_the_document(kind):
    assert cover_sheets([_sheet(COVERS[kind])]) == 0


def test_the_first_page_of_an_article_is_none_though_it_speaks_about_itself():
    said = [
        "To cite: Okoro C. Care Markets 2014;3:1",
        "Downloaded from https://journal.example on 3 March 2020",
    ]
    first = page(
        1,
        lines(TITLE, size=16, top=760, leading=20),
        lines(said, size=7, top=720),
        lines(["Available at: https://journal.example/1", "Version: 2"], size=7, top=690),
        lines(["ABSTRACT"], top=660),
        lines(TEXT * 6, top=640),
    )
    assert cover_sheets([first, page(2, lines(["Methods"], size=14, top=760), lines(TEXT * 8))]) == 0


def test_the_cover_of_a_report_is_none():
    cover = page(
        1, lines(TITLE, size=28, top=600, leading=34), lines(["Northfold Care Trust, 2014"], top=300)
    )
    imprint = page(
        2, lines(TITLE, size=12, font="Serif-Bold"), lines(["© Northfold Care Trust 2014"], top=300)
    )
    assert cover_sheets([cover, imprint, page(3, lines(TEXT * 8))]) == 0
