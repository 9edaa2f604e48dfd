"""Writes copies of PDFs with highlights: finds where marked passages are on their pages, and has the file annotated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from review.domain import Document, Page
from review.domain.wording.counted import counted
from review.errors import ReadingError, ReviewError
from review.export.annotated.copy import Annotate, AnnotatedCopy, Mark
from review.journal import texts
from review.project.runs.corpus import digest_of
from review.project.service import Context
from review.sandbox.temporary import clear_files
from review.sandbox.whole_files import whole_file

if TYPE_CHECKING:
    from review.exchange.annotated.messages import Highlight

_PAGES_NAMED = 4


class Segment(NamedTuple):
    """A part of a text, and the indexes of the marks that all of it has."""

    start: int
    end: int
    marks: tuple[int, ...]


def annotator(context: Context) -> Annotate:
    """What writes the copies of a review's documents."""

    def annotate(copy: AnnotatedCopy, path: Path) -> str:
        return _annotate(context, copy, path)

    return annotate


def _annotate(context: Context, copy: AnnotatedCopy, path: Path) -> str:
    """Write a copy with what can be highlighted of its marks, whole or not at all; say what cannot.

    Raises:
        ReadingError: nothing can be highlighted, or the file cannot be annotated.
        ReviewError: the copy cannot be written.
    """
    from review.exchange.annotated.writing import write_annotated

    cited = copy.record.author_year
    source = _as_read(context, copy)
    document = texts.load(context.journal, copy.record.text_sha256)
    marks = [mark for mark in copy.marks if mark.text_sha256 == copy.record.text_sha256]
    if document is None or not marks:
        raise ReadingError(f"{cited}: its passages are not in its present text; run `review reread`")
    highlights, without = highlights_of(source, document, marks)
    if not highlights:
        raise ReadingError(f"{cited}: none highlighted: {_why_not(without)}")
    _prepare(path.parent)
    with whole_file(path) as target:
        try:
            write_annotated(source, highlights, target)
        except ReadingError as error:
            raise ReadingError(f"{cited}: {error}") from error
        _as_read(context, copy)  # if the file was replaced meanwhile, the highlights are in wrong places
    left = []
    if partly := len({mark.name for mark, _ in without}):
        some = f"{partly:,} of {counted(len(marks), 'coding')}"
        left.append(f"{some} not wholly highlighted: {_why_not(without)}")
    if elsewhere := len(copy.marks) - len(marks):
        left.append(f"{counted(elsewhere, 'coding')} of another reading not highlighted; run `review reread`")
    return f"{cited}: {'; '.join(left)}" if left else ""


def _prepare(folder: Path) -> None:
    """Make the folder of copies, without what killed processes left in it.

    Raises:
        ReviewError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReviewError(
            f"{folder}: cannot be written ({error.strerror or error}); choose another folder"
        ) from error
    clear_files(folder)


def _as_read(context: Context, copy: AnnotatedCopy) -> Path:
    """The file of a document, if it is the one that was read.

    Raises:
        ReadingError: it is not there, no PDF, or has changed; the text says what to do.
    """
    record = copy.record
    cited, path = record.author_year, context.folder / record.path
    if not record.path:
        raise ReadingError(f"{cited}: has no file here; put its PDF into corpus/ and run `review ingest`")
    if path.suffix.lower() != ".pdf":
        raise ReadingError(f"{cited}: {record.path} is not a PDF; only PDFs are annotated")
    try:
        digest = digest_of(path)
    except OSError as error:
        raise ReadingError(
            f"{cited}: {record.path} cannot be read ({error.strerror or error}); put it back into corpus/"
        ) from error
    if digest != record.file_sha256:
        raise ReadingError(
            f"{cited}: {record.path} has changed since it was read; put back the file that was read, or run `review ingest` if the new one can be read"
        )
    return path


def segments(spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """The parts into which overlapping spans cut a text, in order, each with the indexes of the spans that it is in."""
    bounds = sorted({bound for span in spans for bound in span})
    begins, ends = defaultdict(list), defaultdict(list)
    for index, (start, end) in enumerate(spans):
        begins[start].append(index)
        ends[end].append(index)
    inside: set[int] = set()
    found = []
    for start, end in pairwise(bounds):
        inside = (inside | set(begins[start])) - set(ends[start])
        if inside:
            found.append(Segment(start, end, tuple(sorted(inside))))
    return found


def highlights_of(
    path: Path, document: Document, marks: Sequence[Mark]
) -> tuple[list[Highlight], list[tuple[Mark, Page]]]:
    """The highlights of marks, one for each page that a mark is on, and the marks that have no place on a page of theirs.

    Where several marks meet, each colours its own band of the lines, so that all of their colours are seen.

    Raises:
        ReadingError: the file cannot be read.
    """
    from review.documents import rectangles_of
    from review.exchange.annotated.messages import Band, Highlight

    cut = segments([(mark.start, mark.end) for mark in marks])
    lines = rectangles_of(path, document, [(one.start, one.end) for one in cut])
    places: dict[tuple[int, int], list[Band]] = {}
    for segment, rectangles in zip(cut, lines, strict=True):
        for page, left, bottom, right, top in rectangles:
            for band, mark in enumerate(segment.marks):
                places.setdefault((mark, page), []).append(
                    Band(left, bottom, right, top, number=band, of=len(segment.marks))
                )
    highlights = [
        Highlight(
            page=page,
            bands=tuple(bands),
            colour=marks[mark].colour,
            name=f"{marks[mark].name}-{page}",
            author=marks[mark].author,
            time=marks[mark].time,
            subject=marks[mark].subject,
            text=marks[mark].note,
        )
        for (mark, page), bands in sorted(
            places.items(), key=lambda place: (place[0][1], marks[place[0][0]].start, place[0][0])
        )
    ]
    without = [
        (mark, page)
        for index, mark in enumerate(marks)
        for page in _pages(document, mark)
        if (index, page.number) not in places
    ]
    return highlights, without


def _pages(document: Document, mark: Mark) -> Iterator[Page]:
    """The pages with words of a mark."""
    first, last = document.page_at(mark.start), document.page_at(mark.end - 1)
    if first.number == last.number:
        yield first
        return
    for page in document.pages[first.number - 1 : last.number]:
        if document.text[max(mark.start, page.start) : min(mark.end, page.end)].strip():
            yield page


def _why_not(without: Sequence[tuple[Mark, Page]]) -> str:
    """Why marks have no place on some pages, and on which."""
    why = (
        "their text was recognised from images"
        if all(page.recognised for _, page in without)
        else "where their letters are on the page is not known"
    )
    numbers = sorted({page.number for _, page in without})
    shown = ", ".join(map(str, numbers[:_PAGES_NAMED])) + (" …" if len(numbers) > _PAGES_NAMED else "")
    return f"{why} (PDF {'page' if len(numbers) == 1 else 'pages'} {shown})"
