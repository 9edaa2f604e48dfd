from __future__ import annotations

from tests.references.conftest import Read, ReadOne

RECORD = """
PMID- 35319117
OWN - NLM
STAT- MEDLINE
IS  - 1939-1676 (Electronic)
IS  - 0891-6640 (Print)
VI  - 36
IP  - 3
DP  - 2022 May
TI  - Shaping local markets for people with
      mental health problems.
PG  - 1032-1038
LID - 10.1111/jvim.16404 [doi]
AB  - BACKGROUND: Markets - and
      care.
CN  - Mind
FAU - Okoro, Chidi B
AU  - Okoro CB
LA  - eng
PT  - Journal Article
PT  - Review
JT  - Journal of care
TA  - J Care
MH  - Depression/drug therapy
MH  - Depression, Chemical
"""


def test_a_record(read_one: ReadOne) -> None:
    reference = read_one(RECORD)
    assert reference.title == "Shaping local markets for people with mental health problems."
    assert reference.authors == ("Mind", "Okoro, Chidi B")
    assert (reference.pmid, reference.doi, reference.year) == ("35319117", "10.1111/jvim.16404", 2022)
    assert (reference.kind, reference.container, reference.pages) == (
        "article-journal",
        "Journal of care",
        "1032-1038",
    )
    assert reference.abstract == "BACKGROUND: Markets - and care."
    assert reference.keywords == ("Depression/drug therapy", "Depression, Chemical")
    assert reference.issn == ("1939-1676 (Electronic)", "0891-6640 (Print)")
    assert reference.other["DP"] == ("2022 May",)
    assert reference.other["AU"] == ("Okoro CB",)
    assert reference.other["PT"] == ("Journal Article", "Review")


def test_records_begin_at_their_number(read: Read) -> None:
    file = read(RECORD + "\nPMID- 2\nTI  - Two\nAU  - Lee M\n\nPMID- 3\nTI  - Three\n")
    assert [(r.pmid, r.line) for r in file.references] == [("35319117", 2), ("2", 27), ("3", 31)]
    assert file.references[1].authors == ("Lee, M",)


def test_records_without_a_number(read: Read) -> None:
    file = read(
        "OWN - ERIC\nTI  - One\nAU  - Marsh, Ada\nJT  - Care\nDP  - 2011\nAID - https://doi.org/10.5555/one\nISSN - ISSN-1111-2222\n\n"
        "OWN - ERIC\nTI  - Two\nDP  - 2012\nPT  - Reports\n"
    )
    assert file.format == "nbib"
    assert [(r.title, r.year, r.line) for r in file.references] == [("One", 2011, 1), ("Two", 2012, 9)]
    assert (file.references[0].doi, file.references[0].issn) == ("10.5555/one", ("1111-2222",))
