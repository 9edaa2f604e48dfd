"""Results: the theory map as it is now, and how it came to be so."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.wording.counted import was
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import counted, listed, said, sentence


def theory_map(draft: Draft) -> Iterator[Block]:
    """The figure of the map, and how often which theories were changed."""
    material = draft.material
    yield Heading(2, "The theory map", "results-theory-map")
    changes = material.theory_work().changes
    versions = {change.version.number for change in changes}
    changed = [
        code.id
        for code in material.theory_map.codes
        if any(change.code == code.id and change.before and change.after for change in changes)
    ]
    refined = len(changed)
    yield said(
        sentence(
            "The theory map has ",
            counted(len(versions), "version", "versions of the theory map"),
            (
                "; ",
                counted(
                    refined, "theory or rival framing", "theories changed", "theories and rival framings"
                ),
                f" {was(refined)} changed on the way: ",
                listed(changed),
            )
            if changed
            else "; no theory was changed on the way",
            draft.see("theory-changes") if changed else "",
        ),
        draft.shown("figure-map", "The map"),
    )
    yield from draft.figure("figure-map")
    if changed:
        yield said([Gap("What the refined map says that the initial one did not.")])
