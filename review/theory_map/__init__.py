"""The theory map of a review: its values, and how it is read, checked, compared, changed and written.

This package exports the values; ``reading``, ``changes``, ``writing`` and ``schema`` are imported where they are used,
because they load pydantic and PyYAML.
"""

from review.theory_map.keys import RESERVED_KEYS
from review.theory_map.theory_work import ConfigurationRole, Dimension
from review.theory_map.values import (
    Code,
    Criterion,
    Facet,
    SourceType,
    Stage,
    Subtheme,
    TheoryMap,
    UnguidedShares,
    from_plain,
)

__all__ = [
    "RESERVED_KEYS",
    "Code",
    "ConfigurationRole",
    "Criterion",
    "Dimension",
    "Facet",
    "SourceType",
    "Stage",
    "Subtheme",
    "TheoryMap",
    "UnguidedShares",
    "from_plain",
]
