"""What the model proposes about a record, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from review.domain import CodeSuggestion, QueueItem, SourceTypeSuggestion, Terms
from review.tui.support.plain import plain
from review.tui.widgets.clipped import Clipped


def because(terms: Terms, most: int = 5) -> Content:
    """The strongest terms, each with its direction; a click on one runs the screen's `term` with it."""
    return Content(" ").join(
        Content.assemble(
            (("+" if weight >= 0 else "−"), "$text-success" if weight >= 0 else "$text-error"),
            Content.styled(plain(term), Style.from_meta({"@click": ("screen.term", (term,))})),
        )
        for term, weight in terms[:most]
    )


def score_text(score: float, *, calibrated: bool) -> str:
    """A calibrated score as a probability in per cent, another as the bare number that it is."""
    return f"{score:.0%}" if calibrated else f"{score:.2f}".lstrip("0")


def with_calibration(lines: Sequence[Content], *, calibrated: bool) -> list[Content]:
    """The lines that say something; unless all scores in them are calibrated, the last also says which are not."""
    shown = [line for line in lines if line.plain]
    if shown and not calibrated:
        shown[-1] += Content.styled("  (scores without % are not calibrated yet)", "$foreground-muted")
    return shown


def relevance(item: QueueItem | None, model: str, *, calibrated: bool) -> Content:
    """How relevant the model takes a record to be, with its reasons; where it has not said so (yet), that."""
    if item is None:
        missing = (
            "The model has not ranked this record."
            if model
            else "No answer from the model yet: oldest first."
        )
        return Content.styled(missing, "$foreground-muted")
    if item.by_lot:
        return Content.styled(
            "This record came by lot, whatever its score: a share of the queue does, against bias.",
            "$foreground-muted",
        )
    return Content.assemble(
        ("Relevance ", "$foreground-muted"),
        (score_text(item.score, calibrated=calibrated), "bold"),
        ("  because ", "$foreground-muted"),
        because(item.terms),
    )


def codes(suggested: Sequence[CodeSuggestion], names: Mapping[str, str], most: int = 3) -> Content:
    """The theories that a record seems to bear on, each with its rival's score beside it."""
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
    """The source type that seems most likely."""
    if not suggested:
        return Content("")
    best = suggested[0]
    name = plain(names.get(best.source_type, best.source_type))
    return Content.assemble(
        ("Source type ", "$foreground-muted"),
        f"{name}? {score_text(best.score, calibrated=best.calibrated)}",
        ("  t sets it", "$foreground-muted"),
    )


class SuggestionPanel(Clipped):
    """A few lines of suggestion, or the line that they wait until after the decision."""

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines."""
        self.update(Content("\n").join(lines))

    def hide(self) -> None:
        """Say that suggestions are shown after the decision."""
        self.update(
            Content.styled("Suggestions come after the decision (b shows them before).", "$foreground-muted")
        )
