"""Numbers with their noun."""


def counted(number: int, noun: str) -> str:
    """A number with its noun in the form that goes with it: ``1 page``, ``2 pages``, ``1,000 records``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
