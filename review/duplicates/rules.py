"""When two works are one: each rule is a function whose docstring gives its reason.

A rule of `RULES` sees a pair with titles that agree, in which nothing tells two reports apart (`reports_apart`) and
the authors do not differ. A DOI alone never decides: databases give the DOI of a whole supplement to each of its
abstracts, and copy wrong ones.
"""

from __future__ import annotations

from collections.abc import Callable

from review.duplicates.comparing import Comparison, Likeness, Years
from review.duplicates.normalised import Normalised

SAME, DIFFERENT, UNKNOWN = Likeness.SAME, Likeness.DIFFERENT, Likeness.UNKNOWN
_FEW_WORDS = 3
_TELLING_LETTERS = 30
"""Letters from which on a title of few words is telling."""

Rule = Callable[[Comparison], str]
"""Gives the reason why the two are one work, or nothing."""


def telling(pair: Comparison) -> bool:
    """Whether two works do not share the title by chance, as they may *Editorial* or the journal's own name.

    The same abstract makes a short title telling.
    """
    return pair.abstract is SAME or all(_has_telling_title(work) for work in (pair.left, pair.right))


def _has_telling_title(work: Normalised) -> bool:
    is_name_of_journal = work.container.count(" ") > 1 and work.title.startswith(
        work.container.replace(" ", "")
    )
    return not is_name_of_journal and (len(work.words) > _FEW_WORDS or len(work.title) >= _TELLING_LETTERS)


def _near(pair: Comparison) -> bool:
    return pair.years in (Years.SAME, Years.ADJACENT)


def same_text(pair: Comparison) -> str:
    """The same DOI or place, and the same abstract under the same title: one text, however its authors are written.

    Databases take given names of Spanish, Turkish and Chinese authors for family names, and append subject codes to
    titles. An erratum or a second part has another abstract, and a DOI and pages of its own.
    """
    where = "DOI" if pair.doi is SAME else "volume and first page" if pair.same_place else ""
    if where and pair.abstract is SAME and not pair.marks and telling(pair):
        return f"{pair.titles.value}, {where} and abstract"
    return ""


def same_identifier(pair: Comparison) -> str:
    """The same DOI or PubMed number where title and authors agree too: three fields that do not err together.

    Without authors on one side, the year stands in.
    """
    name = "DOI" if pair.doi is SAME else "PubMed number" if pair.pmid is SAME else ""
    known = pair.people is SAME or (pair.years is Years.SAME and telling(pair))
    far = pair.years is Years.APART and pair.other_place
    return f"{pair.titles.value} and {name}" if name and known and not far else ""


def same_place(pair: Comparison) -> str:
    """The same volume and first page: a text stands in one place only, whatever its DOI.

    A journal's name can be written in ways that are not recognised, so it need not agree where the authors do.
    """
    known = pair.people is SAME or (pair.container is SAME and telling(pair))
    if pair.same_place and known and pair.years is not Years.APART:
        return f"{pair.titles.value}, volume and first page"
    return ""


def same_page(pair: Comparison) -> str:
    """The same authors, journal, year and first page: its year fixes a journal's volume, so another one is a slip.

    Without a volume on one side, the year may be the next one: journals without volumes number their articles, and a
    text that is carried over unchanged keeps its number. Versions two years apart are updates, and stay two.
    """
    one_year = pair.years is Years.SAME or (pair.years is Years.ADJACENT and pair.volumes is UNKNOWN)
    agree = pair.same_title and pair.people is SAME and pair.container is SAME and pair.pages is SAME
    return f"{pair.titles.value}, authors, journal and first page" if agree and one_year else ""


def same_issue(pair: Comparison) -> str:
    """The same authors, journal and year, and no page, volume or DOI against it.

    Where authors are missing (proceedings, editorials), the volume must agree.
    """
    known = pair.people is SAME or pair.volumes is SAME
    agree = pair.same_title and known and pair.container is SAME and pair.years is Years.SAME
    if agree and not pair.other_place and pair.doi is not DIFFERENT and telling(pair):
        return f"{pair.titles.value}, journal and year"
    return ""


def online_first(pair: Comparison) -> str:
    """The same authors and journal a year apart, one of them without a volume: the article before it had its issue.

    Before an article has a place in a volume its pages are counted from 1, so they say nothing.
    """
    early = any(not work.volume and work.page in (None, ("", "1")) for work in (pair.left, pair.right))
    agree = pair.same_title and pair.people is SAME and pair.container is SAME and _near(pair)
    settled = any(work.volume or work.doi for work in (pair.left, pair.right))
    if early and settled and agree and pair.doi is not DIFFERENT and telling(pair):
        return f"{pair.titles.value}, authors and journal, one of them before it had a volume"
    return ""


def bare_reference(pair: Comparison) -> str:
    """A telling title, the same authors and year, where one reference does not say in what it was published."""
    bare = not (pair.left.is_placed and pair.right.is_placed)
    agree = pair.same_title and pair.people is SAME and pair.years is Years.SAME
    kinds = {pair.left.kind, pair.right.kind} - {""}
    if bare and agree and pair.doi is not DIFFERENT and len(kinds) < 2 and telling(pair):
        return f"{pair.titles.value}, authors and year; one does not say in what it was published"
    return ""


def same_abstract(pair: Comparison) -> str:
    """The same authors and abstract, the journals and DOIs not differing, at most a year apart.

    Wrong pages are commoner than twins.
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
"""The rules in the order in which they are tried; the first that holds says why."""


def reports_apart(pair: Comparison) -> str:
    """What tells two reports of one study apart although their titles agree; empty where nothing does.

    An erratum, a reply, a protocol or a summary names itself in the title; parts and annual reports differ by a
    number; editions say so.
    """
    if pair.marks:
        return f"only one is {' and '.join(sorted(pair.marks))}"
    if pair.numbers_differ:
        return "the numbers in the titles differ"
    return "the editions differ" if len({pair.left.edition, pair.right.edition} - {""}) > 1 else ""


def differences(pair: Comparison) -> str:
    """The fields that speak for two reports where the titles agree, in words; empty where none does."""
    found = {
        "authors": pair.people is DIFFERENT,
        "journals": pair.container is DIFFERENT,
        "years": pair.years in (Years.ADJACENT, Years.APART),
        "volumes or pages": pair.other_place,
        "DOIs": pair.doi is DIFFERENT,
    }
    names = [name for name, differ in found.items() if differ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
