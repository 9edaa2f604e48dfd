"""A file is known as this program's until somebody changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.sandbox.sealed import is_sealed, sealed


@pytest.mark.parametrize("pieces", [[], [b"%PDF-1.7 ", b"", b"%%EOF\n"]])
def test_a_file_is_sealed_until_it_is_changed(tmp_path: Path, pieces: list[bytes]) -> None:
    whole = b"".join(sealed(pieces))
    path = tmp_path / "copy.pdf"
    path.write_bytes(whole)
    assert is_sealed(path)
    for changed in (whole + b"\n", whole[:-1], b"x" + whole[1:], b"x" + whole, b"", b"mine"):
        path.write_bytes(changed)
        assert not is_sealed(path)


def test_what_cannot_be_read_is_not_sealed(tmp_path: Path) -> None:
    assert not is_sealed(tmp_path / "none.pdf")
    assert not is_sealed(tmp_path)
