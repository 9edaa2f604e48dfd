"""The version is the same wherever it is named."""

import re

from review.version import __version__
from tests.docs.pages import ROOT

CITATION = (ROOT / "CITATION.cff").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_changelog_and_the_citation_have_the_version_and_its_day():
    version, day = re.findall(r"^## ([0-9.]+) \(([0-9-]+)\)$", CHANGELOG, re.MULTILINE)[0]
    assert version == __version__
    assert f"\nversion: {version}\ndate-released: {day}\n" in CITATION


def test_the_wheel_that_the_readme_names_is_of_this_version():
    named = re.findall(r"realist_review-([0-9.]+)-py3", (ROOT / "README.md").read_text("utf-8"))
    assert set(named) == {__version__}
