"""Writing REFI-QDA files from values: valid against the standard's schemas, and the same bytes for the same values."""

from review.exchange.refi.writing.files import write_codebook, write_project

__all__ = ["write_codebook", "write_project"]
