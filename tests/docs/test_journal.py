"""The page on the journal names every kind of act and every table, and its recipe for the hash is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from review.acts import KINDS
from review.journal import projections, schema
from tests.docs.pages import DOCS
from tests.reviews import add_record, new_review

PAGE = (DOCS / "reference" / "journal.md").read_text(encoding="utf-8")
TABLES = [
    *re.findall(r"CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)", "".join(schema.MIGRATIONS)),
    *projections.NAMES,
]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_act_has_a_row(kind: str) -> None:
    assert f"\n| `{kind}` | " in PAGE


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_named(table: str) -> None:
    tables = PAGE.partition("## Tables")[2]
    assert f"`{table}`" in tables


def test_the_recipe_for_the_hash_gives_the_hash(tmp_path: Path) -> None:
    (recipe,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    project = new_review(tmp_path / "review")
    add_record(project, "Märkte")
    for found in project.history.events():
        exported = {
            name: getattr(found, name) for name in ("previous", "replica", "clock", "time", "reviewer")
        }
        shown = exported | {"event": found.hash, "act": dict(found.act)}
        exec("import hashlib, json\n" + recipe, {"event": shown})
    project.close()
