"""Citations are compared with records: exactly, a year or a spelling apart, and under the theory of their heading."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Record
from review.domain.citation import short_author
from review.domain.writing.citations import CheckedCitations, TextPart
from review.synthesis.citations.checking import checked_citations
from review.synthesis.citations.headings import Headings
from review.theory_map.values import Plain, from_plain
from tests.reviews import SMALL_MAP

RAHMAN = ("Rahman, Sadia",)
TWO = ("Rahman, Sadia", "Okoro, Chidi")
THREE = ("Knapp, Ada", "Lee, Bo", "Noor, Cy")


def a_map(**changed: object) -> Plain:
    """The small map in its plain form."""
    import yaml

    return yaml.safe_load(SMALL_MAP) | changed


def work(
    year: int | None, *authors: str, organisation: str = "", suffix: str = "", title: str = "A work"
) -> Record:
    """A record that is named as it is cited."""
    short = short_author(authors, organisation, title)
    name = f"{short} {year}{suffix}"
    return Record(
        name, title, tuple(authors), year, organisation=organisation, short_author=short, year_suffix=suffix
    )


def check(text: str, *records: Record, quoted: Mapping[str, str] | None = None) -> CheckedCitations:
    """The citations of a text in which lines that begin with # are headings."""
    parts = [
        TextPart(line.lstrip("# "), len(line) - len(line.lstrip("#")))
        for line in text.split("\n")
        if line.strip()
    ]
    headings = Headings(from_plain(a_map()), {"Competition": "T1", "Whole towns": "T1.a"})
    return checked_citations(parts, records, headings, quoted=quoted)


def records_of(checked: CheckedCitations) -> dict[str, str]:
    """The record of each form."""
    return {one.text: one.record for one in checked.found}


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("(Rahman, 2016)", work(2016, *RAHMAN)),
        ("(RAHMAN, 2016)", work(2016, *RAHMAN)),
        ("Rahman & Okoro (2016)", work(2016, *TWO)),
        ("(Knapp et al., 2014)", work(2014, *THREE)),
        ("(Knapp, Lee and Noor, 2014)", work(2014, *THREE)),
        ("(Knapp, Lee, et al., 2014)", work(2014, *THREE)),
        ("Ada Knapp and colleagues (2014)", work(2014, *THREE)),
        ("(Hooff, 2015)", work(2015, "van Hooff, Dirk")),
        ("(O’Brien-Smith, 2015)", work(2015, "O'Brien Smith, Jo")),
        ("(Müller, 2015)", work(2015, "Muller, Jo")),
        ("(LGA, 2014)", work(2014, organisation="Local Government Association")),
        ("(DoH, 2014)", work(2014, "Department of Health")),
        ("the Local Government Association (2014)", work(2014, organisation="The Local Government Association")),
        ("The Council for Care (CfC) is old. It reports (CfC, 2014).", work(2014, organisation="Council for Care")),
        ("(“Shaping the market for care”, 2014)", work(2014, title="Shaping the market for care")),
        ("(Rahman, n.d.)", work(None, *RAHMAN)),
        ("(Rahman, 2016b)", work(2016, *RAHMAN, suffix="b")),
        ("(Rahman, 2016)", work(2016, *RAHMAN, suffix="b")),
        ("(Rahman, 2016a)", work(2016, *RAHMAN)),
    ],
)  # fmt: skip
def test_a_record_is_found_by_its_usual_citations(text: str, record: Record) -> None:
    checked = check(text, record, work(2016, "Unrelated, Una"), work(2014, "Unrelated, Una"))
    assert [one.record for one in checked.found] == [record.id]
    assert (checked.unmatched, checked.variants) == ((), ())


def test_equal_forms_are_counted_together_by_theory() -> None:
    text = "Before (Rahman, 2016).\n# T1 Market logic\nSo (Rahman 2016; Lee, 2013).\nRahman (2016) and Lee (2013).\n# Elsewhere\nRahman (2016)"
    checked = check(text, work(2016, *RAHMAN))
    assert [(one.text, one.under, one.n) for one in checked.found] == [
        ("Rahman, 2016", "", 2),
        ("Rahman, 2016", "T1", 2),
    ]
    assert [(one.text, one.n) for one in checked.unmatched] == [("Lee, 2013", 2)]
    assert checked.under == {"T1": ("Rahman 2016",)}


def test_words_that_lead_to_a_citation_are_no_part_of_it() -> None:
    checked = check(
        "(see Rahman, 2016; for a review, see also Rahman, 2016; Source: Rahman, 2016)", work(2016, *RAHMAN)
    )
    assert [(one.text, one.n) for one in checked.found] == [("Rahman, 2016", 3)]


def test_a_year_apart_is_a_variant_and_found() -> None:
    checked = check("(Knapp et al., 2014) and (Knapp et al., 2015)", work(2014, *THREE))
    assert records_of(checked) == {
        "Knapp et al., 2014": "Knapp et al. 2014",
        "Knapp et al., 2015": "Knapp et al. 2014",
    }
    assert checked.variants == (("Knapp et al., 2015", "Knapp et al., 2014"),)
    assert checked.unmatched == ()


def test_a_spelling_apart_from_a_record_that_is_not_cited_otherwise_is_a_variant() -> None:
    checked = check("(van Hoof, 2015)", work(2015, "van Hooff, Dirk"))
    assert records_of(checked) == {"van Hoof, 2015": "van Hooff 2015"}
    assert checked.variants == (("van Hoof, 2015", "van Hooff, 2015"),)


def test_another_number_of_authors_is_a_variant() -> None:
    checked = check("(Rahman, 2016)", work(2016, *TWO))
    assert checked.variants == (("Rahman, 2016", "Rahman and Okoro, 2016"),)
    assert records_of(checked) == {"Rahman, 2016": "Rahman and Okoro 2016"}


def test_an_abbreviated_organisation_is_one_pair_with_its_name() -> None:
    text = "(LGA, 2014), the Local Government Association (2015), (LGA, 2015)"
    checked = check(text, work(2014, organisation="Local Government Association"))
    assert checked.variants == (("Local Government Association, 2015", "LGA, 2014"),)
    assert {one.record for one in checked.found} == {"Local Government Association 2014"}
    assert checked.unmatched == ()


def test_two_records_are_no_variants_of_one_another() -> None:
    checked = check("(Rahman, 2015; Rahman, 2016)", work(2015, *RAHMAN), work(2016, *RAHMAN))
    assert (len(checked.found), checked.variants) == (2, ())


def test_two_forms_of_no_record_are_a_pair_and_not_unmatched() -> None:
    checked = check("(London Council, 2016; London Council, 2017; Hastings, 2014; Hasting, 2014; BBC, 2015)")
    assert checked.variants == (
        ("London Council, 2016", "London Council, 2017"),
        ("Hastings, 2014", "Hasting, 2014"),
    )
    assert [one.text for one in checked.unmatched] == ["BBC, 2015"]


@pytest.mark.parametrize(
    "text",
    [
        "(Rahman, 2018)",
        "(Rahmani et al., 2015)",
        "(Lee, 2016)",
        "(Gov.uk, 2016a; Gov.uk, 2016b)",
        "(Rohman, 2017)",
    ],
)
def test_what_is_farther_apart_is_unmatched(text: str) -> None:
    checked = check(text, work(2016, *RAHMAN), work(2016, "Leo, Ada"))
    assert (checked.found, checked.variants) == ((), ())
    assert len(checked.unmatched) == text.count(";") + 1


def test_letters_tell_works_apart_that_are_not_both_a_variant_of_one() -> None:
    checked = check("(Gov.uk, 2016a; Gov.uk, 2016b)", work(2015, organisation="Gov.uk"))
    assert [one.text for one in checked.unmatched] == ["Gov.uk, 2016a", "Gov.uk, 2016b"]
    assert checked.variants == ()


def test_undated_works_have_letters_too() -> None:
    records = [work(None, *RAHMAN, suffix=letter) for letter in "ab"]
    checked = check("(Rahman, n.d.-b)", *records)
    assert [(one.text, one.record) for one in checked.found] == [("Rahman, n.d.-b", "Rahman Noneb")]


WORDS = st.sampled_from(
    [
        *"()[];,:&.",
        "Rahman",
        "Okoro",
        "van",
        "et al.",
        "and",
        "2014",
        "2015a",
        "n.d.",
        "LGA",
        "# T1",
        "\n",
        "the",
        "cited in",
        "’s",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_each_form_is_found_unmatched_or_one_of_a_pair(text: str) -> None:
    records = [
        work(2014, *RAHMAN),
        work(2015, *TWO, suffix="a"),
        work(2014, organisation="Local Government Association"),
    ]
    checked = check(text, *records)
    found, unmatched = {one.text for one in checked.found}, {one.text for one in checked.unmatched}
    assert not found & unmatched
    assert not unmatched & {form for pair in checked.variants for form in pair}
    assert {one.record for one in checked.found} <= {record.id for record in records}
    assert all(one.n > 0 for one in (*checked.found, *checked.unmatched))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    check(text, work(2014, *RAHMAN))


def test_what_may_be_one_of_several_records_is_shown_with_each() -> None:
    checked = check("(Rahman, 2016)", work(2016, *RAHMAN, suffix="a"), work(2016, *RAHMAN, suffix="b"))
    assert checked.found == checked.unmatched == ()
    assert checked.variants == (("Rahman, 2016", "Rahman, 2016a"), ("Rahman, 2016", "Rahman, 2016b"))


@pytest.mark.parametrize(
    ("heading", "under"),
    [
        ("T1", "T1"),
        ("T1. Market logic", "T1"),
        ("Theory 2", "T2"),
        ("3.2 Market limitations", "T2"),
        ("Market limitations: what councils do", "T2"),
        ("On market logic and competition", "T1"),
        ("Rival framing A", "RA"),
        ("RA – Councils cannot shape the market", "RA"),
        ("Whole systems", "T1"),
        ("Whole towns", "T1"),
        ("Competition", "T1"),
        ("Market logic and market limitations", ""),
        ("Markets", ""),
        ("1 Introduction", ""),
    ],
)
def test_a_heading_names_a_theory(heading: str, under: str) -> None:
    checked = check(f"# {heading}\n(Rahman, 2016)", work(2016, *RAHMAN))
    assert [one.under for one in checked.found] == [under]


def test_a_theory_reaches_to_the_next_heading_of_its_level() -> None:
    text = "# Findings\n## Market logic\n### Trust\n(Rahman, 2016)\n## Money\n(Rahman, 2016)\n# Discussion\n(Rahman, 2016)"
    checked = check(text, work(2016, *RAHMAN))
    assert [(one.under, one.n) for one in checked.found] == [("T1", 1), ("", 2)]


def test_the_list_of_references_is_not_counted() -> None:
    text = "(Rahman, 2016)\n# References\nRahman, S. (2016) Markets. Leeds.\nLee, B. (2013) Care."
    checked = check(text, work(2016, *RAHMAN))
    assert ([one.n for one in checked.found], checked.unmatched) == ([1], ())


def test_tokens_cite_their_records() -> None:
    checked = check(
        "# T2\nSo [@0a1b2c3d] and [@C1], as Rahman (2016) says.",
        work(2016, *RAHMAN),
        quoted={"0a1b2c3d": "Rahman 2016"},
    )
    assert [(one.text, one.under, one.n) for one in checked.found] == [("Rahman, 2016", "T2", 2)]
