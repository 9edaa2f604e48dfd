"""Which earlier stage a decision is against, and what is said of it."""

from review.domain import Outcome
from review.domain.searches.against_earlier import against_earlier, other_stage_in_words

STAGES = ("title-abstract", "full-text", "theory-map")


def test_a_stage_that_decided_otherwise_goes_before_one_that_has_not_decided():
    outcomes = {"full-text": "exclude", "theory-map": "include"}
    against = against_earlier("0", outcomes, STAGES)
    assert against is not None
    assert (against.before, against.at_before) == ("full-text", Outcome.EXCLUDE)
    assert other_stage_in_words(outcomes, STAGES, "theory-map") == (
        "full text has excluded it: a decision at theory map counts all the same"
    )


def test_else_it_is_the_first_that_has_not_let_the_record_through():
    against = against_earlier("0", {"theory-map": "include"}, STAGES)
    assert against is not None
    assert (against.before, against.at_before) == ("title-abstract", Outcome.NONE)
    assert against_earlier("0", dict.fromkeys(STAGES, "include"), STAGES) is None
