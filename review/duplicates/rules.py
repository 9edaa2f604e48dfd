"""Rules for when two references are the same work; each is a function whose docstring gives its reason.

A rule of `RULES` gets a pair whose titles agree, without signs of different reports (`reports_apart`) and without
different authors. A DOI alone never decides: databases assign the DOI of a whole supplement to each of its abstracts,
and copy wrong ones.
"""

from __future__ import annotations

from collections.abc import Callable

from review.duplicates.comparing import Comparison, FieldMatch, Years
from review.duplicates.normalised import Normalised

SAME, DIFFERENT, UNKNOWN = FieldMatch.SAME, FieldMatch.DIFFERENT, FieldMatch.UNKNOWN
_FEW_WORDS = 3
_TELLING_LETTERS = 30
"""The least letters of a distinctive title with few words."""

Rule = Callable[[Comparison], str]
"""Returns the reason why two references are the same work, or nothing."""


def distinctive(pair: Comparison) -> bool:
    """Whether the shared title is distinctive, unlike *Editorial* or the journal's own name.

    The same abstract makes a short title distinctive.
    """
    return pair.abstract is SAME or all(_has_distinctive_title(work) for work in (pair.left, pair.right))


def _has_distinctive_title(work: Normalised) -> bool:
    is_name_of_journal = work.container.count(" ") > 1 and work.title.startswith(
        work.container.replace(" ", "")
    )
    return not is_name_of_journal and (len(work.words) > _FEW_WORDS or len(work.title) >= _TELLING_LETTERS)


def _near(pair: Comparison) -> bool:
    return pair.years in (Years.SAME, Years.ADJACENT)


def same_text(pair: Comparison) -> str:
    """The same title, abstract, and DOI or place: one text, however its authors are written.

    Databases mistake given names of Spanish, Turkish and Chinese authors for family names, and append subject codes to
    titles. An erratum or a second part has a different abstract, DOI and pages. If the kinds of work differ as well as the
    authors, a person has to look.
    """
    if pair.people is DIFFERENT and pair.kinds is DIFFERENT:
        return ""
    where = "DOI" if pair.doi is SAME else "volume and first page" if pair.same_place else ""
    if where and pair.abstract is SAME and not pair.marks and distinctive(pair):
        return f"{pair.titles.value}, {where} and abstract"
    return ""


def same_identifier(pair: Comparison) -> str:
    """The same DOI or PubMed id, and title and authors agree: three fields rarely err together.

    Without authors on one side, the year is used instead.
    """
    name = "DOI" if pair.doi is SAME else "PubMed number" if pair.pmid is SAME else ""
    known = pair.people is SAME or (pair.years is Years.SAME and distinctive(pair))
    far = pair.years is Years.APART and pair.other_place
    return f"{pair.titles.value} and {name}" if name and known and not far else ""


def same_place(pair: Comparison) -> str:
    """The same volume and first page: a text has only one place, whatever its DOI.

    Spellings of a journal's name may not be recognised, so it need not agree if the authors do.
    """
    known = pair.people is SAME or (pair.container is SAME and distinctive(pair))
    if pair.same_place and known and pair.years is not Years.APART:
        return f"{pair.titles.value}, volume and first page"
    return ""


def same_page(pair: Comparison) -> str:
    """The same authors, journal, year and first page: the year determines the volume, so a different one is an error.

    Without a volume on one side, the years may differ by one: journals without volumes number their articles, and an
    unchanged text keeps its number. Versions two years apart are updates and remain separate.
    """
    one_year = pair.years is Years.SAME or (pair.years is Years.ADJACENT and pair.volumes is UNKNOWN)
    agree = pair.same_title and pair.people is SAME and pair.container is SAME and pair.pages is SAME
    return f"{pair.titles.value}, authors, journal and first page" if agree and one_year else ""


def same_issue(pair: Comparison) -> str:
    """The same authors, journal and year, and no different page, volume or DOI.

    Without authors (proceedings, editorials), the volume must agree.
    """
    known = pair.people is SAME or pair.volumes is SAME
    agree = pair.same_title and known and pair.container is SAME and pair.years is Years.SAME
    if agree and not pair.other_place and pair.doi is not DIFFERENT and distinctive(pair):
        return f"{pair.titles.value}, journal and year"
    return ""


def online_first(pair: Comparison) -> str:
    """The same authors and journal a year apart, one without a volume: the online-first version of the article.

    Before an article has a place in a volume, its pages are counted from 1, so they are ignored.
    """
    early = any(not work.volume and work.page in (None, ("", "1")) for work in (pair.left, pair.right))
    agree = pair.same_title and pair.people is SAME and pair.container is SAME and _near(pair)
    settled = any(work.volume or work.doi for work in (pair.left, pair.right))
    if early and settled and agree and pair.doi is not DIFFERENT and distinctive(pair):
        return f"{pair.titles.value}, authors and journal; one has no volume yet"
    return ""


def bare_reference(pair: Comparison) -> str:
    """A distinctive title and the same authors and year; one reference does not name the publication."""
    bare = not (pair.left.is_placed and pair.right.is_placed)
    agree = pair.same_title and pair.people is SAME and pair.years is Years.SAME
    if bare and agree and pair.doi is not DIFFERENT and pair.kinds is not DIFFERENT and distinctive(pair):
        return f"{pair.titles.value}, authors and year; one does not name the publication"
    return ""


def same_abstract(pair: Comparison) -> str:
    """The same authors and abstract, no different journals or DOIs, at most a year apart.

    Wrong page numbers are more common than twin articles.
    """
    agree = pair.people is SAME and pair.abstract is SAME and _near(pair)
    if agree and pair.container is not DIFFERENT and pair.doi is not DIFFERENT:
        return f"{pair.titles.value}, authors and abstract"
    return ""


RULES: tuple[Rule, ...] = (
    same_identifier,
    same_place,
    same_page,
    same_issue,
    online_first,
    bare_reference,
    same_abstract,
)
"""The rules in order; the first that applies gives the reason."""


def reports_apart(pair: Comparison) -> str:
    """What distinguishes two reports of one study although their titles agree; empty if nothing does.

    Errata, replies, protocols and summaries are named in the title; parts and annual reports differ by a number; editions
    are stated.
    """
    if pair.marks:
        return f"only one is {' and '.join(sorted(pair.marks))}"
    if pair.numbers_differ:
        return "the numbers in the titles differ"
    return "the editions differ" if len({pair.left.edition, pair.right.edition} - {""}) > 1 else ""


def differences(pair: Comparison) -> str:
    """The differing fields of two works with matching titles, in words; empty if there are none."""
    found = {
        "authors": pair.people is DIFFERENT,
        "kinds": pair.people is DIFFERENT and pair.kinds is DIFFERENT,
        "journals": pair.container is DIFFERENT,
        "years": pair.years in (Years.ADJACENT, Years.APART),
        "volumes or pages": pair.other_place,
        "DOIs": pair.doi is DIFFERENT,
    }
    names = [name for name, differ in found.items() if differ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
