"""The schemas of the standard, which are not part of this program: tests that need them are skipped without them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).parents[3] / "../shared/data/interchange"
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of REFI-QDA are not there")


def faults(path: Path) -> list[str]:
    """What is wrong with a project or codebook by its schema."""
    from lxml import etree

    if path.suffix == ".qdc":
        name, content = "Codebook.xsd", path.read_bytes()
    else:
        with zipfile.ZipFile(path) as archive:
            name, content = "Project.xsd", archive.read("project.qde")
    schema = etree.XMLSchema(etree.parse(SCHEMAS / name))
    schema.validate(etree.fromstring(content))
    return [str(one) for one in schema.error_log]
