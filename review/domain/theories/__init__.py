"""Theory work: versions of the map, configurations, appraisals, verdicts."""

from __future__ import annotations

MAP_SUBJECT = "theory-map"
"""The subject of every act on the theory map."""
