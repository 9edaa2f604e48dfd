"""The model's suggestions about a record, and the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from review.domain import CodeSuggestion, QueueItem, SourceTypeSuggestion, Terms
from review.tui.support.plain import plain
from review.tui.widgets.clipped import Clipped
from review.tui.widgets.terms import TermLinks, term_link


def because(terms: Terms, most: int = 5) -> Content:
    """The strongest terms with their directions; a click posts `TermClicked`."""
    return Content(" ").join(
        Content.assemble(
            (("+" if weight >= 0 else "−"), "$text-success" if weight >= 0 else "$text-error"),
            term_link(term),
        )
        for term, weight in terms[:most]
    )


def score_text(score: float, *, calibrated: bool) -> str:
    """A calibrated score as a percentage, any other as a bare number."""
    return f"{score:.0%}" if calibrated else f"{score:.2f}".lstrip("0")


def with_calibration(lines: Sequence[Content], *, calibrated: bool) -> list[Content]:
    """The lines that are not empty; a remark follows unless all scores are calibrated."""
    shown = [line for line in lines if line.plain]
    if shown and not calibrated:
        shown[-1] += Content.styled("  (scores without % are not probabilities yet)", "$foreground-muted")
    return shown


def relevance(item: QueueItem | None, model: str, *, calibrated: bool) -> Content:
    """How relevant the record is for the model, with reasons, or why there is no answer."""
    if item is None:
        missing = (
            "No suggestion for this record." if model else "No suggestions yet; records in the order added."
        )
        return Content.styled(missing, "$foreground-muted")
    if item.by_lot:
        return Content.styled(
            "Chosen at random, not by its score, to avoid bias.",
            "$foreground-muted",
        )
    return Content.assemble(
        ("Relevance ", "$foreground-muted"),
        (score_text(item.score, calibrated=calibrated), "bold"),
        ("  because ", "$foreground-muted"),
        because(item.terms),
    )


def codes(suggested: Sequence[CodeSuggestion], names: Mapping[str, str], most: int = 3) -> Content:
    """The theories that the record probably bears on, with the scores of their rivals."""
    if not suggested:
        return Content("")
    parts = []
    for suggestion in suggested[:most]:
        rivals = " ".join(
            f"{plain(code)} {score_text(score, calibrated=suggestion.calibrated)}"
            for code, score in suggestion.rivals[:1]
        )
        parts.append(
            Content.assemble(
                (plain(suggestion.code), "bold"),
                f" {plain(names.get(suggestion.code, ''))} ",
                score_text(suggestion.score, calibrated=suggestion.calibrated),
                (f" (rival {rivals})" if rivals else "", "$foreground-muted"),
            )
        )
    return Content.assemble(("Bears on ", "$foreground-muted"), Content(" · ").join(parts))


def source_type(suggested: Sequence[SourceTypeSuggestion], names: Mapping[str, str]) -> Content:
    """The most likely source type."""
    if not suggested:
        return Content("")
    best = suggested[0]
    name = plain(names.get(best.source_type, best.source_type))
    return Content.assemble(
        ("Source type ", "$foreground-muted"),
        f"{name}? {score_text(best.score, calibrated=best.calibrated)}",
        ("  t sets it", "$foreground-muted"),
    )


class SuggestionPanel(Clipped, TermLinks):
    """The suggestions in a few lines, or a line that they come after the decision."""

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines."""
        self.update(Content("\n").join(lines))

    def hide(self) -> None:
        """Show that suggestions come after the decision."""
        self.update(
            Content.styled("Suggestions come after the decision (b shows them before).", "$foreground-muted")
        )
