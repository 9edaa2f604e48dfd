"""How many screens, and how fast."""

from review.serve.limits import MOST_OPENED, PERIOD, Openings


def test_no_more_than_the_most_at_once() -> None:
    openings = Openings(most=2)
    for _ in range(2):
        assert openings.refusal() == ""
        openings.begun()
    assert openings.refusal() == "2 screens are open, the most allowed. Close another tab, then try again."
    openings.ended()
    assert openings.refusal() == ""


def test_not_too_fast_and_again_after_a_while() -> None:
    time = 1000.0
    openings = Openings(clock=lambda: time)
    for _ in range(MOST_OPENED):
        assert openings.refusal() == ""
        openings.begun()
        openings.ended()
    assert openings.refusal() == "Screens were opened too fast. Wait 30 seconds, then try again."
    time += PERIOD
    assert openings.refusal() == ""
