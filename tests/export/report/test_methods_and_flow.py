"""Sections on searches, the flow and suggestions: they read well whatever is reported, and whatever is not."""

from dataclasses import replace

import pytest
from msgspec import structs

from review.domain.act import passages_of
from review.domain.outcome import Outcome
from review.domain.searches.against_earlier import AgainstEarlier
from review.domain.searches.duplicates import Duplicates, Removed
from review.domain.searches.flow import Box, BoxCount, Flow, FlowCheck
from review.domain.searches.prisma import PrismaItem
from review.domain.searches.search import (
    Search,
    SearchKind,
    SearchLimit,
    SearchLine,
    SearchResult,
    SearchSource,
)
from review.domain.suggestions.use import Response, SuggestedCode, use
from review.export.report.assembling import assembled
from review.export.report.blocks import Number
from review.export.report.template import template
from tests.export.report.test_assembling import parts_of, section
from tests.export.reviews import SMALL, coding
from tests.export.tables.test_model_card import COMPARED, WITH_ENCODER, card


def report_of(review, **more):
    return assembled(review, template("generic"), **more)


def searches(*found, **more):
    review = replace(SMALL, searches=lambda: found, **more)
    return section(report_of(review), "methods-searches")


def search(**fields):
    return Search(**({"id": "S1", "component": "Care markets", "kind": SearchKind.DATABASE} | fields))


@pytest.mark.parametrize(
    ("fields", "reads"),
    [
        ({}, "How many records it found is not reported."),
        ({"total_stated": 5}, "A total of 5 records was stated."),
        ({"lines": (SearchLine("1", "care", (SearchResult(0),)),)}, "It found no records."),
        ({"lines": (SearchLine("1", "care", (SearchResult(1),)),)}, "It found 1 record."),
        (
            {"lines": (SearchLine("1", "care", (SearchResult(7),)), SearchLine("2", "markets"))},
            "It found 7 records in the lines that report a number; of 1 line the number is not reported.",
        ),
        (
            {"lines": (SearchLine("1", "care", (SearchResult(7),)),), "total_stated": 8},
            "It found 7 records. The total that was stated is 8, which differs.",
        ),
    ],
)  # fmt: skip
def test_what_a_search_found_is_said_as_far_as_it_is_reported(fields, reads):
    assert reads in searches(search(**fields))


def test_a_search_says_where_when_and_why():
    words = searches(
        search(
            sources=(SearchSource("HMIC", "Ovid", "2017-04"), SearchSource("ASSIA", date="2017-04")),
            limits=(SearchLimit("year", since="2014"),),
            prompted_by="T1",
            stopped_because="nothing new came",
        )
    )
    assert "Care markets: search of databases (HMIC (Ovid), ASSIA; searched 2017-04), round 1." in words
    assert "Prompted by the theory T1 Market logic." in words
    assert "Limits: year from 2014. Stopped because: nothing new came." in words


def test_sources_that_were_searched_on_several_days_have_each_its_own():
    sources = tuple(
        SearchSource(name, date=f"2017-03-{day}") for name, day in (("B", "15"), ("A", "13"), ("C", "14"))
    )
    assert "(B, searched 2017-03-15; A, searched 2017-03-13; C, searched 2017-03-14)" in searches(
        search(sources=sources)
    )


def test_a_source_without_a_date_is_given_none():
    sources = (SearchSource("NHS England", date="2026-04-20"), SearchSource("GOV.UK"))
    assert "(NHS England, searched 2026-04-20; GOV.UK, date not reported)" in searches(
        search(sources=sources)
    )
    citing = search(id="S2", kind=SearchKind.CITATION_FORWARD)
    review = replace(SMALL, searches=lambda: (search(sources=sources), citing))
    assert (
        "2 sources were searched: NHS England (2026-04-20); GOV.UK (date not reported)."
        " Further: 1 forward citation search."
    ) in section(assembled(review, template("bmj-open")), "abstract")


def test_a_gap_that_prompted_a_search_is_said():
    assert "Prompted by a gap: rural places." in searches(search(prompted_by="gap: rural places"))


def test_what_nobody_logged_of_a_search_is_a_gap():
    assert "[What prompted it.]" in searches(search())


def test_a_search_that_was_logged_apart_is_a_gap():
    assert "[One wording of this search" in searches(search(others=(search(component="Other"),)))


def test_one_search_is_one():
    assert "1 search was made in 1 round: 1 search of databases" in searches(search())


def test_what_prisma_s_asks_for_and_the_log_lacks_are_gaps():
    items = (
        PrismaItem(14, "Peer review", "asks", missing=("you write this",)),
        PrismaItem(1, "Databases", "asks", where=("HMIC",)),
    )
    words = searches(search(), prisma_s=lambda: items)
    assert "the log leaves 1 open, which has to be written here:" in words
    assert "[14, Peer review: you write this.]" in words
    assert "Databases" not in words


def flow(checks=(), undecided=(), named=None, **boxes):
    counts = {box: BoxCount(0, 0) for box in Box} | {Box(name): count for name, count in boxes.items()}
    return replace(SMALL, flow=lambda: Flow(counts, checks, 1, 1, dict(undecided), **(named or {})))


def flow_words(review):
    return section(report_of(review), "results-flow")


def test_a_flow_reads_well_with_none_and_one():
    words = flow_words(
        flow(screened=BoxCount(1, 1), identified_other=BoxCount(1, 1), included=BoxCount(1, 1))
    )
    assert "1 record was identified in other ways. No records were removed as duplicates." in words
    assert "1 record was screened; no records were excluded at screening." in words
    assert "1 record was included; these are reports of 1 study." in words
    assert "contradict" not in words


def test_how_duplicates_were_removed_is_said_beside_their_number():
    found = flow(duplicates=BoxCount(83, 83), screened=BoxCount(9, 9))
    words = flow_words(replace(found, duplicates=lambda: Duplicates(80, 3, Removed(80, 2, 1))))
    assert (
        "83 records were removed as duplicates. In the program, 80 references were known already when imported, the same in"
        " every field; 2 records were merged with another of the same work; and 1 record was found by one more search, as was"
        " noted by hand. 1 more record was merged with another of the same work; these are not among the duplicates removed,"
        " because at most one of each two came from a search."
    ) in words
    assert "In the program" not in flow_words(found)


def test_records_without_a_decision_are_named_and_not_said_to_be_obtained():
    boxes = {"screened": BoxCount(6, 6), "potential": BoxCount(6, 6)}
    words = flow_words(flow(undecided={"not yet screened": 1, "not yet assessed": 3}, **boxes))
    assert "Of the rest, 1 record is not yet screened and 3 records are not yet assessed." in words
    assert "none was reported as not retrieved" in words
    assert "every document was obtained" in flow_words(flow(**boxes))
    assert "Of the rest" not in flow_words(flow(**boxes))


def test_included_records_without_a_document_are_named_and_not_said_to_be_obtained():
    boxes = {"screened": BoxCount(6, 6), "potential": BoxCount(6, 6)}
    one = next(iter(SMALL.included))
    words = flow_words(flow(named={"without_file": (one,)}, **boxes))
    assert "none was reported as not retrieved. 1 included record has no document in the review (" in words
    assert "[Whether these documents were obtained.]" in words
    excluded = flow_words(flow(named={"without_file": ("another",)}, **boxes))
    assert "none was reported as not retrieved" in excluded
    assert "has no document" not in excluded


def test_what_is_included_against_an_earlier_stage_is_named_with_a_gap():
    one = next(iter(SMALL.included))
    against = AgainstEarlier(one, "theory-map", "title-abstract", Outcome.EXCLUDE)
    words = flow_words(flow(named={"against_earlier": (against,)}, screened=BoxCount(6, 6)))
    assert "1 included record was excluded at " in words
    assert ", and is counted as included. [Which of the two decisions holds.]" in words
    undecided = against._replace(at_before=Outcome.NONE)
    assert "Which of the two" not in flow_words(
        flow(named={"against_earlier": (undecided,)}, screened=BoxCount(6, 6))
    )


def test_records_that_reviewers_excluded_by_different_criteria_are_counted_in_the_report():
    boxes = {"screened": BoxCount(3, 3), "excluded_screening": BoxCount(3, 3, by={"E1": 3})}
    review = flow(**boxes)
    said = "Reviewers excluded 2 records by different criteria; each counts under the one that most of them named"
    assert said not in flow_words(review)
    found = structs.replace(review.flow(), differing=("r1", "r2"))
    assert said in flow_words(replace(review, flow=lambda: found))


def test_what_is_not_reported_is_no_number():
    words = flow_words(
        flow(
            duplicates=BoxCount(None, None), screened=BoxCount(None, 70, is_not_reported=True, reason="lost")
        )
    )
    assert "How many were removed as duplicates is not reported." in words
    assert "How many were screened is not reported (the program has 70)" in words
    assert "Screened: not reported (lost)." in words


def test_exclusions_are_by_criterion_in_words():
    words = flow_words(flow(excluded_assessment=BoxCount(3, 3, by={"E1": 2, "no criterion": 1})))
    assert "3 records were excluded at assessment (2 by E1: Not about care; and 1 by no criterion)" in words


def test_a_rule_that_fails_has_both_sides_and_the_difference_as_numbers():
    checks = (
        FlowCheck("screened - excluded_screening = potential", 17, 18, ok=False),
        FlowCheck("included = N", 3, 3, ok=True),
        FlowCheck("duplicates = screened", None, 3, ok=None),
    )
    review = flow(checks, screened=BoxCount(20, 20))
    assert "at 1 place" in flow_words(review)
    assert (
        "Records screened − records excluded = reports sought for retrieval: 17 against 18, a difference of 1."
        in flow_words(review)
    )
    numbers = {
        part.text
        for block in report_of(review).blocks
        for part in parts_of(block)
        if isinstance(part, Number)
    }
    assert {"17", "18"} <= numbers


def test_a_review_without_any_flow_leaves_a_gap():
    assert "[How many records were identified" in flow_words(SMALL)


def test_a_passage_that_was_coded_twice_is_one():
    codings = (
        coding("c1", "r1", "T1"),
        coding("c2", "r1", "RA", reviewer="Ben"),
        coding("c3", "r1", "T1", start=30, end=42),
    )
    assert passages_of(codings) == 2
    review = replace(SMALL, codings=lambda: codings)
    assert "2 passages of 1 included document were coded, in 3 codings, by" in section(
        report_of(review), "methods-coding"
    )


def acts(*responses):
    return use([SuggestedCode("T1", response, "r1", "Ada", "2026-11-03T12:00:00Z") for response in responses])


def test_how_reviewers_used_suggestions_is_counted():
    review = replace(
        SMALL,
        suggestion_use=lambda: acts(Response.ACCEPTED, Response.REJECTED, Response.REJECTED, Response.MISSED),
    )
    words = section(report_of(review), "methods-suggestions")
    assert "Of suggested codes, 1 was accepted, 2 were rejected and none were coded by hand" in words
    assert "1 was coded while others were suggested" in words


def test_a_sentence_encoder_is_said_wherever_suggestions_made_with_one_were_accepted():
    accepted = SuggestedCode(
        "T1",
        Response.ACCEPTED,
        "r1",
        "Ada",
        "2026-11-03T12:00:00Z",
        "c1",
        "codes 01234567 (3 codings with sentence vectors)",
    )
    review = replace(SMALL, suggestion_use=lambda: use([accepted]))
    words = section(report_of(review), "methods-suggestions")
    assert "by vectors of a sentence encoder, which was trained elsewhere" in words
    assert "1 suggestion made so was accepted" in words
    assert "sentence encoder" not in section(report_of(SMALL), "methods-suggestions")


def test_how_good_suggestions_were_is_said_only_where_it_was_measured():
    assert "[How good the suggestions were" in section(report_of(SMALL), "methods-suggestions")
    words = section(report_of(SMALL, model_card=card()), "methods-suggestions")
    assert "Codes: recall among the first three 0.80 (0.70 to 0.90) (1,204 passages of 30 documents)" in words
    assert "[How good" not in words
    assert "sentence encoder" not in words
    words = section(report_of(SMALL, model_card=card(WITH_ENCODER)), "methods-suggestions")
    assert (
        "by vectors of the sentence encoder MiniLM (384 dimensions, licence Apache-2.0, SHA-256 cdcd" in words
    )


def test_what_blind_passages_and_sentence_vectors_show_is_in_the_methods():
    words = section(report_of(SMALL, model_card=card(COMPARED)), "methods-suggestions")
    assert (
        "Passages coded without suggestions in sight: average precision of their codes 0.55 (0.47 to 0.63) and share of codes that"
        " would not have been suggested 0.44 (0.33 to 0.55) (34 passages of 9 documents)"
    ) in words
    assert "Codes agree with suggestions more where reviewers saw these" in words
    assert "Sentence vectors: average precision with them 0.70, without them 0.66" in words
    assert "sight" not in section(report_of(SMALL, model_card=card()), "methods-suggestions")


def test_the_model_card_has_results_only_where_they_were_measured():
    def rows(report):
        return next(
            block for block in report.blocks if getattr(block, "key", "") == "table-model-card"
        ).printed.rows

    assert ("Results", "not available", "the suggestions were not measured for this report") in rows(
        report_of(SMALL)
    )
    assert any(row[0] == "Result: codes" for row in rows(report_of(SMALL, model_card=card())))
