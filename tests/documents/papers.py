"""PDFs made for tests: small real files with two columns, heads, labels, notes."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SENTENCES = (
    "Commissioners in the three councils described the market as something that had to be grown rather than found.",
    "Small providers told us that contracts were short and that every renewal threatened the staff they had trained.",
    "People who held a personal budget chose peers over agencies when both were offered at the same price.",
    "Where advice was missing, choice narrowed to the one provider that answered the telephone on that day.",
    "The councils that met providers every month knew of closures before they happened and could move people in time.",
    "Quality was judged by visits and complaints, hardly ever by what people said about their own lives.",
)


def wrapped(text: str, characters: int) -> list[str]:
    """Lines of at most that many characters."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > characters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


class Paper:
    """A PDF in the making; `write` draws lines downward from a point and returns the height where they end."""

    def __init__(self, path: Path, **options: object) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, **options)

    def write(
        self,
        lines: Sequence[str],
        x: float = 60,
        y: float = HEIGHT - 100,
        *,
        size: float = 10,
        font: str = "Helvetica",
        leading: float = 12,
    ) -> float:
        self.canvas.setFont(font, size)
        for line in lines:
            self.canvas.drawString(x, y, line)
            y -= leading
        return y

    def margins(self, head: str = "", foot: str = "") -> None:
        """A running head and a footer."""
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(60, HEIGHT - 40, head)
        self.canvas.drawCentredString(WIDTH / 2, 30, foot)

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path
