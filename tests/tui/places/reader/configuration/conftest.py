"""The review that the tests of the configuration line work on."""

from tests.tui.places.reader.conftest import project

__all__ = ["project"]
