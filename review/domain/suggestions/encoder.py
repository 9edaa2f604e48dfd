"""The sentence encoder that was part of an evaluation, for the model card."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from review.domain.wording.meaning import meaning


class UsedEncoder(Struct, frozen=True, kw_only=True):
    """A sentence encoder whose vectors are part of the evidence for codes. It was trained elsewhere, on other texts."""

    name: Annotated[str, meaning("what it is called, such as its folder's name")]
    sha256: Annotated[str, meaning("hash of the model's bytes followed by the tokenizer's")]
    dimensions: Annotated[int, meaning("how many numbers a vector has")]
    licence: Annotated[str, meaning("what its folder says of its licence, or `not given`")]

    @property
    def in_words(self) -> str:
        """Name, dimensions, licence and hash in one line."""
        return f"{self.name}, {self.dimensions} dimensions, licence {self.licence}, SHA-256 {self.sha256}"
