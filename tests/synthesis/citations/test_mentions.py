"""Author-year citations are found in sentences, and what only looks like one is not."""

from __future__ import annotations

import pytest

from review.synthesis.citations.mentions import mentions, without_abbreviations


def found(text: str) -> list[str]:
    """The citations in a sentence, as they are usually meant."""
    every = mentions(without_abbreviations(text).text)
    return [f"{one.usual} {one.year}{one.letter}" for one in every if one.usual]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Markets grow (Rahman, 2016).", ["Rahman 2016"]),
        ("Markets grow (Rahman 2016).", ["Rahman 2016"]),
        ("Markets grow [Rahman et al., 2016, p. 3].", ["Rahman et al. 2016"]),
        ("Rahman and Okoro (2016) agree.", ["Rahman and Okoro 2016"]),
        ("Rahman & Okoro (2016: 12–13) agree.", ["Rahman & Okoro 2016"]),
        ("So Rahman et al (2016) and Okoro and colleagues (2013).", ["Rahman et al. 2016", "Okoro and colleagues 2013"]),
        ("(Rahman, Okoro and Lee, 2014)", ["Rahman, Okoro and Lee 2014"]),
        ("(Rahman, S., & Okoro, C., 2014)", ["Rahman, S., & Okoro, C. 2014"]),
        ("Councils say so, as do Rahman (2014) and do Vale (2015).", ["Rahman 2014", "Vale 2015"]),
        ("(see Rahman, 2014; also van Hooff, 2015, pp. 3-4; cf. O’Brien, 2016)", ["Rahman 2014", "van Hooff 2015", "O’Brien 2016"]),
        ("(Rahman, 2014, 2015; Okoro, 2016a,b; Lee 2013a, 2013c)", ["Rahman 2014", "Rahman 2015", "Okoro 2016a", "Okoro 2016b", "Lee 2013a", "Lee 2013c"]),
        ("A tool (Li et al., 2020) by Wu (2013)", ["Li et al. 2020", "Wu 2013"]),
        ("(Source: Rahman, 2014; see: Lee, 2015)", ["Rahman 2014", "Lee 2015"]),
        ("As in Rahman et al. 2016 (and Lee 2013)", ["Rahman et al. 2016", "Lee 2013"]),
        ("(Rahman, 2014; 2016)", ["Rahman 2014", "Rahman 2016"]),
        ("(Rahman, 2014, Okoro, 2015 and Lee, 2016)", ["Rahman 2014", "Okoro 2015", "Lee 2016"]),
        ("Rahman (2014 and 2015), Okoro (2016a & 2016b)", ["Rahman 2014", "Rahman 2015", "Okoro 2016a", "Okoro 2016b"]),
        ("Rahman (2014, 2015; see also Okoro, 2016)", ["Rahman 2014", "Rahman 2015", "Okoro 2016"]),
        ("the Department of Health (2014) and Rahman’s (2011) study", ["Department of Health 2014", "Rahman 2011"]),
        ("the Local Government Association (LGA) (2014)", ["Local Government Association 2014"]),
        ("(Local Government Association [LGA], 2014)", ["Local Government Association 2014"]),
        ("(Gov.uk, n.d.; legislation.gov.uk, 2014; NHS, in press)", ["Gov.uk n.d.", "legislation.gov.uk 2014", "NHS in press"]),
        ("(Mind, no date) and Mind (undated), (MIND n.d.)", ["Mind n.d.", "Mind n.d.", "MIND n.d."]),
        ("(Rahman, 1999, cited in Okoro, 2012)", ["Okoro 2012"]),
        ("In England, Rahman, Okoro and Lee (2014) found it.", ["Rahman, Okoro and Lee 2014"]),
        ("It began in Leeds. Rahman (2014) went there.", ["Rahman 2014"]),
        ("According to Rahman (2014), and as Okoro (2015) says", ["Rahman 2014", "Okoro 2015"]),
    ],
)  # fmt: skip
def test_citations_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Care Act (2014) and the Mental Health Act 1983 (Care Act 2014).",
        "It came in spring (April 2014) and in England (2014); in the towns (2014 and 2015).",
        "Between 2014–2016 (2014–2016), in 2014/15 (2014/15), of 2014 people (n = 2014).",
        "It cost £2014 (see Table 2, 2014 data), and more (2014 prices).",
        "Its title, 2nd ed. (Leeds: Some University Press, 1999; Cambridge, MA: A Press, 2001).",
        "A form (undated), a letter (with no date given), an undated Letter.",
        "Nothing is cited here (which is fine) [really].",
    ],
)
def test_what_only_looks_like_a_citation_is_left(text: str) -> None:
    assert found(text) == []


def test_an_abbreviation_that_is_explained_is_known_afterwards() -> None:
    plain = without_abbreviations("The Local Government Association (LGA) says so (see below).")
    assert plain.text == "The Local Government Association says so (see below)."
    assert {short: name.removeprefix("The ") for short, name in plain.meanings.items()} == {
        "LGA": "Local Government Association"
    }


def test_a_title_in_brackets_is_only_a_candidate() -> None:
    [one] = mentions("It was said (“Shaping the market for care”, 2014).")
    assert (one.authors, one.usual) == (("Shaping the market for care",), "")
