"""What a new review begins with."""

from pathlib import Path

THEORY_MAP = Path(__file__).with_name("theory_map.yaml")
"""A short theory map with comments, to be filled in: the file that ``review init`` writes."""
