"""Methods: how relevant, rich and rigorous documents were found, and what the levels mean."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.theories.appraisal import Level
from review.domain.theories.levels import REVIEW
from review.domain.wording.counted import was
from review.domain.wording.named import named
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import counted, items, listed, said, sentence, strong


def appraising(draft: Draft) -> Iterator[Block]:
    """Who appraised how many documents for what, and the dimensions with the meaning of their levels."""
    material = draft.material
    yield Heading(2, "Appraisal of documents", "methods-appraisal")
    found = [one for one in material.appraisals() if one.record in material.included]
    if not found:
        yield said(
            sentence("No included document was appraised in the program"),
            [Gap("How relevance, richness and rigour were judged, and by whom.")],
        )
        return
    records, names = {one.record for one in found}, sorted({one.reviewer for one in found})
    yield said(
        sentence(
            counted(len(records), "included document", "appraised"),
            f" {was(len(records))} appraised by ",
            counted(len(names), "reviewer", "reviewers who appraised"),
            f" ({', '.join(names)}), ",
            listed(list(_targets({one.target for one in found}, draft))),
            draft.see("appraisal"),
        ),
        sentence("A low level excluded no document"),
        sentence("The dimensions and their levels:"),
    )
    yield items(
        [
            strong(f"{dimension.name}. "),
            "; ".join(
                f"{named(level).capitalize()}: {meaning}"
                for level in Level
                if (meaning := dimension.levels.get(level, "").rstrip("."))
            ),
        ]
        for dimension in material.theory_map.appraisal_dimensions
    )
    yield said([Gap("How differences between reviewers were dealt with, and what the levels were used for.")])


def _targets(targets: set[str], draft: Draft) -> Iterator[str]:
    """What documents were appraised for."""
    if REVIEW in targets:
        yield "for the review as a whole"
    if targets & draft.material.theory_map.code_names.keys():
        yield "for the theories that they speak to"
    if targets & draft.material.label_of.keys():
        yield "for the configurations that use them"
