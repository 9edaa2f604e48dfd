"""Sections of the report that are not about one theory and whose prose is written at the desk, too."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: Mapping[str, str] = {
    "introduction": "Introduction",
    "findings": "Findings across theories",
    "discussion": "Discussion",
    "limitations": "Strengths and limitations",
    "conclusions": "Conclusions",
}
"""By the id under which their prose is kept: the name as people read it. A code of the map with the same id comes first."""
