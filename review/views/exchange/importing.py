"""The answer of exchange import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.views.view import View

if TYPE_CHECKING:
    from review.exchange.refi.values import Skipped
    from review.project.interchange.report import MappedCode, ProjectReport


class LeftOut(View, frozen=True, kw_only=True):
    """Something that was not imported, or that a file of another program has no place for."""

    what: Annotated[str, meaning("what it is, with a number where there are several")]
    why: Annotated[str, meaning("why")]

    @classmethod
    def of(cls, skipped: Skipped) -> LeftOut:
        """The view of what was left out."""
        return cls(what=skipped.what, why=skipped.why)


class CodeMapping(View, frozen=True, kw_only=True):
    """A code of the file, and what it becomes."""

    code: Annotated[str, meaning("id of the code in the file, for `--map`")]
    path: Annotated[
        str, meaning("names from the top of the file's tree, joined by ` / `; cut where it is long")
    ]
    to: Annotated[str, meaning("id of the code of the theory map that it becomes")]
    name: Annotated[str, meaning("name of that code")]
    new: Annotated[bool, meaning("whether the import adds that code")]

    @classmethod
    def of(cls, mapped: MappedCode) -> CodeMapping:
        """The view of a code's mapping."""
        return cls(code=mapped.guid, path=mapped.path, to=mapped.to, name=mapped.name, new=mapped.is_new)


class ImportedProject(View, frozen=True, kw_only=True):
    """A coded project of another program was imported; with `--preview` nothing was stored."""

    origin: Annotated[str, meaning("program that wrote the file, as it says; empty if it does not")]
    name: Annotated[str, meaning("name of the project in the file")]
    codes: Annotated[int, meaning("number of codes in the file")]
    sources: Annotated[int, meaning("number of sources of every kind in the file")]
    selections: Annotated[int, meaning("number of passages of texts and PDFs in the file, by distinct id")]
    offsets: Annotated[
        str,
        meaning(
            "how positions in the file were counted; `code points` is the standard's; empty without texts"
        ),
    ]
    added: Annotated[dict[str, int], meaning("what was imported (or would be): number by kind")]
    unplaced: Annotated[int, meaning("number of passages of the file that are in no text here")]
    read_later: Annotated[
        int, meaning("number of passages that are placed when their document is read; only with `--preview`")
    ]
    mapping: Annotated[tuple[CodeMapping, ...], meaning("what each code of the file becomes")]
    skipped: Annotated[tuple[LeftOut, ...], meaning("what was not imported, and why")]
    stopped: Annotated[bool, meaning("whether it was stopped; import the file again to continue")]

    @classmethod
    def of(cls, report: ProjectReport) -> ImportedProject:
        """The view of a report."""
        return cls(
            origin=report.origin,
            name=report.name,
            codes=report.codes,
            sources=report.sources,
            selections=report.selections,
            offsets=report.offsets,
            added=dict(report.added),
            unplaced=report.unplaced,
            read_later=report.read_later,
            mapping=tuple(map(CodeMapping.of, report.mapping)),
            skipped=tuple(map(LeftOut.of, report.skipped)),
            stopped=report.stopped,
        )
