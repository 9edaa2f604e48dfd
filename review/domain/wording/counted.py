"""Numbers with nouns."""


def counted(number: int, noun: str) -> str:
    """A number with its noun in singular or plural: ``1 page``, ``2 pages``, ``1,000 records``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
