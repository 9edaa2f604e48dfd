"""Reading what a test writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.reference import Reference
from tests.references.whole_file import ReferenceFile, whole_file

Read = Callable[[str | bytes], ReferenceFile]
ReadOne = Callable[[str | bytes], Reference]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Parses a file with the given content, in this process; its name does not show its format."""

    def read_content(content: str | bytes) -> ReferenceFile:
        path = tmp_path / "references"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return whole_file(path)

    return read_content


@pytest.fixture
def read_one(read: Read) -> ReadOne:
    """Reads a file that must hold one reference and nothing else."""

    def read_reference(content: str | bytes) -> Reference:
        file = read(content)
        assert file.refusals == ()
        [reference] = file.references
        return reference

    return read_reference
