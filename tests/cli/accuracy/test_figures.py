"""Figures about suggestions, as people read them."""

from __future__ import annotations

import re

from msgspec import to_builtins

from review.cli.accuracy.figures import evaluation_lines
from review.cli.suggestions import suggestion_lines, uncalibrated_scores
from review.domain.suggestions.use import use
from review.learning.evaluation.stopping import stopping
from review.views.evaluation import Evaluation
from review.views.suggestions import Suggested, SuggestedSourceType
from tests.cli.run import Terminal
from tests.export.tables.test_model_card import COMPARED


def lines(terminal: Terminal) -> str:
    return terminal.run("evaluate").out


def test_the_evaluation_fits_a_screen_and_says_what_is_missing(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "include", "--stage", "title-abstract")
    told = lines(terminal)
    assert (
        "Order at title abstract: 1 decision, 1 relevant; not enough included records yet (1 of 10)" in told
    )
    assert (
        "title abstract: 1 of 2 records decided, 1 relevant. Likely left: about 1 relevant, at most 1 (95% confidence)"
        in told
    )
    assert "T1.a           0 labels  not enough labels yet (0 of 10)" in told
    assert "Source types: 0 labels; not enough labels yet (0 of 10)" in told
    assert "scores not calibrated yet" in told
    assert "Blind share: No passages are shown without suggestions" in told
    assert "No sentence vectors: suggestions of codes compare words only" in told
    assert len(told.splitlines()) < 24


def test_responses_to_suggestions_are_reported_for_the_codes_that_were_suggested(
    terminal: Terminal, record: str
) -> None:
    terminal.run("code", record, "T2", "--quote", "The council has a duty")
    terminal.run("reject", record, "T1", "--span", "0", "20")
    told = lines(terminal)
    assert "in use: 0 accepted, 1 rejected, 0 by hand, 0 missed, 1 unknown" in told
    assert "   T1           0 accepted, 1 rejected" in told
    use = terminal.json("evaluate")["use"]
    assert (use["acceptance"], use["by_code"]["T2"]["unknown"]) == (0, 1)


def test_blind_passages_and_sentence_vectors_are_compared_with_the_others() -> None:
    answer = Evaluation.of(COMPARED, {"title-abstract": stopping("title-abstract", [True], 3)}, use([]))
    told = "\n".join(evaluation_lines(answer))
    assert (
        "34 passages coded without suggestions in sight, in 9 documents: average precision 0.55 (0.47 to 0.63), recall@3 0.61"
        in told
    )
    assert "1210 passages coded with suggestions in sight" in told.replace(",", "")
    assert "Difference in average precision 0.15 (0.06 to 0.24). Codes agree with suggestions more" in told
    assert "1,244 passages in 12 documents: average precision 0.70 with, 0.66 without" in told
    plain = to_builtins(answer)
    assert (plain["blind"]["blind"]["recall@3"], plain["blind"]["difference"]) == (0.61, 0.15)
    assert plain["semantic"]["recall@3"]["low"] == 0.02


def test_the_queue_says_what_is_likely_left(terminal: Terminal, record: str) -> None:
    terminal.run("decide", record, "exclude", "--stage", "title-abstract")
    stopping = terminal.json("queue", "--stage", "title-abstract")["stopping"]
    assert (stopping["records"], stopping["read"], stopping["left_at_most"]) == (2, 1, 1)
    assert stopping["recall"] is None
    assert terminal.run("queue").out.rstrip().endswith(stopping["sentence"])


def test_a_suggestion_without_words_that_speak_for_it_gives_no_reason() -> None:
    found = Suggested(
        codes=(),
        source_type=(
            SuggestedSourceType(source_type="empirical", score=0.1, calibrated=False, terms=()),
            SuggestedSourceType(source_type="review", score=0.1, calibrated=True, terms=(("trial", 0.2),)),
        ),
        passages=(),
        model="",
    )
    assert suggestion_lines(found) == ["empirical 0.10", "review 0.10  because: trial"]
    assert uncalibrated_scores(found) == ["Scores of source types are not probabilities yet."]


def test_every_suggested_source_type_says_whether_its_score_is_a_probability(
    terminal: Terminal, record: str
) -> None:
    suggested = terminal.json("suggest", record)
    assert {kind["calibrated"] for kind in suggested["source_type"] + suggested["codes"]} == {False}
    assert terminal.run("suggest", record).out.endswith(
        "Suggestions: learned from the theory map's own words; scores are not probabilities yet\n"
    )
    shown = terminal.run("show", record).out
    assert "\nScores of codes and source types are not probabilities yet.\n" in shown
    assert re.search(r"suggested: T1 0\.\d\d \(rival RA 0\.\d\d\)  because: ", shown)
    assert terminal.json("queue", "--stage", "title-abstract")["calibrated"] is False
