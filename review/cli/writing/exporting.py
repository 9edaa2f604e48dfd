"""Command for the exports: tables, figures, references and copies of PDFs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from review.cli.command import Command, Result, selection_arguments
from review.cli.saying import say
from review.domain import Selection
from review.errors import ReviewError
from review.project import Project
from review.views.exports import Exported, ExportNames

if TYPE_CHECKING:
    from review.export.kinds import Refused

ANNOTATED = "annotated"
"""The export after which records may be named."""

REFERENCES = "references"
"""The export that conditions choose records for."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="the exports (`--list` lists them); after `annotated` alone, the records whose PDFs to annotate (default: all that are coded)",
    )
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="F",
        help="one that the export can be written in (`--list` shows them; default for tables: csv and xlsx, for figures: svg and png)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: exports/)")
    parser.add_argument(
        "--as-of",
        default="",
        metavar="MOMENT",
        help="the review as of the end of that UTC day, of that time, version (v3) or event",
    )
    parser.add_argument(
        "--without-low",
        action="append",
        default=[],
        metavar="DIMENSION",
        help="leave out of tables of evidence what was appraised low in it (relevance, richness, rigour or another of the map), by nobody higher",
    )
    parser.add_argument(
        "--template",
        metavar="NAME",
        help="of the report: generic (default), bmj-open or a file of your own (FILE.yaml)",
    )
    parser.add_argument(
        "--style",
        metavar="NAME",
        help="citation style of the report: author-year, vancouver or a file (FILE.csl); default: the template's",
    )
    parser.add_argument(
        "--model-card",
        action="store_true",
        help="measure the suggestions for the report, which takes as long as `review evaluate`",
    )
    parser.add_argument(
        "--with-evidence", action="store_true", help="add all coded passages to the report, as a supplement"
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="references without decisions, codes and other notes of this program; labels become keywords",
    )
    selection_arguments(parser)
    parser.add_argument("--all", action="store_true", help="write all exports but copies of the PDFs")
    parser.add_argument("--list", action="store_true", help="list the exports, with their formats")


def _export(project: Project, options: Namespace) -> Result:
    if options.list:
        exports = project.exports.all()
        return Result(
            ExportNames.of(exports),
            [
                f"{export.name:<24}{export.title}: {export.description} ({', '.join(export.formats)})"
                for export in exports
            ],
        )
    every = project.exports.all()
    names = [one.name for one in every if not one.by_name_only] if options.all else options.names
    if not names:
        raise ReviewError("no export given; `review export --list` lists them")
    names, records = _records_after(names, [one.name for one in every], project)
    chosen = {
        "template": options.template,
        "style": options.style,
        "model-card": "yes" if options.model_card else "",
        "evidence": "yes" if options.with_evidence else "",
        "records": records,
        "clean": "yes" if options.clean else "",
    }
    refused: list[Refused] = []
    written = project.exports.write(
        names,
        options.format,
        options.out,
        options.as_of,
        options.without_low,
        {name: value for name, value in chosen.items() if value},
        selection=_references_asked_for(project, options, names),
        refuse=refused.append,
        remark=say,
    )
    if options.without_low:
        for name in (one.name for one in every if one.name in names and not one.counts):
            say(f"{name}: written whole; nothing in it is left out by its level")
    for one in every:
        if one.name in names and options.format and not set(options.format) & set(one.formats):
            say(f"{one.name}: not in {' or '.join(options.format)}; written as {' and '.join(one.usual)}")
    for left in refused:
        say(left.message)
    return Result(Exported.of(written, refused), [str(path) for path in written], 1 if refused else 0)


def _records_after(names: Sequence[str], known: Sequence[str], project: Project) -> tuple[Sequence[str], str]:
    """The names of exports, and the ids of the records named after `annotated`, with spaces between them.

    Names of no export are records only where `annotated` is the only export.
    """
    exports = [name for name in names if name in known]
    others = [name for name in names if name not in known]
    if not others or exports != [ANNOTATED]:
        return names, ""
    return exports, " ".join(project.records.find(name) for name in others)


def _references_asked_for(project: Project, options: Namespace, names: Sequence[str]) -> Selection | None:
    """Which references to export; None for all.

    Raises:
        ReviewError: another export is named beside a condition, or a condition cannot be met.
    """
    if not options.where and not options.search.strip():
        return None
    if others := [name for name in names if name != REFERENCES]:
        left = "--all" if options.all else ", ".join(others)
        raise ReviewError(f"--where and --search choose records for {REFERENCES} only: leave out {left}")
    return Selection(tuple(map(project.records.condition, options.where)), options.search)


COMMANDS = (Command("export", "write tables, figures and references for the write-up", _export, _arguments),)
