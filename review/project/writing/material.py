"""What there is to write from on a theory: its passages by sub-theme, and its configurations, used or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from review.domain import Coding, Record
from review.domain.theories.configuration import Configuration
from review.domain.writing.desk import Material, MaterialPart, UsableConfiguration, UsablePassage
from review.journal.journal import Journal
from review.journal.queries import coding_acts, records, screening_acts
from review.synthesis import included_sources
from review.theory_map import TheoryMap


def materials_on(
    journal: Journal,
    theory_map: TheoryMap,
    used: Mapping[str, Collection[str]],
    configurations: Sequence[Configuration],
) -> Iterator[Material]:
    """The material on some theories; `used` has for each code the ids of what its prose quotes or names."""
    codings = coding_acts.codings(journal, code=next(iter(used)) if len(used) == 1 else "")
    coded = records.with_ids(journal, {coding.record for coding in codings})
    cited = {record.id: record for record in coded}
    included = {one.id for one in included_sources(theory_map, coded, screening_acts.outcomes(journal))}
    for code, quoted in used.items():
        of = theory_map.theory_of(code)
        under = (code, *(subtheme.id for subtheme in of.subthemes)) if of.id == code else (code,)
        parts = (
            MaterialPart(
                part,
                theory_map.code_names[part],
                tuple(_passages(codings, part, under, cited, included, quoted)),
            )
            for part in under
        )
        yield Material(code, tuple(parts), tuple(_configurations(configurations, under, quoted)))


def _passages(
    codings: Sequence[Coding],
    part: str,
    under: Sequence[str],
    cited: dict[str, Record],
    included: Collection[str],
    used: Collection[str],
) -> Iterator[UsablePassage]:
    """The passages of a part; those of a theory that are under a sub-theme, too, are there only."""
    subthemes = set(under[1:])
    for coding in codings:
        if part not in coding.stances or (part == under[0] and subthemes & coding.stances.keys()):
            continue
        record = cited[coding.record]
        yield UsablePassage(
            coding,
            record.author_year,
            coding.stances[part],
            coding.record in included,
            coding.id in used,
            coding.is_lost,
        )


def _configurations(
    configurations: Sequence[Configuration], under: Sequence[str], used: Collection[str]
) -> Iterator[UsableConfiguration]:
    for one in configurations:
        stances = [one.theories[code] for code in under if code in one.theories]
        if stances:
            parts = (one.id, *(fragment.id for fragment in one.fragments))
            yield UsableConfiguration(one, stances[0], any(part in used for part in parts))
