"""Make the demonstration's PDFs from the texts beside this script: ``python docs/demonstration/make_corpus.py corpus``.

The files come out the same, byte for byte, however often it runs (with the same versions of reportlab, Pillow and pikepdf).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from articles import typeset_article
from pages import Numbering
from pieces import typeset_piece
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reports import typeset_report
from sources import Source, read_source

TYPESETTERS = {"article": typeset_article, "report": typeset_report, "plain": typeset_piece}
TEXTS = Path(__file__).parent / "texts"
DUPLICATE = ("lantern-minds-2015-whose-choice", "whose-choice (copy for team)")
PASSWORD = "demonstration"  # noqa: S105 - meant to be known; the file shows how a protected one is reported


def make_corpus(folder: Path) -> list[Path]:
    """Write every PDF of the demonstration into `folder`, which is made where missing, and return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [_make(read_source(text), folder) for text in sorted(TEXTS.glob("*.md"))]
    original, copy = (folder / f"{name}.pdf" for name in DUPLICATE)
    shutil.copyfile(original, copy)
    return sorted([*paths, copy])


def _make(source: Source, folder: Path) -> Path:
    path = folder / f"{source.name}.pdf"
    with TemporaryDirectory() as scratch:
        typeset_path = Path(scratch) / "typeset.pdf"
        numbering = TYPESETTERS[source.about["layout"]](source, typeset_path)
        if source.about.get("scanned"):
            _scan(typeset_path, scanned := Path(scratch) / "scanned.pdf")
            typeset_path = scanned
        _finish(source, numbering, typeset_path, path)
    return path


def _scan(original: Path, scanned: Path) -> None:
    """Photograph the pages, a little askew, so that only an image of the text is left."""
    canvas = Canvas(str(scanned), pagesize=A4, invariant=1)
    width, height = A4
    with pypdfium2.PdfDocument(original) as document:
        for page in document:
            image = page.render(scale=2.2).to_pil().convert("L")
            askew = image.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255)
            black_and_white = askew.point(lambda grey: 255 * (grey > 175)).convert("1")
            canvas.drawInlineImage(black_and_white, 0, 0, width, height)
            canvas.showPage()
    canvas.save()


def _finish(source: Source, numbering: Numbering, typeset_path: Path, path: Path) -> None:
    """Add what the file says about itself: metadata (none, good or junk), page labels, a password."""
    about = source.about
    with pikepdf.open(typeset_path) as pdf:
        pages = len(pdf.pages)
        if "pages" in about and about["pages"] != pages:
            raise SystemExit(f"{source.name}: its text fills {pages} pages, its YAML says {about['pages']}")
        del pdf.trailer["/Info"]
        for key, value in about.get("info", {}).items():
            pdf.docinfo[f"/{key}"] = value
        if xmp := about.get("xmp"):
            with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata.update(xmp)
        if about.get("page_labels", True):
            pdf.Root.PageLabels = _page_labels(numbering)
        if about.get("protected"):
            # The older cipher alone has no random part, so that the file comes out the same again.
            lock = pikepdf.Encryption(owner=PASSWORD, user=PASSWORD, R=3, aes=False, metadata=False)
            pdf.save(path, encryption=lock, static_id=True)
        else:
            pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _page_labels(numbering: Numbering) -> pikepdf.Dictionary:
    arabic = pikepdf.Dictionary(S=pikepdf.Name.D, St=numbering.first)
    if not numbering.front_pages:
        return pikepdf.Dictionary(Nums=[0, arabic])
    return pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r), numbering.front_pages, arabic])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python docs/demonstration/make_corpus.py FOLDER")
    for made in make_corpus(Path(sys.argv[1])):
        print(f"{made.stat().st_size:8,} {made}")
