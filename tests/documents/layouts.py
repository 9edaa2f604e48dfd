"""Pages of lines for tests of layout, without files."""

from collections.abc import Sequence

from review.documents.layout.lines import Line, PageLines

WIDTH, HEIGHT = 595.0, 842.0


def lines(
    texts: Sequence[str],
    *,
    left: float = 60,
    top: float = 700,
    size: float = 10,
    leading: float = 12,
    font: str = "Serif",
    indents: Sequence[float] = (),
) -> list[Line]:
    """Lines one below the other, each character half as wide as the type is high; a not sign at the end means a hyphen."""
    found = []
    for number, text in enumerate(texts):
        start = left + (indents[number] if number < len(indents) else 0)
        drawn = text.removesuffix("\u00ac")
        found.append(
            Line(
                1000 * number + int(left + top),
                drawn,
                start,
                start + 0.5 * size * len(drawn),
                top - number * leading,
                size,
                font,
                font,
                hyphen=drawn != text,
            )
        )
    return found


def page(number: int, *groups: Sequence[Line], label: str = "") -> PageLines:
    """A page of lines in the order of drawing."""
    return PageLines(number, WIDTH, HEIGHT, label, tuple(line for group in groups for line in group))
