"""The reasons of decisions."""

from __future__ import annotations

from collections.abc import Mapping


def explained(overrides: Mapping[str, str], note: str) -> tuple[str, ...]:
    """The overridden criteria, each with its reason (``E5 overridden (about moving to adult services)``), and the note."""
    return (
        *(f"{criterion} overridden ({reason})" for criterion, reason in sorted(overrides.items())),
        *([note] if note else []),
    )
