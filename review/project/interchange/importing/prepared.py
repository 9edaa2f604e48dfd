"""A file that was read, with what its codes and sources become here; nothing is written yet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event as StopEvent

from review.errors import ReadingError
from review.exchange.refi.values import QdaProject, QdaSource, ReadProject, SourceKind
from review.journal.exchange import review_id
from review.journal.queries import references
from review.journal.queries.interchange.present import coded_codes
from review.project.interchange.exporting.ids import Ids
from review.project.interchange.importing.codes.choosing import chosen_codes
from review.project.interchange.importing.codes.mapping import CodePlan, planned_codes
from review.project.interchange.importing.describing import Described, Describing
from review.project.interchange.importing.matching import MatchedSource, facts, matched
from review.project.interchange.importing.own import is_own
from review.project.interchange.importing.services import Services
from review.templates import placeholders

_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]")
_LONGEST_STEM = 150


@dataclass(frozen=True)
class Prepared:
    """What a file holds, and what it becomes.

    `sources` are the texts and PDFs. By the guid of a source, `paths` has its file, `matches` its record, `said` what is said of it.
    """

    read: ReadProject
    plan: CodePlan
    sources: tuple[QdaSource, ...]
    describing: Describing
    said: Mapping[str, Described]
    paths: Mapping[str, Path]
    matches: Mapping[str, MatchedSource]


def prepare(
    services: Services,
    path: Path,
    folder: Path,
    maps: Mapping[str, str],
    under: str | None,
    stop: StopEvent | None,
) -> Prepared:
    """Read a file, with its documents into a folder, and say what its codes and sources become.

    Raises:
        ReadingError: it cannot be read.
        ReviewError: a code is unknown, or there are too many.
    """
    from review.exchange.refi.reading.project import read_project

    read = read_project(path, folder, stop)
    theory_map, project = services.theory.map, read.project
    ids = Ids(review_id.id_of(services.context.journal.database)) if is_own(project) else None
    plan = planned_codes(
        project,
        theory_map,
        choices=chosen_codes(project, maps, theory_map),
        under=under,
        known={ids.code(code): code for code in (*theory_map.code_names, *theory_map.former_codes)}
        if ids
        else {},
        unworded=_unworded(services),
    )
    describing = Describing(project, theory_map)
    sources = tuple(one for one in project.sources if one.kind in (SourceKind.TEXT, SourceKind.PDF))
    said = {source.guid: describing.of(source) for source in sources}
    paths = _named_files([one for one in sources if not said[one.guid].is_reference], folder)
    known = {
        source.guid: facts(
            source,
            _digest(paths.get(source.guid)),
            said[source.guid].reference.get("title", ""),
            is_reference=said[source.guid].is_reference,
        )
        for source in sources
    }
    records = services.records.all()
    merged = references.merged(services.context.journal)
    exported = {ids.source(one): one for one in (*(record.id for record in records), *merged)} if ids else {}
    matches = matched(sources, known, records, exported, merged)
    return Prepared(read, plan, sources, describing, said, paths, matches)


def _unworded(services: Services) -> frozenset[str]:
    """The theories and framings of a new review's map that nobody has worded, and nothing is coded to."""
    theory_map, used = services.theory.map, coded_codes(services.context.journal)
    plain = theory_map.to_plain()
    entries = {**plain.get("theories", {}), **plain.get("rival_framings", {})}
    return frozenset(
        code
        for code, entry in entries.items()
        if any(placeholders(entry)) and theory_map.under(code) == (code,) and code not in used
    )


def _named_files(sources: list[QdaSource], folder: Path) -> dict[str, Path]:
    """The file of each source that has one, by its guid, under the source's name; texts without a file are written to one.

    Raises:
        ReadingError: there is no room for them.
    """
    found: dict[str, Path] = {}
    for number, source in enumerate(sources):
        place = folder / "named" / str(number)
        try:
            if path := _file_of(source, folder, place):
                found[source.guid] = path
        except OSError as error:
            raise ReadingError(
                f"{place}: cannot be written ({error.strerror}); make room in the temporary folder"
            ) from error
    return found


def _file_of(source: QdaSource, folder: Path, place: Path) -> Path | None:
    """A source's file under its own name; None if it has none, or no text in it."""
    given = folder / source.file if source.file else None
    has_file = given is not None and given.is_file()
    is_blank = source.kind is SourceKind.TEXT and not (source.text or "").strip()
    if is_blank or not (has_file or source.text):
        return None
    ending = given.suffix if given and has_file else ".txt"
    stem = _NOT_IN_NAMES.sub("_", source.name.removesuffix(ending)).strip().lstrip(".")
    stem = stem.encode("utf-8", "replace")[:_LONGEST_STEM].decode(errors="ignore") or source.guid
    place.mkdir(parents=True, exist_ok=True)
    named = place / f"{stem}{ending}"
    if given and has_file:
        given.rename(named)
    else:
        named.write_text(source.text or "", "utf-8", newline="\n")
    return named


def _digest(path: Path | None) -> str:
    if path is None:
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_named(project: QdaProject, code_of: Mapping[str, str]) -> dict[str, str]:
    """The map's code by the id that a file of this program has in the code's name."""
    from review.project.interchange.importing.codes.names import CodeName

    if not is_own(project):
        return {}
    named = ((CodeName.read(code.name).id, code_of.get(code.guid, "")) for code in project.codes)
    return {name: code for name, code in named if name and code}
