"""What texts cite: a file that is checked, or the prose of the desk; and which records are cited under each theory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from review.domain import Outcome, Record
from review.domain.writing.citations import CheckedCitations, TextPart, UnmatchedCitation
from review.domain.writing.desk import TokenKind
from review.domain.writing.prose import Prose, tokens, without_tokens
from review.errors import UnknownNameError
from review.journal.journal import Journal
from review.journal.queries import records, references, screening_acts, theory
from review.journal.queries.writing import cited
from review.journal.queries.writing.prose import all_prose
from review.manuscripts import markdown
from review.manuscripts.part import Manuscript
from review.project.writing.tokens import Tokens
from review.synthesis import included_sources
from review.synthesis.citations.checking import checked_citations
from review.synthesis.citations.headings import Headings
from review.theory_map import TheoryMap

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def parts_of_prose(prose: Mapping[str, Prose], theory_map: TheoryMap) -> Iterator[TextPart]:
    """The paragraphs of the prose, each about its theory; those of sections are about none."""
    for code, written in prose.items():
        about = code if code in theory_map.code_names else ""
        for part in markdown.parts(written.text):
            if not part.level:
                yield TextPart(part.text, 0, about)


def parts_of_text(text: Manuscript) -> Iterator[TextPart]:
    """The parts of a text; each cell of a table is one."""
    for part in text.parts:
        for words in part.cells or (part.text,):
            yield TextPart(words, part.level)


def check(
    journal: Journal, theory_map: TheoryMap, parts: Sequence[TextPart], found: Tokens
) -> CheckedCitations:
    """The citations of a text against the records of a journal."""
    text = "\n".join(part.text for part in parts)
    quoted = dict(_quoted(text, found))
    years = {int(year) + beside for year in _YEAR.findall(text) for beside in (-1, 0, 1)}
    known = {record.id: record for record in cited.citable(journal, years)} if years else {}
    known |= {one: records.record(journal, one) for one in quoted.values() if one not in known}
    lost = _meaning_nothing(text, found)
    if not known and not years:
        return CheckedCitations(unmatched=lost)
    checked = checked_citations(
        parts,
        list(known.values()),
        Headings(theory_map, _earlier_names(journal)),
        first=_included(journal, theory_map, known.values()),
        quoted=quoted,
    )
    excluded = _excluded(journal, theory_map, {one.record for one in checked.found})
    marked = (structs.replace(one, excluded_at=excluded.get(one.record, "")) for one in checked.found)
    return structs.replace(checked, found=tuple(marked), unmatched=(*checked.unmatched, *lost))


def _excluded(journal: Journal, theory_map: TheoryMap, cited_records: Iterable[str]) -> dict[str, str]:
    """Of the records that are cited those that were excluded, each with the stage: the last one at which it has an outcome."""
    decided = screening_acts.outcomes(journal)
    excluded = {}
    for record in cited_records:
        stages = [stage.id for stage in theory_map.stages if (record, stage.id) in decided]
        if stages and decided[record, stages[-1]] == Outcome.EXCLUDE:
            excluded[record] = stages[-1]
    return excluded


def _meaning_nothing(text: str, found: Tokens) -> tuple[UnmatchedCitation, ...]:
    """The tokens of a text that mean nothing, or several things, in this review."""
    counts: Counter[str] = Counter()
    for token in tokens(text):
        try:
            found.resolve(token.name)
        except UnknownNameError:
            counts[f"[@{token.name}]"] += 1
    return tuple(UnmatchedCitation(name, n) for name, n in counts.items())


def _quoted(text: str, found: Tokens) -> Iterator[tuple[str, str]]:
    """The tokens of a text that quote or cite a record, each with the record."""
    for token in tokens(text):
        try:
            resolved = found.resolve(token.name)
        except UnknownNameError:
            continue
        if resolved.kind is not TokenKind.CONFIGURATION:
            yield token.name, resolved.record


def _included(journal: Journal, theory_map: TheoryMap, known: Iterable[Record]) -> frozenset[str]:
    included = included_sources(
        theory_map, list(known), screening_acts.outcomes(journal, stage=theory_map.last_stage)
    )
    return frozenset(record.id for record in included)


def _earlier_names(journal: Journal) -> dict[str, str]:
    """What theories and sub-themes were called in the versions of the map, each with the code that it had."""
    names: dict[str, str] = {}
    for number in range(1, theory.current(journal).number):
        names |= {name: code for code, name in theory.map_at(journal, number).code_names.items()}
    return names


def cited_under(
    journal: Journal, theory_map: TheoryMap, texts_in: Journal | None = None
) -> dict[str, frozenset[str]]:
    """For each theory the records that are cited under it: in the prose of the desk, or in the text that was checked last."""
    under: dict[str, set[str]] = {}
    if prose := all_prose(journal, theory_map):
        parts = list(parts_of_prose(prose, theory_map))
        for code, those in check(journal, theory_map, parts, Tokens(journal, texts_in)).under.items():
            under.setdefault(code, set()).update(those)
    if text := cited.last_text(journal):
        for code, those in text.under.items():
            kept = {references.resolved(journal, record) for record in those} - {""}
            under.setdefault(theory_map.present(code), set()).update(kept)
    return {code: frozenset(those) for code, those in under.items()}


def cited_by_name(
    journal: Journal, theory_map: TheoryMap, texts_in: Journal | None = None
) -> CheckedCitations:
    """What the prose of the desk cites in words (``Rahman, 2016``), not by a token, which puts a work into the references."""
    parts = [
        TextPart(without_tokens(part.text), part.level, part.code)
        for part in parts_of_prose(all_prose(journal, theory_map), theory_map)
    ]
    return check(journal, theory_map, parts, Tokens(journal, texts_in)) if parts else CheckedCitations()
