"""A terminal program for realist literature reviews, and for programs: ``from review import Project``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.version import __version__

__all__ = [
    "DecisionKind",
    "EvidenceStatus",
    "Project",
    "ReviewError",
    "Role",
    "Selection",
    "Stance",
    "UnknownNameError",
    "__version__",
]

if TYPE_CHECKING:
    from review.domain.act import DecisionKind, EvidenceStatus, Stance
    from review.domain.listing import Selection
    from review.domain.record import Role
    from review.errors import ReviewError, UnknownNameError
    from review.project.project import Project
else:
    # Nothing is loaded before it is asked for, and type checkers still know every name.
    _HOMES = {
        "DecisionKind": "review.domain.act",
        "EvidenceStatus": "review.domain.act",
        "Project": "review.project.project",
        "ReviewError": "review.errors",
        "Role": "review.domain.record",
        "Selection": "review.domain.listing",
        "Stance": "review.domain.act",
        "UnknownNameError": "review.errors",
    }

    def __getattr__(name: str) -> object:
        """One of the names in `__all__`, from the module that it is in."""
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module 'review' has no attribute '{name}'")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found

    def __dir__() -> list[str]:
        """The names in this module, those that are not loaded yet included."""
        return sorted({*globals(), *__all__})
