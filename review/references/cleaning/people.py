"""Names of authors and editors: one person or body each, a person as ``Family, Given``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.domain.citation import is_body, names_a_body
from review.domain.family_names import PARTICLE, PARTICLES, family_first
from review.references.cleaning.markup import without_markup
from review.references.text import one_line

_NOBODY = re.compile(
    r"\W*(?:and\s+)?(?:et\.?\s+al|others|anon|anonymous|unknown|author unknown|various|none|n/a|not available"
    r"|(?:no|unknown)\s+authors?(?:\s+(?:listed|given|name|names|id|ids|available|found|indicated|specified))*)\W*",
    re.IGNORECASE,
)
_INITIALS_FIRST = re.compile(r"((?:[A-ZÀ-Þ]\.[ -]?)+)\s*([^\W\d_](?:[\w'’ -]*[^\W\d_])?)")
_UNDOTTED_FIRST = re.compile(rf"([A-ZÀ-Þ]{{1,3}}) ((?:{PARTICLE} )*[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ][\w'’-]*)")
_ONLY_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[ -]?){1,4}")
_ROLE = re.compile(
    r"\s*[(\[](?:eds?|editors?|hrsg|comp|compiler|trans|translator|author)\.?[)\]]$", re.IGNORECASE
)
_ADDRESS = re.compile(r"^(?:dr|prof|professor|mr|mrs|ms)\.? (?=[^\W\d_])", re.IGNORECASE)
_MORE = re.compile(r"(?:[\s,]*(?:…|\.\.\.))+[\s,]*$")
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[(\[]\d{5,}[)\]]$")
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+")
_MARKED = re.compile(r"\{(?:[^{}]|\{[^{}]*\})+\}")
_SUFFIX = re.compile(r",,\s*(?:jr|sr|ii|iii|iv|md|phd)\.?\s*,?$", re.IGNORECASE)
_NO_PERSON = re.compile(r"\d|&|\b(?:and|for|of|the)\b")
_PLAIN = re.compile(r"[^\W\d_][\w'’-]*, [^\W\d_](?:[\w.'’ -]*[\w.])?")
"""A name that needs no thought, as most are: ``Marsh, Ada B.``"""

_LONGEST = 5000
"""Names longer than this, in characters, are kept as they are."""


def people(names: Iterable[str]) -> tuple[str, ...]:
    """The people and bodies in `names`, in order; one value may hold several, or nobody ("et al.", "[Anonymous]").

    Names that were made by this function come out as they went in.
    """
    return tuple(person for name in names for person in _people_in(name))


def is_plain_name(name: str) -> bool:
    """Whether a name is one person's in its normal form, which needs no thought; others may be, too."""
    return bool(_PLAIN.fullmatch(name)) and " and " not in name


def is_nobody(name: str) -> bool:
    """Whether a value stands where a name is missing, or for further names."""
    return bool(_NOBODY.fullmatch(name))


def is_one_person(value: str) -> bool:
    """Whether a value is a person's name with a suffix: ``Lane, Jo, Jr.``."""
    parts = value.split(",")
    return len(parts) == 3 and bool(_GENERATION.fullmatch(parts[2].strip()))


def spaced_name(name: str) -> str:
    """`name` with single spaces, without surrounding punctuation (EndNote puts a comma behind bodies)."""
    return ", ".join(part for part in map(str.strip, name.split(",")) if part).strip(" ,;")


def _people_in(value: str) -> Iterator[str]:
    if is_plain_name(value):
        yield value
        return
    text = one_line(without_markup(value))
    if len(text) > _LONGEST:
        yield spaced_name(text)
        return
    if _MARKED.fullmatch(spaced_name(text)):
        yield from _body(text)
        return
    for part in text.split(";"):
        if _is_marked(part) or _MARKED.fullmatch(spaced_name(part)):
            yield from _body(part)
            continue
        for name in _several(spaced_name(_MORE.sub("", part))):
            bare = _ADDRESS.sub("", _ROLE.sub("", _NUMBER.sub("", name)))
            person = spaced_name(_person(bare))
            if person and not is_nobody(person):
                yield person


def _body(name: str) -> Iterator[str]:
    """An organisation's name: in braces where it would be taken for a person's or for several."""
    bare = spaced_name(one_line(re.sub(r"[{}]", " ", name)).replace(",,", ","))
    if not bare or is_nobody(bare):
        return
    is_plain = tuple(_people_in(bare)) == (bare,) and ("," not in bare or is_body(bare))
    yield bare if is_plain else f"{{{bare}}}"


def _is_marked(part: str) -> bool:
    """Whether a name has EndNote's marks of an organisation: two commas within, or one behind a name that is not a person's.

    RIS may put a comma behind a person's name (``Marsh, Ada,``), and two before a suffix (``Marsh,, Jr``).
    """
    name = part.strip()
    if ",," in name.rstrip(","):
        return not _SUFFIX.search(name)
    return name.endswith(",") and "," in name[:-1] and bool(_NO_PERSON.search(name)) and not is_body(name)


def _several(text: str) -> list[str]:
    """The names in a text without semicolons: more than one only where nothing else can be meant.

    A text with braces that do not enclose it stays whole: nobody can tell what they were to keep together.
    """
    if "{" in text or "}" in text:
        return [text]
    if "," not in text and " and " not in text and " & " not in text:
        return [text]
    if is_body(text) or names_a_body(text):
        return [text]
    parts = _AND.split(text)
    if len(parts) > 1:
        names = [name for part in parts for name in _by_commas(part)]
        if all(len(name.split()) > 1 for name in names):
            return [_given_last(name) for name in names]
        return [text]
    return _by_commas(text)


def _by_commas(text: str) -> list[str]:
    parts = [part for part in map(spaced_name, text.split(",")) if part]
    if len(parts) < 2:
        return [text]
    if is_nobody(parts[-1]) and len(parts) > 2:
        return _by_commas(", ".join(parts[:-1]))
    if len(parts) == 3 and _GENERATION.fullmatch(parts[2]):
        return [text]
    if len(parts) > 2 and len(parts) % 2 == 0 and all(map(_ONLY_INITIALS.fullmatch, parts[1::2])):
        return [", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    if all(_UNDOTTED_FIRST.fullmatch(part) and not names_a_body(part) for part in parts):
        return [_UNDOTTED_FIRST.sub(r"\2, \1", part) for part in parts]
    names = [_family_first(part, in_capitals=text.isupper()) for part in parts]
    if all(names):
        return names
    if len(parts) > 2 and all(1 < len(part.split()) < 5 for part in parts):
        return [_given_last(part) for part in parts]
    return [text]


def _person(name: str) -> str:
    """A name with initials as ``Family, Initials``; any other as it is."""
    if " " not in name and "." not in name:
        return name
    if found := _family_first(name):
        return found
    first = _INITIALS_FIRST.fullmatch(name)
    if first and not names_a_body(name):
        return f"{first[2]}, {first[1].strip()}"
    return name


def _family_first(name: str, *, in_capitals: bool = False) -> str:
    """A name whose initials come last (``Okoro CB``) as ``Family, Initials``; empty for any other, and for a body."""
    return "" if names_a_body(name) else family_first(name, in_capitals=in_capitals)


def _given_last(name: str) -> str:
    """``Ada Okonjo`` as ``Okonjo, Ada``: a full name that stands among others."""
    if "," in name or _family_first(name) or _INITIALS_FIRST.fullmatch(name):
        return name
    words = name.split()
    place = next((place for place, word in enumerate(words) if place and word in PARTICLES), len(words) - 1)
    return f"{' '.join(words[place:])}, {' '.join(words[:place])}"
