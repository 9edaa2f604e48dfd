"""Acts on what is written up: the prose of the desk, and what a text cites under each theory."""

from __future__ import annotations

from review.acts.act import Act, Names
from review.domain.writing.prose import length
from review.domain.writing.sections import SECTIONS


class WriteProse(Act, frozen=True, kw_only=True, tag="write-prose"):
    """The prose on a code, or in a section of the report, became this text (Markdown; empty: it was cleared).

    `follows` are the events of the versions that it replaces: all that its maker knew. Versions that it does not name were
    written apart and stay.
    """

    about = "prose:{event}"
    undoable = True
    has_floats = False
    noun = "prose"
    code: str
    text: str
    follows: tuple[str, ...]

    @property
    def detail(self) -> str:
        """How long it is."""
        return length(self.text)

    def in_words(self, names: Names) -> str:
        """On what, and how long: ``prose on T3 Demand (412 words)``."""
        return f"prose on {SECTIONS.get(self.code) or names.code(self.code)} ({self.detail})"


class CiteText(Act, frozen=True, kw_only=True, tag="cite-text"):
    """A text was checked for citations: `under` has the records that it cites under each theory.

    `name` and `sha256` are those of its file. The last text that was checked counts.
    """

    about = "cited-text:{event}"
    undoable = True
    has_floats = False
    noun = "citations"
    name: str
    sha256: str
    under: dict[str, tuple[str, ...]]

    def in_words(self, names: Names) -> str:
        """Of which text: ``citations in findings.docx (T1 11, T3 15)``."""
        del names
        counts = ", ".join(f"{code} {len(records)}" for code, records in self.under.items())
        return f"{self.noun} in {self.name} ({counts or 'none under a theory'})"
