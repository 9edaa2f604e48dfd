"""What every figure is: values with a caption and a description in words, shown as text or drawn on sheets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.export.figures.sheet import Sheet

NewSheet = Callable[[], "Sheet"]
"""Makes an empty sheet for the file that is written."""


class Picture(ABC):
    """A figure of a review at one moment, as values; matplotlib is loaded only when it is drawn."""

    @property
    @abstractmethod
    def caption(self) -> str:
        """What it shows, as a report has it below the figure, without number and full stop."""

    @property
    @abstractmethod
    def alternative(self) -> str:
        """What is to be seen, in sentences, for those who cannot see it."""

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Whether the review has nothing to show in it yet."""

    @property
    def note(self) -> str:
        """What readers must know to read it, in sentences."""
        return ""

    @abstractmethod
    def text(self, width: int) -> str:
        """The figure in characters, for a terminal that is `width` characters wide."""

    @abstractmethod
    def draw(self, new: NewSheet) -> Sequence[Sheet]:
        """The figure on sheets, several if it is higher than a page."""
