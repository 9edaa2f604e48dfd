"""What only other methods than databases found, apart from the rest of the flow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.domain.searches.flow import Box, BoxCount, Stated, Streams
from review.domain.searches.search import Search, SearchKind, SearchSource
from review.synthesis.flow import FlowMaterial, flow
from review.synthesis.identified import Arrival
from review.synthesis.places import Candidate
from review.synthesis.streams import DECIDED, streams
from tests.synthesis.test_flow import LAST, STAGES, candidate

DATABASE = Search("S1", "component", SearchKind.DATABASE)
REGISTER = Search(
    "S2", "component", SearchKind.DATABASE, sources=(SearchSource("a register", is_register=True),)
)
PEOPLE = Search("S3", "component", SearchKind.EXPERT)


def material(found_by: dict[str, str], *candidates: Candidate, **more: object) -> FlowMaterial:
    """Records, each named by a digit; `found_by` has those of each search: ``{"S1": "01", "S3": "1"}``."""
    arrivals = [Arrival(record, "", search) for search, records in found_by.items() for record in records]
    known = {str(number): one for number, one in enumerate(candidates)}
    given: dict[str, object] = {"searches": (DATABASE, REGISTER, PEOPLE)}
    return FlowMaterial(STAGES, arrivals, known, 0, **(given | more))  # type: ignore[arg-type]


def numbers(found: Streams) -> dict[Box, int | None]:
    assert found.others is not None, found.because
    return {box: count.n for box, count in found.others.items() if count.n != 0}


def test_what_a_database_or_register_found_too_is_theirs():
    found = material({"S1": "0", "S2": "1", "S3": "012"}, *[candidate("include", "exclude")] * 3)
    assert numbers(streams(found)) == {
        Box.DUPLICATES: 2,
        Box.SCREENED: 1,
        Box.POTENTIAL: 1,
        Box.ASSESSED: 1,
        Box.EXCLUDED_ASSESSMENT: 1,
    }


def test_exclusions_keep_their_criteria():
    found = material({"S3": "01"}, *[candidate("include", "exclude", criteria={LAST: "E9"})] * 2)
    others = streams(found).others
    assert others
    assert others[Box.EXCLUDED_ASSESSMENT] == BoxCount(2, 2, by={"E9": 2})


def test_what_is_stated_as_not_reported_is_so_in_both():
    said = {Box.SCREENED: Stated(None, "no number is given")}
    assert numbers(streams(material({"S3": "0"}, candidate("exclude"), stated=said)))[Box.SCREENED] is None


def test_they_are_not_told_apart_where_the_search_of_a_record_or_a_part_of_a_number_is_not_known():
    one = candidate("include")
    assert streams(material({}, one, searches=())).because == "no search is logged"
    assert streams(material({"S1": "0"}, one, one)).because == "1 record with a decision is tied to no search"
    stated = {Box.POTENTIAL: Stated(70, "on paper"), Box.DUPLICATES: Stated(8, "elsewhere")}
    because = streams(material({"S1": "0"}, one, stated=stated)).because
    assert because == "a number is stated for both together (reports sought for retrieval)"


def test_a_record_that_waits_may_be_of_no_search():
    assert numbers(streams(material({"S3": "0"}, candidate("exclude"), candidate()))) == {
        Box.SCREENED: 1,
        Box.EXCLUDED_SCREENING: 1,
    }


outcomes = st.sampled_from(["none", "include", "exclude", "park", "maybe"])
records = st.lists(st.tuples(outcomes, outcomes, st.sets(st.sampled_from(["S1", "S2", "S3"]), min_size=1)))


@given(records)
def test_no_box_of_other_methods_has_more_than_the_whole(found: list[tuple[str, str, set[str]]]):
    by = {
        search: [str(place) for place, (*_, of) in enumerate(found) if search in of]
        for search in ("S1", "S2", "S3")
    }
    arrivals = [Arrival(record, "", search) for search, those in by.items() for record in those]
    known = {str(place): candidate(first, last) for place, (first, last, _) in enumerate(found)}
    given = FlowMaterial(STAGES, arrivals, known, 0, searches=(DATABASE, REGISTER, PEOPLE))
    whole, apart = flow(given).boxes, streams(given).others
    assert apart is not None
    assert all(0 <= (apart[box].n or 0) <= (whole[box].n or 0) for box in (Box.DUPLICATES, *DECIDED))
