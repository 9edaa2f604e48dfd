"""A whole review as a coded project, and what a file cannot hold of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from review import __version__
from review.domain import DecisionKind
from review.domain.wording.counted import counted
from review.exchange.refi.values import OWN_ORIGIN, QdaNote, QdaProject, QdaSet, QdaSource, QdaUser, Skipped
from review.export.kinds import Say, silently
from review.export.material import ExportMaterial
from review.journal.exchange import review_id
from review.project.documents import DocumentService
from review.project.exporting.material import material_of
from review.project.interchange.exporting.codebook import codes_of, rivalries, sets_of_codes
from review.project.interchange.exporting.configurations import sets_of_configurations
from review.project.interchange.exporting.documents import Documents
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.exporting.lost import lost_in_codebook, lost_in_project
from review.project.interchange.exporting.notes import Notes
from review.project.interchange.exporting.sources import Only, SourceMaker
from review.project.interchange.exporting.variables import Variables
from review.project.interchange.names import AT_STAGE, EXCLUDED, INCLUDED
from review.project.service import Context
from review.templates import placeholders

UNTITLED = "Untitled review"
"""What a project is called whose theory map has no title yet."""


@dataclass(frozen=True)
class Coded:
    """A review as a coded project: where the files of its sources are, and what a file cannot hold of it."""

    project: QdaProject
    files: Mapping[str, Path]
    lost: Sequence[Skipped]


def coded_project(
    context: Context,
    documents: DocumentService,
    *,
    with_files: bool = True,
    only: Only | None = None,
    say: Say = silently,
) -> Coded:
    """What the acting reviewer may see of a review; `say` gets a line for each record, and may raise to stop."""
    journal = context.journal
    material = material_of(journal, "", journal)
    ids = Ids(review_id.id_of(journal.database))
    notes, variables = Notes(ids, material.memos), Variables(ids)
    theory_map = material.theory_map
    codes = tuple(codes_of(theory_map, ids, notes.on_codes(theory_map.former_codes, theory_map.code_names)))
    maker = SourceMaker(material, Documents(context, documents), ids, notes, variables, with_files=with_files)
    records = maker.wanted(only)
    for number, record in enumerate(records, 1):
        say(f"{number:,} of {counted(len(records), 'source')} read")
        maker.add(record)
    configurations = sets_of_configurations(
        material.configurations(), maker.written.passage_of, ids, notes, theory_map.code_names
    )
    sets = (*_decided(material, ids), *sets_of_codes(theory_map, ids), *configurations)
    sources = {source.guid for source in maker.written.sources}
    project = QdaProject(
        name=_filled_in(theory_map.title) or UNTITLED,
        origin=f"{OWN_ORIGIN} {__version__}",
        description=_filled_in(theory_map.question),
        users=tuple(_users(material, maker.written.sources, notes.made, ids)),
        codes=codes,
        variables=variables.made,
        sources=tuple(maker.written.sources),
        notes=notes.made,
        links=tuple(rivalries(theory_map, ids)),
        sets=tuple(_among(sources, sets)),
    )
    lost = lost_in_project(journal, material, maker.written, notes, with_files=with_files)
    return Coded(project, maker.written.files, lost)


def _filled_in(text: str) -> str:
    """A text of the theory map, or nothing where a new review's placeholder still stands."""
    return "" if any(placeholders(text)) else text


def _among(sources: Collection[str], sets: Iterable[QdaSet]) -> Iterator[QdaSet]:
    """Sets without the sources that are not in the file; one that only had such sources is left out."""
    for one in sets:
        there = tuple(guid for guid in one.sources if guid in sources)
        if there or one.codes or one.notes or not one.sources:
            yield replace(one, sources=there)


def coded_codebook(context: Context) -> Coded:
    """The theory map of a review as a codebook."""
    journal = context.journal
    material = material_of(journal, "", journal)
    ids = Ids(review_id.id_of(journal.database))
    project = QdaProject(
        name=_filled_in(material.theory_map.title) or UNTITLED,
        origin=f"{OWN_ORIGIN} {__version__}",
        codes=tuple(codes_of(material.theory_map, ids, {})),
        sets=tuple(sets_of_codes(material.theory_map, ids)),
    )
    return Coded(project, {}, lost_in_codebook(material))


def _decided(material: ExportMaterial, ids: Ids) -> Iterator[QdaSet]:
    """The sources that are included, and those that are excluded, at each stage."""
    last = material.theory_map.last_stage
    for stage in material.theory_map.stages:
        for word, kind in ((INCLUDED, DecisionKind.INCLUDE), (EXCLUDED, DecisionKind.EXCLUDE)):
            name = word if stage.id == last else f"{word}{AT_STAGE}{stage.id}"
            members = [
                one.id for one in material.records if material.outcomes.get((one.id, stage.id)) == kind
            ]
            if members:
                yield QdaSet(guid=ids.of("set", name), name=name, sources=tuple(map(ids.source, members)))


def _users(
    material: ExportMaterial, sources: Iterable[QdaSource], notes: Iterable[QdaNote], ids: Ids
) -> Iterator[QdaUser]:
    """Who coded or wrote something that is in the file, by name."""
    seen = {selection.user for source in sources for selection in source.selections}
    seen |= {note.user for note in notes}
    names = {one.reviewer for one in material.codings()} | {one.reviewer for one in material.memos}
    names |= {part.reviewer for cmoc in material.configurations() for part in cmoc.fragments}
    for name in sorted(names):
        if ids.user(name) in seen:
            yield QdaUser(guid=ids.user(name), name=name)
