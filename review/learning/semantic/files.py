"""The two files of an encoder, and whether what runs them is installed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from review.errors import EncoderError, ReadingError
from review.extras import how_to_add
from review.sandbox.regular_file import check_named, open_regular

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"

LARGEST_MODEL = 1_000_000_000
"""The largest model in bytes; common encoders have 20 to 500 MB."""

LARGEST_TOKENIZER = 40_000_000
"""The largest tokenizer in bytes; one of a hundred languages has 17 MB."""

MOST_DIMENSIONS = 4096
"""The longest vector."""

_PART = 1 << 20

CHANGED = "it has changed since it was chosen; choose it again with `review semantic use`"

LACK = f"sentence vectors are not installed; install them with: {how_to_add('semantic')}"


@dataclass(frozen=True)
class EncoderFiles:
    """Where an encoder's files are."""

    model: Path
    tokenizer: Path

    @classmethod
    def in_folder(cls, folder: Path) -> EncoderFiles:
        """The files of an encoder in a folder, under their usual names; they may be missing."""
        return cls(folder / MODEL, folder / TOKENIZER)

    def check(self) -> None:
        """Check that the extra is installed, and that both files are there and of a usual size.

        Raises:
            EncoderError: one of these is not so.
        """
        if not installed():
            raise EncoderError(LACK)
        try:
            check_named(self.model, LARGEST_MODEL)
            check_named(self.tokenizer, LARGEST_TOKENIZER)
        except ReadingError as error:
            raise EncoderError(str(error)) from error

    def problem(self, sha256: str) -> str:
        """Why an encoder with this hash cannot be opened, as far as that shows without opening it: one line, or nothing."""
        digest = hashlib.sha256()
        try:
            self.check()
            for path in (self.model, self.tokenizer):
                with open_regular(path) as file:
                    while part := file.read(_PART):
                        digest.update(part)
        except (EncoderError, OSError) as error:
            return str(error)
        return "" if digest.hexdigest() == sha256 else f"{self.model}: {CHANGED}"


def installed() -> bool:
    """Whether the extra is installed; nothing of it is imported."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
