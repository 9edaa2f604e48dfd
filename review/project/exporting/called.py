"""What people call exports, and what to say of a name that none has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from review.domain.wording.unknown import folded, unknown_name

CALLED: Mapping[str, Sequence[str]] = {
    "flow": ("figure-flow", "prisma"),
    "flowchart": ("figure-flow",),
    "diagram": ("figure-flow", "figure-cmoc"),
    "map": ("figure-map",),
    "theory-map": ("figure-map", "codebook"),
    "heat-map": ("figure-heat",),
    "chains": ("figure-cmoc",),
    "years": ("figure-years",),
    "table-1": ("source-types",),
    "included": ("characteristics",),
    "quotations": ("evidence",),
    "quotes": ("evidence",),
    "passages": ("evidence",),
    "codings": ("evidence",),
    "codes": ("codebook",),
    "configurations": ("cmocs", "cmoc-sources"),
    "searches": ("search-log", "search-rounds"),
    "history": ("theory-changes",),
    "kappa": ("agreement",),
    "conflicts": ("disagreements",),
    "comments": ("memos",),
    "bibliography": ("references",),
    "ris": ("references",),
    "pdfs": ("annotated",),
    "highlights": ("annotated",),
    "verdicts": ("synthesis",),
}
"""What people call exports that have another name."""


def unknown_export(name: str, known: Collection[str]) -> str:
    """Names what was probably meant: what it is called otherwise, or has the name as a part of its own."""
    called = {folded(one): names for one, names in CALLED.items()}
    meant = [one for one in called.get(folded(name), ()) if one in known]
    meant = meant or [one for one in known if folded(name) in map(folded, one.split("-"))]
    if folded(name) in ("qdpx", "nvivo", "refiqda"):
        return f"Unknown export '{name}'. `review exchange export` writes coded projects for other programs"
    if not meant:
        return unknown_name("export", name, known)
    said = " or ".join(f"'{one}'" for one in meant)
    return f"Unknown export '{name}'. Did you mean {said}?"
