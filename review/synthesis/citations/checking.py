"""Checks the citations of a text against the records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from review.domain import Record
from review.domain.writing.citations import (
    CheckedCitations,
    FoundCitation,
    TextPart,
    UnmatchedCitation,
)
from review.domain.writing.prose import tokens
from review.manuscripts.part import NO_LEVEL
from review.synthesis.citations.headings import Headings, begins_references, ends_theories
from review.synthesis.citations.matching import Form, Matched, Works
from review.synthesis.citations.mentions import mentions, without_abbreviations
from review.synthesis.citations.names import are_near

_Place = tuple[Form, str]


def checked_citations(
    parts: Iterable[TextPart],
    records: Collection[Record],
    headings: Headings,
    *,
    first: Collection[str] = (),
    quoted: Mapping[str, str] | None = None,
) -> CheckedCitations:
    """The citations of a text.

    Args:
        parts: its headings and paragraphs. What is in its list of references is not counted.
        records: those that it may cite.
        headings: finds the theories that headings name.
        first: the records that come first where several are possible: those that are included.
        quoted: the records that tokens (``[@CODING]``) cite, by the token's name.
    """
    cited = {record.id: record for record in records}
    reading = _Reading(Works(records, first), headings)
    places = list(reading.places(parts, quoted or {}, cited))
    counts = Counter(places)
    order = list(dict.fromkeys(places))
    matched = reading.matched(dict.fromkeys(form for form, _ in order))
    variants = list(_variants(matched, cited))
    in_variants = {one for pair in variants for one in pair}
    unmatched: Counter[str] = Counter()
    found = []
    for form, under in order:
        n = counts[form, under]
        if record := matched[form].record:
            found.append(FoundCitation(reading.text(form), record, under, n))
        elif reading.text(form) not in in_variants:
            unmatched[reading.text(form)] += n
    return CheckedCitations(
        tuple(found), tuple(UnmatchedCitation(text, n) for text, n in unmatched.items()), tuple(variants)
    )


class _Reading:
    """Reads the forms of a text, each in its first spelling."""

    def __init__(self, works: Works, headings: Headings) -> None:
        self._works = works
        self._headings = headings
        self._forms: dict[tuple[str, str, str], Form] = {}
        self._meanings: dict[str, str] = {}
        self._exact: dict[Form, str] = {}

    def text(self, form: Form) -> str:
        """How a form is shown."""
        return form.text

    def places(
        self, parts: Iterable[TextPart], quoted: Mapping[str, str], cited: Mapping[str, Record]
    ) -> Iterator[_Place]:
        """Each citation with the theory that it is under."""
        for part, under in _under(parts, self._headings):
            for token in tokens(part.text):
                if record := quoted.get(token.name):
                    form = self._of_record(cited[record])
                    self._exact[form] = record
                    yield form, under
            plain = without_abbreviations(part.text)
            self._meanings |= plain.meanings
            for mention in mentions(plain.text):
                authors = self._works.chosen(mention.authors, mention.year, self._meanings) or mention.usual
                if authors:
                    yield self._form(Form(authors, mention.year, mention.letter)), under

    def _of_record(self, record: Record) -> Form:
        return self._form(Form(record.short_author, str(record.year or "n.d."), record.year_suffix))

    def _form(self, form: Form) -> Form:
        return self._forms.setdefault(form.key, form)

    def matched(self, forms: Iterable[Form]) -> dict[Form, Matched]:
        """What each form means."""
        every = list(forms)
        letters: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for form in every:
            letters[form.key[:2]].add(form.letter)
        return {
            form: Matched(self._exact[form])
            if form in self._exact
            else self._works.match(form, letters[form.key[:2]], self._meanings.get(form.authors, ""))
            for form in every
        }


def _under(parts: Iterable[TextPart], headings: Headings) -> Iterator[tuple[TextPart, str]]:
    """The paragraphs up to the list of references, each with the theory that it is under.

    The heading of a theory reaches to the next one of its level or above; in plain text, whose headings have no levels, to one
    that names another theory or with which another part of a paper begins.
    """
    under, level = "", 0
    for part in parts:
        if not part.level:
            yield part, part.code or under
        elif begins_references(part.text):
            return
        elif code := headings.code_of(part.text):
            under, level = code, part.level
        elif ends_theories(part.text) if part.level == NO_LEVEL else part.level <= level:
            under, level = "", 0


def _variants(matched: Mapping[Form, Matched], cited: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """The pairs of forms that look like one work."""
    exact: dict[str, Form] = {}
    for form, match in matched.items():
        if match.record and not match.variant_of:
            exact.setdefault(match.record, form)
    seen: set[tuple[str, ...]] = set()
    for form, match in matched.items():
        for record in match.variant_of:
            other = exact[record].text if record in exact else cited[record].author_year
            # One pair for a work that is spelled out here and abbreviated there.
            key = (record, form.year, form.letter)
            if other != form.text and key not in seen:
                seen.add(key)
                yield form.text, other
    yield from _among_unmatched([form for form, match in matched.items() if match == Matched()])


def _among_unmatched(forms: Sequence[Form]) -> Iterator[tuple[str, str]]:
    """The pairs of forms of no record: the same authors a year apart, or the same year a letter of the name apart."""
    seen: dict[tuple[str, str, str], Form] = {}
    alike: defaultdict[tuple[str, str, str], list[Form]] = defaultdict(list)
    for form in forms:
        if not form.year.isdigit():
            continue
        names, year, letter = form.key
        for beside in (int(year) - 1, int(year) + 1):
            if before := seen.get((names, str(beside), letter)):
                yield before.text, form.text
        kind = (names[:1], year, letter)
        for before in alike[kind]:
            if are_near(before.key[0], names):
                yield before.text, form.text
        seen[form.key] = form
        alike[kind].append(form)
