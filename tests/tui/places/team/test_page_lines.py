"""The lines of pages without a list: figures, and where this copy exchanges."""

from __future__ import annotations

from review.domain.team.agreement import CodeAgreement, CrossTable, Figure, Figures, Kappa, Unit
from review.tui.places.team.page_lines import code_lines, copies_lines


def text(lines: list) -> str:
    return "\n".join(line.content.plain for line in lines)


def test_no_figure_is_minus_zero() -> None:
    none = Figure(-0.001, (-0.0049, 0.3))
    figures = Figures(
        Unit.PASSAGE, 4, ("ann", "ben"), Figure(50.0), none, Kappa.COHEN, none, CrossTable((), ())
    )
    said = text(code_lines([("T1", CodeAgreement("T1", figures, figures, ()))], 120))
    assert "alpha 0.00" in said
    assert "-0.00" not in said


def test_the_key_of_exchange_stands_beside_what_it_exchanges_with() -> None:
    said = text(copies_lines((), "/shared", ("Server: in touch.",), 120, key="x", is_beside=True))
    assert said.splitlines()[:3] == [
        "Exchanged last with /shared: x exchanges there again.",
        "Until the program ends, it also goes on exchanging by itself with the server of before.",
        "Server: in touch.",
    ]
    assert "of before" not in text(copies_lines((), "postgresql://here/review", ("Server: in touch.",), 120))
