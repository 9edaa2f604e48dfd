"""Writes references for other programs: RIS, BibTeX, CSL-JSON, and CSV for ASReview and for Rayyan.

Decisions, labels, codes and source types are written to fields that are restored when the file is imported again
(`review.references.review_fields`), together with values for which the format has no field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from review.domain.reference import Reference
from review.domain.wording.unknown import unknown_name
from review.errors import ReviewError
from review.references.cleaning.normal_form import tidied
from review.sandbox.whole_files import write_files

__all__ = ["REFERENCE_FORMATS", "write_reference_file", "write_references"]

REFERENCE_FORMATS = {"ris": "ris", "bibtex": "bib", "csl-json": "json", "asreview": "csv", "rayyan": "csv"}
"""The formats by name, each with its file extension."""


def write_reference_file(
    references: Iterable[Reference],
    folder: Path,
    format_name: str,
    keys: Sequence[str] = (),
    *,
    clean: bool = False,
) -> Path:
    """Write `references` into `folder`, as ``references.ris`` and the like, and return the file.

    `keys` and `clean` are as in `write_references`.

    Raises:
        ReviewError: the file cannot be written, or `format_name` is not in `REFERENCE_FORMATS`.
    """
    ending = REFERENCE_FORMATS.get(format_name, "")
    # Both tables have the extension .csv, so the name says which program each is for.
    path = folder / (f"references-{format_name}.csv" if ending == "csv" else f"references.{ending}")
    write_files({path: write_references(references, format_name, keys, clean=clean)})
    return path


def write_references(
    references: Iterable[Reference], format_name: str, keys: Sequence[str] = (), *, clean: bool = False
) -> bytes:
    """A file with `references`, in UTF-8.

    `keys` are those under which BibTeX and CSL-JSON have them, one for each; without them each has its own, or one by its place.

    `clean`: without what only this program reads (decisions, codes, values of other formats); labels are keywords then.

    Otherwise reading the file again gives the same references except for `line`, a key that was given to one without (and `source_format`, if nothing of the
    former format had to be kept). Equal references give equal bytes.

    Raises:
        ReviewError: `format_name` is not in `REFERENCE_FORMATS`, or has nothing but what a program for screening reads.
    """
    if clean and format_name in ("asreview", "rayyan"):
        raise ReviewError(f"{format_name}: is for screening and never clean; choose ris, bibtex or csl-json")
    tidy = [tidied(_with_labels_as_keywords(one) if clean else one) for one in references]
    if format_name == "bibtex":
        from review.references.formats import bibtex_writer

        return bibtex_writer.render(tidy, keys, clean=clean).encode()
    if format_name == "csl-json":
        from review.references.formats import csl_json_writer

        return csl_json_writer.render(tidy, keys, clean=clean).encode()
    if format_name == "ris":
        from review.references.formats import ris_writer

        return ris_writer.render(tidy, clean=clean).encode()
    if format_name == "asreview":
        from review.references.formats.asreview_writer import render
    elif format_name == "rayyan":
        from review.references.formats.rayyan_writer import render
    else:
        raise ReviewError(unknown_name("format", format_name, REFERENCE_FORMATS))
    return render(tidy).encode()


def _with_labels_as_keywords(reference: Reference) -> Reference:
    return replace(reference, keywords=tuple(dict.fromkeys(reference.keywords + reference.labels)))
