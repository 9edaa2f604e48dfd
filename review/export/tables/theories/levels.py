"""The columns with levels of appraisal, which several tables have."""

from __future__ import annotations

from review.domain.theories.levels import Levels
from review.export.material import ExportMaterial
from review.export.table import Cell, Column
from review.export.words import BETWEEN, Names


def level_columns(material: ExportMaterial) -> tuple[Column, ...]:
    """A column for each dimension of appraisal."""
    return tuple(Column(one.id, one.name) for one in material.theory_map.appraisal_dimensions)


def level_cells(material: ExportMaterial, levels: Levels, *, worded: bool = False) -> tuple[Cell, ...]:
    """The cells below these columns: a level, or those of reviewers who differ; as people read them where `worded`."""
    names = material.words[Names.LEVEL] if worded else {}
    return tuple(
        BETWEEN.join(names.get(level, level) for level in levels.get(one.id, ())) or None
        for one in material.theory_map.appraisal_dimensions
    )
