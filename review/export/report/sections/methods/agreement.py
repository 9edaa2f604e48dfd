"""Methods: where reviewers who decided on the same records differed, what that changed, and how far they agreed."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.team.agreement import Figure, Kappa, StageAgreement
from review.domain.wording.counted import was
from review.export.report.blocks import Number
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, sentence

_KAPPAS = {Kappa.COHEN: "Cohen's kappa", Kappa.FLEISS: "Fleiss' kappa"}


def agreement(draft: Draft, stage: str) -> Part:
    """What disagreements at a stage changed, and the figures of agreement; nothing where no two decided on a record."""
    found = next((one for one in draft.material.stage_agreement() if one.stage == stage), None)
    if found is None:
        return ""
    figures = found.figures
    many = counted(figures.n, "record", f"compared at {stage}")
    compared = sentence("On the ", many, " that two or more decided on, ", listed(list(_figures(found))))
    return (*_changed(found), compared, " ", _how(found))


def _changed(found: StageAgreement) -> Iterator[Part]:
    """Which criteria were changed because reviewers differed."""
    criteria = sorted({tie.criterion for one in found.disagreements for tie in one.criteria_changed})
    if criteria:
        nouns = counted(len(criteria), "criterion", f"criteria changed at {found.stage}", "criteria")
        yield sentence("Because of that, ", nouns, f" {was(len(criteria))} changed: ", ", ".join(criteria))
        yield " "


def _figures(found: StageAgreement) -> Iterator[Part]:
    figures, stage = found.figures, found.stage
    name = _KAPPAS[figures.kappa_of]
    share = Number(_shown(figures.per_cent, 1, " per cent"), f"per cent agreement at {stage}")
    if figures.kappa_of is Kappa.COHEN:
        yield share, " of pairs of decisions were the same"
    else:  # records with more reviewers have more pairs, and count as much as others
        yield "on average ", share, " of the pairs of decisions on a record were the same"
    for what, figure in ((name, figures.kappa), ("Krippendorff's alpha", figures.alpha)):
        if figure.value is None:
            yield f"{what} is not computed ({figure.reason})"
        else:
            yield f"{what} was ", Number(_shown(figure), f"{what} at {stage}")


def _shown(figure: Figure, digits: int = 2, unit: str = "") -> str:
    """A figure with its interval: ``0.78 (0.55 to 0.93)``, ``75.0 per cent (25.0 to 100.0)``."""
    if figure.interval is None:
        return f"{figure.value:z.{digits}f}{unit}"
    low, high = figure.interval
    return f"{figure.value:z.{digits}f}{unit} ({low:z.{digits}f} to {high:z.{digits}f})"


def _how(found: StageAgreement) -> Part:
    """How the figures were made, as far as it is not the same in every review."""
    seen, imported = found.seen_before, found.imported
    begins = "Intervals are 95 % bootstrap intervals over records; "
    if not seen and not imported:
        return sentence(begins, "decisions count as they were made before others' could be seen")
    return (
        sentence(begins, "each reviewer's decision counts as it was when enough had decided on the record"),
        (" ", _seen(found)) if seen else "",
        (" ", _imported(found)) if imported else "",
    )


def _seen(found: StageAgreement) -> Part:
    many = counted(found.seen_before, "record", f"seen before at {found.stage}")
    count = "it counts" if found.seen_before == 1 else "they count"
    return sentence(
        "On ",
        many,
        f" somebody decided later and may have seen another's decision; {count} in these figures, too",
    )


def _imported(found: StageAgreement) -> Part:
    many = counted(found.imported, "record", f"compared with imported decisions at {found.stage}")
    return sentence(
        "On ",
        many,
        " a decision was made elsewhere and imported, and whether its maker had seen another's is not known",
    )
