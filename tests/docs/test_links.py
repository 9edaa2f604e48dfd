"""Links between the pages lead somewhere, and the page of recipes lists all that it has, by what people want."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT

PAGES = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("[er]*/*.md")]
HOW_TO = DOCS / "how-to.md"


def text_of(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchor(heading: str) -> str:
    """What a link to a heading ends in, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> list[str]:
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return [*map(anchor, headings), *re.findall(r'<a id="(.+?)">', text_of(page))]


def broken(page: Path) -> Iterator[str]:
    """The links of a page to a file or heading that is not there."""
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if link.startswith(("https:", "http:", "mailto:")):
            continue
        name, _, heading = link.partition("#")
        to = page.parent / name if name else page
        if not to.exists() or (heading and to.suffix == ".md" and heading not in anchors(to)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(broken(page)) == []


def test_every_recipe_is_listed_once() -> None:
    listed = re.findall(r"^- \[(.+)\]\(#.+\)$", text_of(HOW_TO), re.MULTILINE)
    assert sorted(listed) == sorted(re.findall(r"^## (.+)$", text_of(HOW_TO), re.MULTILINE))
