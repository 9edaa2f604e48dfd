"""Finds a document's title: in its own citation, the file's properties, its type or its running heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.documents.layout.cleaning import clean_text
from review.documents.layout.lines import PageLines
from review.documents.metadata.bylines import is_byline
from review.documents.metadata.largest_type import COVER_PAGES, largest_type, letters_and_digits, may_be_title
from review.documents.metadata.memos import heading_of_notice, labelled_title, subject_of_memo
from review.documents.metadata.not_titles import is_issue, is_junk_title, is_no_title, is_numbered
from review.documents.metadata.organisations import is_body
from review.documents.metadata.own_citation import OwnCitation
from review.domain import FoundValue

_NOTE_NUMBER = re.compile(r"(?<=[^\W\d]|[)\]»”?!])\d{1,2}$")
_LINE_NUMBER = re.compile(r"^\d{1,4}\s+")
_LAST_PART = re.compile(r"(.+?)\s[-–—|]\s([^-–—|]+)")


def find_title(
    file_name: str,
    pages: Sequence[PageLines],
    xmp_title: str,
    info_title: str,
    heads: Sequence[str] = (),
    cited: OwnCitation | None = None,
    info_subject: str = "",
) -> FoundValue:
    """The most likely title; there always is one, at worst the file's name.

    The title in the citation that a document gives for itself counts if the first pages have its words elsewhere, too.
    A title in the metadata gets more confidence if its words are on the first pages. `heads` are running heads without
    page numbers, the commonest first: no titles on the first pages, but the best choice after a cover that is a picture.
    """
    first = pages[0].lines if pages else ()
    if subject := subject_of_memo(first) or heading_of_notice(first) or labelled_title(first):
        return FoundValue(subject, "first page", 0.8)
    shown = _shown(pages[:COVER_PAGES])
    largest = largest_type(pages, heads)
    subtitled = (
        cited
        and letters_and_digits(largest).startswith(letters_and_digits(cited.title))
        and _says_more(largest, letters_and_digits(cited.title))
    )
    if cited and _is_shown(cited.title, shown, largest) and not subtitled:
        return FoundValue(cited.title, "citation", 0.95)
    for value, source in ((xmp_title, "XMP"), (info_title, "Info")):
        said = _without_site(clean_text(value), largest)
        if is_junk_title(said) or is_no_title(said) or is_body(said):
            continue
        title = _without_note(said, shown)
        words = letters_and_digits(title)
        if words in shown and len(words) > 12 and not _says_more(largest, words):
            return FoundValue(title, source, 0.95)
    own_heads = _titles_among(heads)
    subject = clean_text(info_subject)
    if (
        subject.count(" ") > 1
        and may_be_title(subject)
        and any(head.startswith(subject) for head in own_heads)
    ):
        return FoundValue(subject, "Info", 0.7)
    if largest and not (is_numbered(largest) and own_heads and " " in own_heads[0]):
        return FoundValue(largest, "first page", 0.8 if len(largest) > 20 else 0.5)
    for title, source in (
        () if largest else ((clean_text(xmp_title), "XMP"), (clean_text(info_title), "Info"))
    ):
        if not is_junk_title(title):
            return FoundValue(title, source, 0.6)
    if own_heads:
        return FoundValue(own_heads[0], "running head", 0.5)
    return FoundValue(title_of_file_name(file_name), "file name", 0.2)


def _shown(pages: Sequence[PageLines]) -> str:
    """The letters and digits of pages as drawn, and again without the numbers at the beginning of lines."""
    texts = [line.text for page in pages for line in page.lines]
    return (
        letters_and_digits(" ".join(texts))
        + "\n"
        + letters_and_digits(" ".join(_LINE_NUMBER.sub("", text) for text in texts))
    )


def _without_site(title: str, largest: str) -> str:
    """A title without the name of a site or body behind it, such as ``Care homes - NBC``; with `largest`, if that is the rest."""
    match = _LAST_PART.match(title)
    if not match:
        return title
    before, behind = match.groups()
    named = letters_and_digits(before) == letters_and_digits(largest) or behind.isupper() or is_body(behind)
    return before if named and " " in before else title


def _titles_among(heads: Sequence[str]) -> list[str]:
    """The running heads that may be titles, without bodies and sites behind them."""
    plain = [_without_site(head, "") for head in heads if not is_issue(head)]
    return [head for head in plain if may_be_title(head) and not is_byline(head)]


def _is_shown(cited: str, shown: str, largest: str) -> bool:
    """Whether the title in a document's own citation, or most of its words, is elsewhere on the first pages, too."""
    words = letters_and_digits(cited)
    if shown.count(words) > 1 or words in letters_and_digits(largest):
        return True
    of_cited, of_largest = set(cited.casefold().split()), set(largest.casefold().split())
    return 2 * len(of_cited & of_largest) > len(of_cited)


def _without_note(title: str, shown: str) -> str:
    """A title without the number of a note at its end, which the page shows without that number, too."""
    words = letters_and_digits(title)
    noted = title[-1].isdigit() and shown.count(words.rstrip("0123456789")) > shown.count(words)
    return _NOTE_NUMBER.sub("", title) if noted else title


def title_of_file_name(file_name: str) -> str:
    """A file's name without its extension, and with spaces restored."""
    stem = file_name.rsplit(".", 1)[0] if "." in file_name[1:] else file_name
    return clean_text(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", stem)) or "Untitled"


def _says_more(largest: str, words: str) -> bool:
    """Whether the largest type contains the metadata's title and much more, such as a subtitle."""
    shown = letters_and_digits(largest)
    return words in shown and len(shown) > 1.15 * len(words)
