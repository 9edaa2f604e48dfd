"""Roman numbers."""

from __future__ import annotations

_DIGITS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LARGEST = 3999
"""The largest number that has roman digits."""


def to_roman(number: int) -> str:
    """A number from 1 to 3999 in lower-case roman digits."""
    digits = ""
    for value, digit in _DIGITS:
        count, number = divmod(number, value)
        digits += digit * count
    return digits


def from_roman(digits: str) -> int:
    """The value of a roman number in either case, or 0 if it is not one."""
    value, rest = 0, digits.lower()
    for worth, digit in _DIGITS:
        while rest.startswith(digit):
            value, rest = value + worth, rest.removeprefix(digit)
    return value if not rest and to_roman(value) == digits.lower() else 0
