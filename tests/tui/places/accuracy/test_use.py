"""What the Accuracy place says of how suggestions are used."""

from review.domain.suggestions.use import Response, SuggestedCode, use
from review.tui.places.accuracy.use import use_page


def test_use_counts_accepted_suggestions_and_the_codes_that_are_left_out():
    def act(code: str, response: Response) -> SuggestedCode:
        return SuggestedCode(code, response, "r", "A", "2026-11-21T10:00:00+00:00")

    acts = [act("T1", Response.REJECTED)] * 5 + [act("T1", Response.AGREED), act("T2", Response.UNKNOWN)]
    missed = use_page(use([*acts, act("T1", Response.MISSED)])).text.plain
    assert "that they answered; 1 of 2 codes that they added had not been suggested." in missed
    text = use_page(use(acts)).text.plain
    assert "had not been suggested" not in text
    assert "6 suggestions answered: 0 accepted, 1 coded by hand, 5 rejected." in text
    assert "For 1 more code it is not known what was suggested." in text
    assert "T2" not in text


def test_use_is_drawn_in_shares_so_that_the_last_documents_can_be_compared():
    def act(document: int, response: Response) -> SuggestedCode:
        return SuggestedCode("T1", response, f"r{document}", "A", "2026-11-21T10:00:00+00:00")

    acts = [act(n, Response.ACCEPTED if n % 2 else Response.REJECTED) for n in range(20)]
    acts += [act(20, Response.ACCEPTED), act(21, Response.MISSED), act(22, Response.UNKNOWN)]
    curves = use_page(use(acts)).drawing.curves
    assert [curve.name for curve in curves] == ["agreed with", "rejected", "missed"]
    accepted, rejected, missed = (curve.points for curve in curves)
    assert accepted == ((20, 0.5), (40, 0.5))
    assert rejected == ((20, 0.5), (40, 0))
    assert missed == ((20, 0), (40, 0.5))
