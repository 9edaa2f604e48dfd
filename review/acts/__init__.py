"""The acts: each verb as one frozen type, read from and written to the journal's JSON.

To add an act, add a type here, a fold in `review.journal.projections`, a method of a service, its tests, and its line in
docs/reference/journal.md. All types are loaded when the first is asked for, which is after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.acts.every import *  # noqa: F403 - they are listed there
else:

    def __getattr__(name: str) -> object:
        """One of the names in `review.acts.every`."""
        import review.acts.every as every

        if name not in every.__all__:
            raise AttributeError(f"module 'review.acts' has no attribute '{name}'")
        return globals().setdefault(name, getattr(every, name))
