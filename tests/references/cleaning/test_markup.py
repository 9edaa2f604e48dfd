"""Entities and markup become the text that a reader would see, and signs that are no markup stay."""

from __future__ import annotations

import pytest

from review.references.cleaning.markup import without_markup


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Bed &amp; board", "Bed & board"),
        ("Bed &amp;amp; board", "Bed & board"),
        ("Z&uuml;rich&#8217;s <em>carers</em>", "Zürich’s carers"),
        ("H<sub>2</sub>O and <scp>rna</scp>", "H2O and rna"),
        ("<jats:p>One.</jats:p>", "\nOne.\n"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("p<0.05 and a<b>c", "p<0.05 and ac"),
        ("if x < 5 and y > 3", "if x < 5 and y > 3"),
        ("R&D; P&Q", "R&D; P&Q"),
        ("[bold]as it is[/bold]", "[bold]as it is[/bold]"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
    ],
)
def test_text(written: str, text: str) -> None:
    assert without_markup(written) == text


def test_nested_entities_end() -> None:
    assert len(without_markup("&" + "amp;" * 100_000 + "lt;")) > 0
