"""The flow: what stands in each box, and which rules hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain import Outcome
from review.domain.searches.flow import Box, Flow, FlowCheck, Stated
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLine,
    SearchProblem,
    SearchResult,
    SearchSource,
)
from review.domain.searches.wording import (
    against_earlier_in_words,
    counted_rule,
    undecided_in_words,
    unseen_in_words,
)
from review.synthesis.flow import FlowMaterial, flow
from review.synthesis.identified import Arrival
from review.synthesis.places import Candidate, Place, place_of

FIRST, LAST = STAGES = ("title-abstract", "theory-map")


def candidate(first: str = "none", last: str = "none", **more: object) -> Candidate:
    return Candidate({FIRST: Outcome(first), LAST: Outcome(last)}, **more)  # type: ignore[arg-type]


def a_flow(*candidates: Candidate, **more: object) -> Flow:
    """The flow of records that were imported once each."""
    known = {str(number): one for number, one in enumerate(candidates)}
    included = sum(one.outcomes[LAST] is Outcome.INCLUDE for one in candidates)
    given: dict[str, object] = {"arrivals": [Arrival(record, "a database") for record in known]}
    return flow(FlowMaterial(STAGES, candidates=known, included=included, **(given | more)))  # type: ignore[arg-type]


def a_search(name: str, kind: SearchKind, *numbers: int | None, total: int | None = None) -> Search:
    lines = tuple(SearchLine(str(place), "words", (SearchResult(n),)) for place, n in enumerate(numbers, 1))
    return Search(name, "component", kind, lines=lines, total_stated=total)


def counts(found: Flow) -> dict[str, int | None]:
    return {str(box): count.n for box, count in found.boxes.items() if count.n != 0}


def failing(found: Flow) -> list[tuple[str, int | None]]:
    return [(check.rule, check.difference) for check in found.checks if check.ok is False]


def test_every_record_is_in_the_boxes_on_its_way():
    found = a_flow(
        candidate(),
        candidate("exclude", criteria={FIRST: "E1"}),
        candidate("park"),
        candidate("include"),
        candidate("include", is_not_retrieved=True),
        candidate("maybe", "exclude", criteria={LAST: "E9"}),
        candidate("include", "exclude"),
        candidate("include", "park"),
        candidate("include", "conflict"),
        candidate("include", "include"),
    )

    assert counts(found) == {
        "identified_other": 10,
        "screened": 9,
        "excluded_screening": 1,
        "potential": 7,
        "not_retrieved": 1,
        "assessed": 5,
        "excluded_assessment": 2,
        "parked": 1,
        "included": 1,
    }
    assert found.boxes[Box.EXCLUDED_SCREENING].by == {"E1": 1}
    assert found.boxes[Box.EXCLUDED_ASSESSMENT].by == {"E9": 1, "no criterion": 1}
    assert found.undecided == {
        "not yet screened": 1,
        "parked or in conflict at screening": 1,
        "not yet assessed": 1,
        "undecided": 1,
    }
    assert failing(found) == []
    assert [check.rule for check in found.checks] == [
        "identified - duplicates - not yet screened = screened",
        "screened - excluded_screening - parked or in conflict at screening = potential",
        "potential - not_retrieved - not yet assessed = assessed",
        "assessed - excluded_assessment - parked - undecided = included",
        "included = N",
        "records assessed = those of them that passed screening",
    ]


def test_a_rule_names_only_boxes_where_nothing_is_beside_them():
    assert [check.rule for check in a_flow(candidate("include", "include")).checks] == [
        "identified - duplicates = screened",
        "screened - excluded_screening = potential",
        "potential - not_retrieved = assessed",
        "assessed - excluded_assessment - parked = included",
        "included = N",
        "records assessed = those of them that passed screening",
    ]


def test_a_record_assessed_without_screening_fails_a_rule_and_counts_all_the_same():
    found = a_flow(candidate("none", "include"), candidate("exclude", "include"), candidate("maybe", "park"))
    assert failing(found) == [("records assessed = those of them that passed screening", 2)]
    assert counts(found)["included"] == 2


@pytest.mark.parametrize(
    ("one", "place"),
    [
        (candidate("exclude", "include"), Place.INCLUDED),  # N asks for the last stage only
        (candidate("none", "exclude"), Place.EXCLUDED),
        (candidate("include", "include", is_not_retrieved=True), Place.INCLUDED),
        (candidate("include", "exclude", is_not_retrieved=True), Place.NOT_RETRIEVED),
        (candidate("exclude", is_not_retrieved=True), Place.EXCLUDED_AT_SCREENING),
    ],
)
def test_the_farthest_decision_says_where_a_record_is(one: Candidate, place: Place):
    assert place_of(one, STAGES)[0] is place


@pytest.mark.parametrize(
    ("outcome", "place"),
    [
        ("exclude", Place.EXCLUDED_AT_SCREENING),
        ("park", Place.PARKED),
        ("conflict", Place.UNDECIDED),
        ("include", Place.INCLUDED),
    ],
)
def test_one_stage_screens_and_assesses(outcome: str, place: Place):
    assert place_of(Candidate({"only": Outcome(outcome)}), ["only"])[0] is place


def test_a_stage_between_assesses_and_leads_on():
    stages = ("a", "b", "c")
    passed = Candidate({"a": Outcome.INCLUDE, "b": Outcome.INCLUDE})
    parked = Candidate({"a": Outcome.INCLUDE, "b": Outcome.PARK})
    assert place_of(passed, stages)[0] is Place.PENDING
    assert place_of(parked, stages)[0] is Place.PARKED


def test_a_reference_imported_twice_and_a_merged_one_are_duplicates():
    arrivals = [
        Arrival("0", "PubMed"),
        Arrival("0", "Scopus"),
        Arrival("0", "files read"),
        Arrival("1", "PubMed"),
    ]
    found = a_flow(candidate("include"), candidate("include"), arrivals=arrivals)

    by = found.boxes[Box.IDENTIFIED_OTHER].by
    assert list(by.items()) == [("PubMed", 2), ("Scopus", 1), ("files read", 1)]
    assert counts(found)["duplicates"] == 2
    assert failing(found) == []


def test_background_is_identified_and_not_screened():
    arrivals = [Arrival("0", "PubMed"), Arrival("a law", "files read")]
    found = a_flow(candidate("include"), arrivals=arrivals)

    assert (counts(found)["identified_other"], counts(found)["screened"]) == (2, 1)
    assert failing(found) == []
    assert found.checks[0].rule == "identified - duplicates - background and theory sources = screened"


def test_a_line_without_a_number_leaves_its_box_open_with_the_sum_of_the_others():
    searches = [
        a_search("S1", SearchKind.DATABASE, 69, 244, None, 33, None, 13, 347, None, None, 277),
        a_search("S2", SearchKind.DATABASE, 331, 458, 372, 730, 442),
    ]
    found = a_flow(searches=searches)
    box = found.boxes[Box.IDENTIFIED_DATABASES]

    assert (box.n, box.computed, box.stated) == (None, 3316, None)
    assert box.by == {"S1": None, "S2": 2333}
    assert found.checks[0] == FlowCheck("identified - duplicates = screened", None, 0, None, at_least=3316)


def test_a_stated_total_counts_and_is_held_against_the_sum():
    search = a_search("S3", SearchKind.ORGANISATION, 3, 4, 4, 1, 2, 1, 2, 2, 3, 0, 0, 0, 0, total=23)
    problem = SearchProblem("", "total stated = computed", 23, 22)
    found = a_flow(searches=[search], problems={"S3": [problem]})
    box = found.boxes[Box.IDENTIFIED_ORGANISATIONS]

    assert (box.n, box.computed, box.stated, box.reason) == (23, 22, 23, "stated as the total of S3")
    assert [check for check in found.checks if check.ok is False and check.right == 22] == [
        FlowCheck("identified_organisations: stated = computed", 23, 22, ok=False)
    ]


def test_a_stated_total_beside_a_line_without_a_number_is_no_contradiction():
    found = a_flow(searches=[a_search("S1", SearchKind.DATABASE, 10, None, total=25)])
    assert found.boxes[Box.IDENTIFIED_DATABASES].n == 25
    assert ("identified_databases: stated = computed", None) in [(c.rule, c.ok) for c in found.checks]


def test_a_box_that_is_not_known_gives_no_reason_for_a_number():
    searches = [a_search("S1", SearchKind.EXPERT, 4, None), a_search("S2", SearchKind.CHANCE, total=2)]
    box = a_flow(searches=searches).boxes[Box.IDENTIFIED_OTHER]
    assert (box.n, box.computed, box.stated, box.reason) == (None, 6, None, "")


def test_numbers_of_a_source_are_added_over_searches_and_registers_stand_apart():
    sources = (SearchSource("Medline"), SearchSource("A register", is_register=True))
    results = (SearchResult(5, "Medline"), SearchResult(2, "A register"))
    one = Search("S1", "", SearchKind.DATABASE, sources=sources, lines=(SearchLine("1", "", results),))
    other = Search(
        "S2", "", SearchKind.DATABASE, sources=sources[:1], lines=(SearchLine("1", "", results[:1]),)
    )
    found = a_flow(searches=[one, other])

    assert found.boxes[Box.IDENTIFIED_DATABASES].by == {"Medline": 10}
    assert found.boxes[Box.IDENTIFIED_REGISTERS].by == {"A register": 2}


def test_a_search_without_lines_found_what_was_imported_with_it():
    searches = [Search(name, "", SearchKind.HAND_OVER) for name in ("S4", "S5")]
    arrivals = [Arrival("0", "", "S4"), Arrival("1", "", "S4")]
    found = a_flow(candidate("include"), candidate("include"), searches=searches, arrivals=arrivals)

    assert found.boxes[Box.IDENTIFIED_OTHER].by == {"S4": 2, "S5": None}
    assert counts(found)["identified_other"] is None


def test_a_record_that_no_search_found_is_in_no_box_and_fails_the_rule_about_it():
    arrivals = [Arrival("0", "", "S4"), Arrival("0", "files read"), Arrival("1", "files read")]
    found = a_flow(
        candidate("include"),
        candidate("include"),
        searches=[Search("S4", "", SearchKind.EXPERT)],
        arrivals=arrivals,
    )

    assert (counts(found)["identified_other"], found.boxes[Box.DUPLICATES].n) == (1, 0)
    assert failing(found) == [
        ("identified - duplicates = screened", -1),
        ("records tied to a search = records", -1),
    ]


def test_of_those_that_wait_a_rule_subtracts_what_is_tied_to_a_search_and_says_how_many():
    """What is identified and the duplicates are in boxes: the rule holds with numbers that are shown."""
    search = Search("S1", "", SearchKind.DATABASE)
    arrivals = [Arrival("0", "", "S1"), Arrival("0", "", "S1"), Arrival("1", "", "S1")]
    found = a_flow(*[candidate()] * 3, searches=[search], arrivals=[*arrivals, Arrival("2", "files read")])

    check = found.checks[0]
    assert check.rule == "identified - duplicates - not yet screened (tied to a search) = screened"
    assert (check.left, check.ok) == (0, True)
    assert counted_rule(check) == (
        "Records identified − duplicates removed before screening − 2 not yet screened (tied to a search) = records screened"
    )
    assert undecided_in_words(found) == "3 not yet screened (1 of them tied to no search)"


def test_what_is_stated_counts_and_what_is_counted_stays_beside_it():
    stated = {Box.DUPLICATES: Stated(5, "removed before the import"), Box.SCREENED: Stated(None, "the paper")}
    found = a_flow(candidate("include"), stated=stated)
    duplicates, screened = found.boxes[Box.DUPLICATES], found.boxes[Box.SCREENED]

    assert (duplicates.n, duplicates.stated, duplicates.computed, duplicates.reason) == (
        5,
        5,
        0,
        "removed before the import",
    )
    assert (screened.n, screened.stated, screened.computed, screened.is_not_reported) == (None, None, 1, True)
    assert found.checks[0].ok is None
    assert failing(found) == [("duplicates: stated = computed", 5)]


def test_a_contradiction_within_a_search_fails_a_rule_of_its_own():
    problem = SearchProblem(
        "4a", "the limit of a result agrees with that of the search", "not by year", "year from 2014"
    )
    found = a_flow(searches=[a_search("S2", SearchKind.DATABASE, 730)], problems={"S2": [problem]})
    assert found.checks[-1] == FlowCheck(
        "S2, line 4a: the limit of a result agrees with that of the search", None, None, ok=False
    )


def test_reports_of_the_same_study_are_one_study():
    included = candidate("include", "include")
    siblings = [("0", "1"), ("1", "0"), ("1", "excluded"), ("excluded", "2")]
    found = a_flow(included, included, included, included, siblings=siblings)
    assert (found.studies, found.reports) == (2, 4)


CANDIDATES = st.builds(
    candidate,
    st.sampled_from(list(Outcome)),
    st.sampled_from(list(Outcome)),
    is_not_retrieved=st.booleans(),
)


@given(st.lists(CANDIDATES, max_size=12), st.lists(st.sampled_from(["0", "1", "law", ""]), max_size=6))
def test_the_boxes_add_up_where_nothing_is_stated(candidates: list[Candidate], again: list[str]):
    arrivals = [Arrival(str(number), "PubMed") for number in range(len(candidates))]
    found = a_flow(*candidates, arrivals=[*arrivals, *(Arrival(record, "Scopus") for record in again)])

    assert [check for check in found.checks if not check.ok and "passed" not in check.rule] == []
    assert all(count.n is not None and count.n >= 0 for count in found.boxes.values())
    assert counts(found).get("included", 0) == sum(
        one.outcomes[LAST] is Outcome.INCLUDE for one in candidates
    )


NUMBERS = st.none() | st.integers(0, 999)
SEARCHES = st.lists(
    st.builds(
        lambda kind, numbers, total: (kind, numbers, total),
        st.sampled_from(list(SearchKind)),
        st.lists(NUMBERS, min_size=1, max_size=4),
        NUMBERS,
    ),
    min_size=1,
    max_size=4,
)


@given(SEARCHES)
def test_a_box_is_known_exactly_where_each_search_reports_or_states_its_number(searches: list[tuple]):
    made = [
        a_search(f"S{n}", kind, *numbers, total=total) for n, (kind, numbers, total) in enumerate(searches)
    ]
    found = a_flow(searches=made)
    identified = [count for box, count in found.boxes.items() if box.startswith("identified")]
    totals = [
        total if total is not None else None if None in numbers else sum(numbers)
        for _, numbers, total in searches
    ]

    assert any(count.n is None for count in identified) == (None in totals)
    if None not in totals:
        assert sum(count.n or 0 for count in identified) == sum(totals)
    reported = sum(n or 0 for _, numbers, _ in searches for n in numbers)
    assert sum(count.computed or 0 for count in identified) == reported


def test_a_rule_fails_that_what_is_reported_breaks_already_though_a_side_is_not_known():
    searches = [a_search("S1", SearchKind.DATABASE, 40, None), a_search("S2", SearchKind.CHANCE, 14)]
    found = a_flow(*(candidate("exclude") for _ in range(8)), searches=searches)
    rule = found.checks[0]
    assert (rule.left, rule.right, rule.ok) == (None, 8, None)
    assert (rule.at_least, rule.fails) == (54, True)
    enough = a_flow(*(candidate("exclude") for _ in range(60)), searches=searches)
    assert not enough.checks[0].fails


def test_what_was_stated_of_what_happened_elsewhere_contradicts_no_count_of_none():
    found = a_flow(candidate("exclude"), stated={Box.DUPLICATES: Stated(46, "removed in Zotero")})
    rule = next(check for check in found.checks if check.rule == "duplicates: stated = computed")
    assert (rule.ok, rule.is_outside, rule.fails) == (False, True, False)
    # The chain of boxes is still looked at.
    assert found.checks[0].fails


def test_decisions_without_a_document_count_as_not_retrieved_and_are_named():
    found = a_flow(
        candidate("include", "exclude", is_not_retrieved=True),
        candidate("include", "park", is_not_retrieved=True),
        candidate("include", "include", is_not_retrieved=True),
        candidate("include", is_not_retrieved=True),
        candidate("exclude", is_not_retrieved=True),
        candidate("include", "exclude"),
    )
    assert found.unseen == (("0", LAST, Outcome.EXCLUDE), ("1", LAST, Outcome.PARK))
    assert found.boxes[Box.NOT_RETRIEVED].n == 3
    assert unseen_in_words(found) == (
        "Counted as not retrieved, though decided: 1 excluded at theory map, 1 parked at theory map"
    )


def test_what_a_later_stage_decided_against_an_earlier_one_is_named():
    found = a_flow(
        candidate("exclude", "include"),
        candidate("exclude", "exclude"),
        candidate("none", "include"),
        candidate("maybe", "include"),
        candidate("exclude"),
    )
    assert [one.record for one in found.against_earlier] == ["0", "1", "2"]
    assert against_earlier_in_words(found) == (
        "Counted by what was decided later: 2 records (0, 1), though title abstract has excluded them;"
        " 1 record (2), though title abstract has not decided on it"
    )
    assert against_earlier_in_words(a_flow(candidate("include", "include"))) == ""


def test_documents_that_nobody_obtained_or_reported_are_known():
    found = a_flow(
        candidate("include", "include", has_file=False),
        candidate("include", has_file=False, is_not_retrieved=True),
        candidate("exclude", has_file=False),
        candidate("include", "include"),
    )
    assert found.without_file == ("0",)
