"""A small folder of real PDFs of every kind, laid out as the large one beside the repository."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from reportlab.pdfbase.ttfonts import TTFont

from tests.documents.papers import HEIGHT, SENTENCES, Paper, wrapped

COLUMN = 48


def make_odd_pdfs(folder: Path) -> Path:
    """Folders named by what is odd in the files in them."""
    for kind in (
        "active_content",
        "corrupt",
        "encrypted",
        "hostile",
        "rotated",
        "scanned",
        "two_column_journal",
        "weird_fonts",
        "zero_or_odd_pages",
    ):
        (folder / kind).mkdir(parents=True)
    article = two_columns(folder / "two_column_journal/article.pdf")
    with pikepdf.open(article) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('opened')")
        pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="calc.exe"))
        pdf.save(folder / "active_content/script.pdf")
    (folder / "corrupt/cut.pdf").write_bytes(article.read_bytes()[:1500])
    (folder / "corrupt/invalid.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (folder / "corrupt/html_saved_as.pdf").write_bytes(b"<html><body>Not found</body></html>")
    for name, user in (("r6-user-password", "secret"), ("r6-owner-password", "")):
        with pikepdf.open(article) as pdf:
            encryption = pikepdf.Encryption(user=user, owner="owner")
            pdf.save(folder / f"encrypted/{name}.pdf", encryption=encryption)
    hostile = Paper(folder / "hostile/title.pdf")
    hostile.canvas.setTitle("Evil \x07[31m[bold]title[/] \u202e of care")
    hostile.write(wrapped(" ".join(SENTENCES), 90))
    hostile.save()
    turned = Paper(folder / "rotated/turned.pdf")
    turned.canvas.setPageRotation(90)
    turned.write(wrapped(" ".join(SENTENCES), 90))
    turned.save()
    scan = Paper(folder / "scanned/scan.pdf")
    scan.canvas.rect(100, 100, 300, 500, fill=1)
    scan.save()
    unmapped_font(folder / "weird_fonts/unmapped.pdf", SENTENCES[2])
    (folder / "zero_or_odd_pages/empty.pdf").touch()
    pikepdf.new().save(folder / "zero_or_odd_pages/none.pdf")
    blank = Paper(folder / "zero_or_odd_pages/blank.pdf")
    blank.next_page()
    blank.save()
    return folder


def two_columns(path: Path) -> Path:
    """An article of two pages with a list of references at its end."""
    paper = Paper(path)
    text = wrapped(" ".join(SENTENCES), COLUMN)
    half = len(text) // 2
    paper.margins("Rahman et al. Care Markets (2016) 12:3", "345")
    paper.write(["How councils shape a market", "for mental-health care"], y=HEIGHT - 80, size=18, leading=21)
    paper.write(["Introduction"], y=HEIGHT - 160, font="Helvetica-Bold", size=12)
    paper.write(text[:half], y=HEIGHT - 180)
    paper.write(text[half:], x=320, y=HEIGHT - 180)
    paper.next_page()
    paper.margins("Rahman et al. Care Markets (2016) 12:3", "346")
    paper.write(["References"], y=HEIGHT - 100, font="Helvetica-Bold", size=12)
    y = HEIGHT - 120
    for entry in REFERENCES:
        y = paper.write(wrapped(entry, 90), y=y) - 4
    return paper.save()


REFERENCES = (
    "Lee, M. and Okoro, C. (2014) Closures of small providers in three fictional towns. Northfold: Care Press.",
    "Okoro, C. (2015) Personal budgets in two towns. In: Lee, M. (ed.) Choice and care. Northfold: University Press.",
    "Smith, J. (2013) What people ask of their council. Journal of Fictional Care Markets, 9(2), 101-119.",
)


def unmapped_font(path: Path, text: str) -> Path:
    """A page whose font says its glyphs' numbers and not which letters they are: only pdfplumber finds those."""
    face = TTFont("Vera", "Vera.ttf").face
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    name = Name("/ABCDEE+Vera")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=32, FontBBox=[-200, -250, 1300, 1000], ItalicAngle=0,
        Ascent=900, Descent=-230, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(Path(face.filename).read_bytes()),
    )  # fmt: skip
    glyphs = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, DW=600, FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(glyphs)],
    )  # fmt: skip
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    shown = "".join(f"{face.charToGlyph[ord(character)]:04x}" for character in text)
    page.Contents = pdf.make_stream(f"BT /F1 8 Tf 40 700 Td <{shown}> Tj ET".encode())
    pdf.save(path)
    return path
