"""The task of a child process that writes highlights into a copy of a PDF; the only module that writes into PDFs.

Pages, their contents and the annotations that are there stay as they are. The same highlights give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BufferedWriter, RawIOBase
from itertools import groupby
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, StreamDecodeLevel, String

from review.exchange.annotated.appearance import Box, around, channels, coloured, lines, strength
from review.exchange.annotated.messages import Annotate, Highlight, Piece
from review.sandbox.messages import CannotReadError, Decoder, Done, Failed, Request, Say

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["do", "read_request"]

read_request: Decoder[Request] = Decoder(Annotate)

_PRINTED = 4
_DIGITS = 2
_CHUNK = 1 << 18
_MOST_FIELDS = 50_000
_CUT_SHORT = "input stream is complete but output may still be valid"
_NO_DIGITS = re.compile(r"\D")


def do(request: Request, say: Say) -> None:
    """Sends a copy of the file with the highlights.

    Raises:
        CannotReadError: it is locked, signed or damaged.
    """
    assert isinstance(request, Annotate)
    try:
        with pikepdf.open(request.path) as pdf:
            if reason := _why_not(pdf):
                say(Failed(reason))
                return
            _annotate(pdf, request.highlights, say)
    except pikepdf.PasswordError as error:
        raise CannotReadError("locked") from error
    except (MemoryError, BrokenPipeError):
        raise
    except Exception as error:
        # Objects of the wrong kind in the wrong place make pikepdf raise all kinds of errors.
        raise CannotReadError("damaged") from error
    say(Done())


def _annotate(pdf: Pdf, highlights: Sequence[Highlight], say: Say) -> None:
    pen = _Pen(pdf)
    for number, of_page in groupby(highlights, key=lambda one: one.page):
        pen.highlight(pdf.pages[number - 1], list(of_page))
    target = BufferedWriter(_Pieces(say), _CHUNK)
    is_broken = _has_broken_streams(pdf)
    pdf.save(
        target,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.generalized if is_broken else StreamDecodeLevel.none,
        recompress_flate=is_broken,
        deterministic_id=True,
    )
    target.flush()


def _why_not(pdf: Pdf) -> str:
    """Why a file may not be changed, empty if it may."""
    if pdf.is_encrypted:
        return "locked"
    return "signed" if _is_signed(pdf) else ""


def _is_signed(pdf: Pdf) -> bool:
    """Whether somebody signed or certified the file: then a change would make the signature invalid.

    A form with more fields than are looked at counts as signed, too.
    """
    if "/DocMDP" in pdf.Root.get("/Perms", Dictionary()):
        return True
    fields = pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", Array())
    waiting: list[tuple[Object, Object | None]] = [(field, None) for field in fields]
    for field, kind_above in waiting:
        if len(waiting) > _MOST_FIELDS:
            return True
        if not isinstance(field, Dictionary):
            continue
        kind = field.get("/FT", kind_above)
        if kind == Name.Sig and "/V" in field:
            return True
        waiting.extend((kid, kind) for kid in field.get("/Kids", Array()))
    return False


def _has_broken_streams(pdf: Pdf) -> bool:
    """Whether compressed parts end too early, as some programs write them: written again, they are sound."""
    return any(_CUT_SHORT in problem for problem in pdf.check_pdf_syntax())


class _Pen:
    """Makes annotations; what they have in common is in the file once."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._resources: dict[float, Object] = {}

    def highlight(self, page: Page, highlights: Sequence[Highlight]) -> None:
        """Add highlights to a page, after the annotations that it has."""
        there = page.obj.get("/Annots")
        kept = list(there) if isinstance(there, Array) else []
        corner = _corner(page)
        page.obj.Annots = Array([*kept, *(self._annotation(page, one, corner) for one in highlights)])

    def _annotation(self, page: Page, highlight: Highlight, corner: tuple[float, float]) -> Object:
        colour = channels(highlight.colour)
        opacity = strength(colour)
        whole = [_moved(box, corner) for box in lines(highlight.bands)]
        parts = [_moved(box, corner) for box in coloured(highlight.bands)]
        time = String(f"D:{_NO_DIGITS.sub('', highlight.time)[:14]}Z")
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Highlight,
                Rect=_array(around(whole)),
                QuadPoints=_array(_corners(whole)),
                C=Array([round(one, 3) for one in colour]),
                CA=opacity,
                F=_PRINTED,
                P=page.obj,
                NM=String(highlight.name),
                T=String(highlight.author),
                Subj=String(highlight.subject),
                Contents=String(highlight.text),
                CreationDate=time,
                M=time,
                AP=Dictionary(N=self._drawn(whole, parts, colour, opacity)),
            )
        )

    def _drawn(
        self, whole: Sequence[Box], parts: Sequence[Box], colour: tuple[float, float, float], opacity: float
    ) -> Object:
        """The appearance: boxes in a colour that is multiplied with the page, so that text shows through."""
        red, green, blue = (round(one, 3) for one in colour)
        boxes = "\n".join(
            f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re"
            for left, bottom, right, top in parts
        )
        return self._pdf.make_stream(
            f"/G gs {red:g} {green:g} {blue:g} rg\n{boxes}\nf".encode("ascii"),
            Subtype=Name.Form,
            BBox=_array(around(whole)),
            Resources=self._resources_for(opacity),
        )

    def _resources_for(self, opacity: float) -> Object:
        if opacity not in self._resources:
            state = Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=opacity, AIS=False)
            self._resources[opacity] = self._pdf.make_indirect(
                Dictionary(ExtGState=Dictionary(G=self._pdf.make_indirect(state)))
            )
        return self._resources[opacity]


def _corner(page: Page) -> tuple[float, float]:
    """The lower left corner of the MediaBox; pdfium, which counted from there, puts a page without one at the origin."""
    box = page.mediabox if "/MediaBox" in page else None
    sides = [float(side) for side in box] if isinstance(box, Array) and len(box) == 4 else [0.0] * 4
    return min(sides[0], sides[2]), min(sides[1], sides[3])


def _moved(box: Box, by: tuple[float, float]) -> Box:
    x, y = by
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _corners(boxes: Sequence[Box]) -> list[float]:
    """The corners of boxes in the order that programs use: upper left, upper right, lower left, lower right."""
    return [
        number
        for left, bottom, right, top in boxes
        for number in (left, top, right, top, left, bottom, right, bottom)
    ]


def _array(numbers: Sequence[float]) -> Array:
    return Array([round(number, _DIGITS) for number in numbers])


class _Pieces(RawIOBase):
    """A file that is sent to the parent in pieces while it is written."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def writable(self) -> bool:
        """It can only be written."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Send some bytes."""
        piece = bytes(data)
        self._say(Piece(piece))
        return len(piece)
