"""The Theory map: theories and rival framings in boxes, with the evidence for each."""

from review.tui.places.theory_map.screen import TheoryMapScreen

__all__ = ["TheoryMapScreen"]
