"""The base of all views: frozen values that commands answer with; each field has a description."""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Struct

from review.domain import Document, LabelSource
from review.domain.wording.meaning import meaning


class View(Struct, frozen=True, kw_only=True):
    """A command's answer, or part of one. Field names are the JSON keys; `UNSET` fields are absent."""


EventId = Annotated[str, meaning("id of the event that was written")]
RecordId = Annotated[str, meaning("id of the record")]
CodeId = Annotated[str, meaning("id of a theory, rival framing or sub-theme: `T6`, `RA`, `T6.a`")]
Reviewer = Annotated[str, meaning("name of the reviewer")]
VersionNumber = Annotated[int, meaning("number of the version, from 1")]
VersionEvent = Annotated[
    str, meaning("id of the event that created it; numbers shift when copies meet, events do not")
]
Time = Annotated[str, meaning("when: ISO 8601, UTC")]
PageNumber = Annotated[int, meaning("page of the PDF, from 1; 1 in a text file")]
PageLabel = Annotated[str, meaning("page number as printed; empty where none is known")]
LastPage = Annotated[int, meaning("page of the PDF on which the passage ends")]
LastPageLabel = Annotated[
    str, meaning("page number printed where the passage ends; that of its beginning if it is on one page")
]
PageLabelSource = Annotated[
    LabelSource,
    meaning(
        "`printed` on the page or proved by a run of pages, `file` (the PDF's own page labels), set by `hand`,"
        " `pdf`: nothing but the page of the PDF is known, or `none`: a text file, which has no pages"
    ),
]
CitedPage = Annotated[
    str,
    meaning(
        "the page or pages as in a citation, of a text file the paragraphs: `p. 347`, `PDF pp. 3–4`, `para. 12`"
    ),
]
Start = Annotated[int, meaning("start in the document's text, in code points from 0")]
End = Annotated[int, meaning("end in the document's text (exclusive)")]
Quote = Annotated[str, meaning("text of the passage")]
Score = Annotated[float, meaning("0 to 1, four decimals")]
ModelName = Annotated[str, meaning("the models behind the suggestions, and how much they learned from")]
Terms = Annotated[
    tuple[tuple[str, float], ...],
    meaning(
        "reasons: pairs of a word or two, as the text has them, and their weight: above 0 for it, below 0 against it; strongest first"
    ),
]


class PassageKeys(TypedDict):
    """Where a passage is in a document, and its text."""

    start: int
    end: int
    page: int
    page_end: int
    page_label: str
    page_label_end: str
    label_source: LabelSource
    cited_page: str
    quote: str


def passage_keys(document: Document, start: int, end: int) -> PassageKeys:
    """Where the passage from `start` to `end` of a document is, and its text."""
    page, last = document.page_at(start), document.page_at(end - 1)
    return {
        "start": start,
        "end": end,
        "page": page.number,
        "page_end": last.number,
        "page_label": page.label,
        "page_label_end": last.label,
        "label_source": page.label_source,
        "cited_page": document.cited_pages(start, end),
        "quote": document.text[start:end],
    }
