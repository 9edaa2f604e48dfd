"""The whole worked example as a review: its searches, 70 invented records, the decisions on them, codings, prose and verdicts.

``python -m tests.worked_example.whole FOLDER`` makes it in a new folder, to look at.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from review.demonstration import theory_map_file
from review.domain import Document, Stance
from review.domain.reference import Reference
from review.journal import texts
from review.project import Project
from review.project.bibliography import import_act, reference_identity
from tests.reviews import a_document
from tests.worked_example.sources import (
    BACKGROUND,
    CITED_UNDER,
    INCLUDED,
    OTHER_SPELLINGS,
    SOURCES,
    Source,
)

SEARCHES = Path(__file__).with_name("searches.yaml")
REVIEWER = "ann"
NOT_REPORTED = {
    "duplicates": "removed in the reference manager; no number is given",
    "screened": "no number is given",
    "excluded_screening": "no number is given",
    "excluded_assessment": "which of the others were excluded and which parked is not given",
}
"""What the example does not report, and why it is stated so."""

CODED_TO = CITED_UNDER | {"T4": (*CITED_UNDER["T4"], 3, 4, 5, 6, 7, 8)}
"""Which of the included works each theory is coded to: over half discuss supply."""

PASSAGES = {
    "T1": "Where {n} providers competed, {place} found that people could choose between them.",
    "T3": "The forecast of demand in {place} left out {n} of the groups that had never asked.",
    "T4": "In {place} {n} providers offered support that the council had not thought of.",
    "T6": "{n} people with a personal budget in {place} decided who came and when.",
    "T7": "People in {place} said that {n} years with the same worker mattered most.",
}
"""What the invented documents say on each theory."""

_STANCES = (Stance.SUPPORTS, Stance.SUPPORTS, Stance.CHALLENGES, Stance.REFINES, Stance.EXTENDS)


@dataclass(frozen=True)
class Whole:
    """The review's folder, the records of `SOURCES` in their order, and the codings by theory, each of a source."""

    folder: Path
    records: tuple[str, ...]
    codings: dict[str, dict[int, str]]


def make(folder: Path) -> Whole:
    """Make the review in a new folder."""
    Project.create(folder, theory_map_file().read_text("utf-8"))
    project = Project.open(folder, REVIEWER)
    try:
        project.searches.import_file(SEARCHES)
        records = tuple(_import(project, place, source) for place, source in enumerate(SOURCES))
        for record, source in zip(records, SOURCES, strict=True):
            _decide(project, record, source)
        for place, record in enumerate(records[: len(INCLUDED)]):
            _read(project, record, document_of(place))
        codings = {
            code: {place: _code(project, records[place], place, code) for place in places}
            for code, places in CODED_TO.items()
        }
        for box, because in NOT_REPORTED.items():
            project.flow.state(box, "not-reported", because)
        _conclude(project)
        _write(project, records, codings)
    finally:
        project.close()
    return Whole(folder, records, codings)


def _import(project: Project, place: int, source: Source) -> str:
    """A source's reference, imported with its search; its record."""
    people = (
        () if source.is_by_organisation else tuple(f"{name}, A." for name in (source.author, *source.others))
    )
    reference = Reference(
        title=source.title,
        authors=people,
        organisation=source.author if source.is_by_organisation else "",
        year=source.year,
        line=place + 1,
        source_format="ris",
    )
    act = import_act(reference_identity(reference), reference, f"{source.search}.ris", "")
    project.journal.append(REVIEWER, structs.replace(act, search=source.search))
    project.records.set_source_type(act.record, source.source_type)
    return act.record


def _decide(project: Project, record: str, source: Source) -> None:
    decide = project.screening.decide
    decide(record, "include", "title-abstract", criteria=["I1", "I2"])
    if source.is_included:
        decide(record, "include", "theory-map")
    else:
        decide(record, "exclude", "theory-map", criteria=["E7"])


def document_of(place: int) -> Document:
    """The invented document of an included source: a paragraph, on a page of its own, for each theory that it is coded to."""
    source = INCLUDED[place]
    about = [code for code, places in CODED_TO.items() if place in places]
    told = (PASSAGES[code].format(n=place + 3, place=f"the town of {source.author}") for code in about)
    return a_document((f"{source.title}.", *told), first_label=101 + place)


def _read(project: Project, record: str, document: Document) -> None:
    """As if the source's file had been read and belonged to its reference."""
    texts.store(project.journal, document)
    file = hashlib.sha256(document.text.encode()).hexdigest()
    act = {"kind": "ingest", "record": record, "file_sha256": file, "text_sha256": document.text_sha256, "path": "", "status": "added", "message": "", "pages": len(document.pages), "metadata": {}}  # fmt: skip
    project.journal.append(REVIEWER, act)


def _code(project: Project, record: str, place: int, code: str) -> str:
    about = [one for one, places in CODED_TO.items() if place in places]
    passage = document_of(place).passages[1 + about.index(code)]
    stance = _STANCES[(place + int(code[1:])) % len(_STANCES)]
    return project.coding.code(
        record, [code], passage.start, passage.end, stance=stance, status="reported"
    ).id


def _conclude(project: Project) -> None:
    give = project.verdicts.give
    for code in ("T2", "T5"):
        give(code, "not-explored")
    give("T1", "mixed", caveat="Competition can be less effective than collaboration.")
    give(
        "RA",
        "partially-supported",
        caveat="The evidence is mainly on provision that is missing.",
        gap="Ordinary provision.",
    )


def _write(project: Project, records: tuple[str, ...], codings: dict[str, dict[int, str]]) -> None:
    """Prose on the theories that were explored, which quotes two passages and cites the other works."""
    for code, places in CITED_UNDER.items():
        first, second, *others = places
        cited = " ".join(f"[@{records[place][:16]}]" for place in others)
        project.desk.write(
            code,
            f"The first of the works reports it plainly: [@{codings[code][first][:16]}]\n\n"
            f"Another sees it so: [@{codings[code][second][:16]}]\n\nThe others agree in part {cited}.\n",
        )


# --- a text that cites as the example does ---------------------------------------------------------------------------------

HEADINGS = {
    "T1": "Theory 1: Market logic",
    "T3": "Theory 3: Demand",
    "T4": "Theory 4: Supply",
    "T6": "Theory 6: Personalisation",
    "T7": "Theory 7: Quality",
}


def cited_text() -> str:
    """The findings in Markdown: the works of `CITED_UNDER` under their theories, four in two forms, and the background."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Findings\n"
    yield f"Some of what follows is common knowledge ({'; '.join(BACKGROUND[:3])}).\n"
    for code, places in CITED_UNDER.items():
        yield f"## {HEADINGS[code]}\n"
        forms = [cited_as(place, code) for place in places]
        author, year = forms[0]
        yield f"{author} ({year}) say so, on the evidence of one town.\n"
        for start in range(1, len(forms), 4):
            listed = "; ".join(f"{author}, {year}" for author, year in forms[start : start + 4])
            yield f"Others found much the same in other places ({listed}).\n"
        if code == "T7":
            yield f"The guidance changed twice ({'; '.join(BACKGROUND[3:])}).\n"


def cited_as(place: int, code: str) -> tuple[str, str]:
    """How a source is cited under a theory: the name, with those of its co-authors, and the year."""
    source = INCLUDED[place]
    under, name, year = OTHER_SPELLINGS.get(source.author, ("", source.author, str(source.year)))
    if under != code:
        name, year = source.author, str(source.year)
    if len(source.others) == 1:
        return f"{name} and {source.others[0]}", year
    return f"{name} et al." if source.others else name, year


if __name__ == "__main__":
    make(Path(sys.argv[1]))
