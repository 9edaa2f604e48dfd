"""The theory map of a review: its values, and how it is read, checked, compared, changed and written.

This package exports the values; ``reading``, ``differences``, ``changes``, ``writing`` and ``schema`` are imported where they are used,
because they load pydantic and PyYAML.
"""

from review.theory_map.theory_work import Dimension
from review.theory_map.values import (
    Code,
    Criterion,
    Facet,
    Stage,
    Subtheme,
    TheoryMap,
    UnguidedShares,
    from_plain,
)

__all__ = [
    "Code",
    "Criterion",
    "Dimension",
    "Facet",
    "Stage",
    "Subtheme",
    "TheoryMap",
    "UnguidedShares",
    "from_plain",
]
