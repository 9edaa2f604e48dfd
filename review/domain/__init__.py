"""The nouns of a realist review, as immutable values.

Spans are half-open ranges of code points in a document's frozen text. ``page`` is the PDF's page, from 1;
``page_label`` is the page number as printed. Identifiers are lower-case hexadecimal SHA-256 strings.

All nouns are loaded when the first is asked for here. What the first paint needs is imported from its own module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.domain.every import *  # noqa: F403 - they are listed there
else:

    def __getattr__(name: str) -> object:
        """One of the names in `review.domain.every`."""
        import review.domain.every as every

        if name not in every.__all__:
            raise AttributeError(f"module 'review.domain' has no attribute '{name}'")
        return globals().setdefault(name, getattr(every, name))
