"""The styles of the screen, parsed once for each theme."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class ThemedStylesheet(Stylesheet):
    """A stylesheet that keeps what it parsed until its variables change, as with another theme.

    Textual sets the variables and parses all sources again whenever a place first opens, though mostly only its own
    styles are new.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed_with = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these variables; what was parsed with others is forgotten."""
        if variables != self._parsed_with:
            super().set_variables(variables)
            self._parsed_with = variables

    def reparse(self) -> None:
        """Parse what is new."""
        self.parse()
