"""Results: the theory map as it is now, and how it came to be so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.domain.wording.counted import was
from review.export.material import ExportMaterial
from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, listed, said, sentence


def theory_map(draft: Draft) -> Iterator[Block]:
    """The figure of the map, and which theories were changed, came and went."""
    material = draft.material
    yield Heading(2, "The theory map", "results-theory-map")
    changes = material.theory_work().changes
    versions = {change.version.number for change in changes}
    present = [code.id for code in material.theory_map.codes]
    changed = [
        code for code in present if any(one.code == code and one.before and one.after for one in changes)
    ]
    first = {code.id for code in (material.first_map() or material.theory_map).codes}
    added = [code for code in present if code not in first]
    gone = [_gone(draft, code) for code in gone_codes(material)]
    yield said(
        sentence(
            "The theory map has ",
            counted(len(versions), "version", "versions of the theory map"),
            _counted(changed, "changed on the way", "theories changed")
            if changed
            else "; no theory was changed on the way",
            _counted(added, "added", "theories added") if added else "",
            _counted(gone, "taken out, merged or split", "theories that went") if gone else "",
            draft.see("theory-changes") if changed or gone else "",
        ),
        draft.shown("figure-map", "The map, as it was first and as it is now"),
    )
    yield from draft.figure("figure-map")
    if changed or added or gone:
        yield said([Gap("What the refined map says that the initial one did not.")])


def _counted(codes: Sequence[str], done: str, key: str) -> Part:
    """How many theories something was done to, and which."""
    number = counted(len(codes), "theory or rival framing", key, "theories and rival framings")
    return ("; ", number, f" {was(len(codes))} {done}: ", listed(codes))


def _gone(draft: Draft, code: str) -> str:
    """A theory that is not in the map any more, with what it is in now."""
    now = draft.material.theory_map.present(code)
    return f"{code} (now in {now})" if now != code else code


def gone_codes(material: ExportMaterial) -> list[str]:
    """The theories and rival framings that were in the map and are not any more, in the order in which they went."""
    theory_map, first = material.theory_map, material.first_map()
    theories = {code.id for of in (theory_map, first) if of for code in of.codes}
    went = dict.fromkeys(one.code for one in material.theory_work().changes if one.before and not one.after)
    there = theory_map.code_names
    return [code for code in went if code not in there and {code, theory_map.present(code)} & theories]
