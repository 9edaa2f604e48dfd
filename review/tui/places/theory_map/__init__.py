"""The Theory map: theories and rival framings in boxes, with what was coded to each."""

from review.tui.places.theory_map.screen import TheoryMapScreen

__all__ = ["TheoryMapScreen"]
