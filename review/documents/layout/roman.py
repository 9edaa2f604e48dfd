"""Roman numerals."""

_DIGITS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def to_roman(number: int) -> str:
    """A number from 1 to 399 in lower-case roman digits."""
    written = ""
    for value, letters in _DIGITS:
        count, number = divmod(number, value)
        written += count * letters
    return written


def from_roman(digits: str) -> int:
    """The value of a roman number in either case, or 0 if it is not one."""
    value, rest = 0, digits.lower()
    for worth, digit in _DIGITS:
        while rest.startswith(digit):
            value, rest = value + worth, rest.removeprefix(digit)
    return value if not rest and to_roman(value) == digits.lower() else 0
