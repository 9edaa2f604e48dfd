"""Scores, codes and the reasons for them, as text."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from review.domain import CodeSuggestion
from review.tui.support.plain import plain
from review.tui.support.themes import MUTED


def score_text(score: float, *, calibrated: bool) -> str:
    """A calibrated score as a percentage, any other as a bare number."""
    return f"{score:.0%}" if calibrated else f"{score:.2f}".lstrip("0")


def code_in_short(suggestion: CodeSuggestion, names: Mapping[str, str]) -> Content:
    """A suggested code with its name, if there is one, its score and its strongest rival: ``T5 Information .71 (RB .22)``."""
    name = names.get(suggestion.code, "")
    rivals = " ".join(
        f"{plain(code)} {score_text(score, calibrated=suggestion.calibrated)}"
        for code, score in suggestion.rivals[:1]
    )
    return Content.assemble(
        (plain(suggestion.code), "bold"),
        f" {plain(name)} " if name else " ",
        score_text(suggestion.score, calibrated=suggestion.calibrated),
        (f" ({rivals})" if rivals else "", MUTED),
    )
