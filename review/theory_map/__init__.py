"""The codebook of a review: theories, rival framings, criteria, source types; read, checked, compared, changed.

The values are here; ``reading``, ``changes``, ``writing`` and ``schema`` are imported where they are used, because
they load pydantic and PyYAML.
"""

from review.theory_map.keys import RESERVED_KEYS
from review.theory_map.values import (
    Code,
    Criterion,
    Facet,
    SourceType,
    Stage,
    Subtheme,
    TheoryMap,
    UnswayedShares,
    from_plain,
)

__all__ = [
    "RESERVED_KEYS",
    "Code",
    "Criterion",
    "Facet",
    "SourceType",
    "Stage",
    "Subtheme",
    "TheoryMap",
    "UnswayedShares",
    "from_plain",
]
