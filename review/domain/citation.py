"""How a record is cited: ``(Rahman et al., 2016b, p. 347)``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from review.domain.family_names import NO_INITIALS, family_first
from review.domain.wording.short_id import short_id

SHORT_TITLE_WORDS = 5
SHORT_TITLE_CHARACTERS = 60

_CONNECTING_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|is|its|nor|of|on|or|our|than|that|the|their|this|to|versus|via|was"
    r"|were|what|when|where|which|who|whose|why|with|",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:academy|agency|alliance|association|authority|board|bureau|cabinet|care|cent(?:re|er)|charity|coalition"
    r"|college|commission|committee|confederation|consortium|council|department|equality|federation|fellowship"
    r"|forum|foundation|government|health|hospital|inc|institute|limited|ltd|ministry|national|network|nhs|office"
    r"|organi[sz]ation|panel|parliament|partnership|plc|programme|project|providers|research|royal|school|services?"
    r"|society|taskforce|treasury|trust|union|university|of|for|the|[0-9]+)\b",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{[^{}]+\}")
_PARTICLE = re.compile(r"al|af|ben|bin|da|de|del|della|den|der|di|dos|du|el|la|le|ten|ter|van|von|zu")
_PERSONAL = re.compile(r"\b(?:van|von|de|der|den|della|ten|ter)\b")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)


def short_author(authors: Sequence[str], organisation: str, title: str) -> str:
    """The name that a citation begins with; never empty.

    `authors` are each ``Family, Given`` or an organisation's name (`is_body`): one gives ``Rahman``, two
    ``Rahman and Okoro``, more ``Rahman et al.``. Without authors the organisation is used, then a short title, then
    ``Untitled``.
    """
    if (
        len(authors) > 2
        and authors[0][:1].isalnum()
        and authors[1][:1].isalnum()
        and authors[2][:1].isalnum()
    ):
        return f"{_family(authors[0])} et al."  # what nearly all of them give, without a look at the others
    families = list(islice(filter(None, map(_family, authors)), 3))
    if len(families) > 2:
        return f"{families[0]} et al."
    return " and ".join(families) or _one_line(organisation) or _short_title(title) or "Untitled"


class LetterClash(NamedTuple):
    """One letter that two copies gave to different records.

    It has the citation, the record that it means here, and the record that another copy probably cites so.

    `cited` is how the other record is cited here; `copy` is the other copy's replica.
    """

    citation: str
    record: str
    title: str
    other: str
    other_title: str
    cited: str
    copy: str

    @property
    def line(self) -> str:
        """The clash in one line, with what to do."""
        return (
            f"{self.citation}: means “{self.title}” ({short_id(self.record)}) here, and in copy {short_id(self.copy)} probably"
            f" “{self.other_title}” ({short_id(self.other)}), which is {self.cited} here; cite by title where both copies are used"
        )


def title_order(title: str) -> str:
    """The sort key of records with equal citations: the title on one line, ignoring case."""
    return unicodedata.normalize("NFKC", _one_line(title)).casefold()


def cite(author_year: str, pages: str) -> str:
    """The citation in brackets: ``(Rahman et al., 2016b, p. 347)``; `page_labels.in_citation` writes the pages."""
    return f"({author_year}, {pages})"


def parse_authors(text: str) -> tuple[str, ...]:
    """The authors in typed text, each as ``Family, Given`` or an organisation's name as typed.

    Semicolons (or line ends) always separate authors, and one after a single name keeps it whole. Without them
    ``and``, ``&`` and commas are interpreted as usual: ``Sadia Rahman, Chidi Okoro and Mary Lee``,
    ``Rahman, S. and Okoro, C.``; a single comma separates family and given name. Names without a comma are
    inverted (``Ludwig van Beethoven`` to ``van Beethoven, Ludwig``) unless they end with initials (``Okoro C.B.``), are one
    word or contain a word typical of organisations; braces, as in BibTeX, keep any other organisation as it is: ``{Turning Point}``.
    """
    parts = re.split(r"[;\n]", text)
    if len(parts) == 1:
        parts = _without_semicolons(_one_line(text))
    return tuple(author for author in map(_author, parts) if author)


def is_body(author: str) -> bool:
    """Whether a name with commas is one of an organisation: ``Department of Health, Social Care and Sport``.

    One in braces is, whatever its words: ``{Barnardo's, Wales}``.
    """
    if in_braces(author):
        return True
    before, comma, after = author.partition(",")
    if not comma or not _ORGANISATION.search(before):
        return False
    if len(before.split()) > 2 and not _PERSONAL.search(before):
        return True
    return bool(_AND.search(after)) or len(_ORGANISATION.findall(author)) > 1


def in_braces(author: str) -> bool:
    """Whether a name is marked as an organisation's by braces, which keep it whole."""
    return author.startswith("{") and bool(_BRACES.fullmatch(author))


def marked(body: str) -> str:
    """An organisation's name in braces, which mark it as one, unless it has braces of its own."""
    return body if "{" in body or "}" in body else f"{{{body}}}"


def without_braces(author: str) -> str:
    """A name as it is printed: without the braces that mark an organisation's."""
    return author[1:-1].strip() if in_braces(author) else author


def names_a_body(author: str) -> bool:
    """Whether a name has a word that is typical of organisations."""
    return bool(_ORGANISATION.search(author))


def _family(author: str) -> str:
    if is_body(author):
        return _one_line(without_braces(author))
    family, _, given = author.partition(",")
    return _one_line(family) or _one_line(given)


def _short_title(title: str) -> str:
    """At most five words of a title, ending at its colon and not with a connecting word."""
    words = _one_line(title).split()
    kept = words[:SHORT_TITLE_WORDS]
    for place, word in enumerate(kept):
        if word.endswith((":", "?", "!", ";")) and place > 0:
            kept = kept[: place + 1]
            break
    if len(kept) < len(words):
        while len(kept) > 1 and _CONNECTING_WORD.fullmatch(kept[-1].strip(",:;–—-'’")):
            kept.pop()
    short = " ".join(kept).rstrip(" .,:;–—-") or " ".join(kept)
    return (
        short if len(short) <= SHORT_TITLE_CHARACTERS else short[: SHORT_TITLE_CHARACTERS - 1].rstrip() + "…"
    )


def _without_semicolons(text: str) -> list[str]:
    if _ORGANISATION.search(text) or text.startswith("{"):
        return [text]
    chunks = [[piece for piece in chunk.split(", ") if piece] for chunk in _AND.split(text)]
    given_first = len(chunks) > 1 and any(len(pieces) == 1 for pieces in chunks)
    return [name for pieces in chunks for name in _names(pieces, given_first=given_first)]


def _names(pieces: list[str], *, given_first: bool) -> list[str]:
    """The names in the comma-separated `pieces` between two ``and``: whole names, or family and given in turn."""
    whole = all(" " in piece for piece in pieces) and (given_first or len(pieces) > 2)
    if whole or len(pieces) % 2 or all(map(family_first, pieces)):
        return pieces
    return [f"{family}, {given}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]


def _author(name: str) -> str:
    name = _one_line(name)
    if in_braces(name):
        bare = _one_line(without_braces(name))
        return f"{{{bare}}}" if "," in bare and not is_body(bare) else bare
    words = name.split()
    if len(words) > 1 and not _ORGANISATION.search(name) and (databases := family_first(name)):
        return databases
    if "," in name:
        return ", ".join(part for part in map(_one_line, name.split(",")) if part)
    if len(words) < 2 or words[-1] in NO_INITIALS or _AND.search(name) or _ORGANISATION.search(name):
        return name
    family = next(
        (place for place, word in enumerate(words) if place and _PARTICLE.fullmatch(word)), len(words) - 1
    )
    return f"{' '.join(words[family:])}, {' '.join(words[:family])}"


def _one_line(text: str) -> str:
    """`text` without control characters and with single spaces only."""
    if text.isprintable():  # fast path for nearly all text
        return " ".join(text.split())
    return " ".join("".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cc").split())
