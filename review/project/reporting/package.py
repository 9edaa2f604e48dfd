"""The package of a review for "availability of data": tables, codebook, searches, report and their sources, in a zip."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct, structs

from review.errors import ReviewError
from review.journal.queries import theory
from review.project.documents import DocumentService
from review.project.exports import ExportService
from review.project.records import RecordService
from review.project.searches.service import SearchService
from review.project.service import Context, Service
from review.project.theory import TheoryService
from review.project.writing.service import DeskService
from review.sandbox.regular_file import as_text
from review.sandbox.temporary import noted, temporary_folder
from review.sandbox.whole_files import whole_file

if TYPE_CHECKING:
    from review.export.kinds import Say

SUMS = "SHA256SUMS"
"""The file with the digest of every other, as ``sha256sum --check`` reads it."""

_FOLDERS = {
    "tables": "tables",
    "causal map": "tables",
    "PRISMA for R": "tables",
    "figures": "figures",
    "references": "references",
    "report": "report",
}
"""The folder of each kind of export; other kinds are beside the report."""
_FORMATS = {
    "tables": ("csv", "xlsx"),
    "figures": ("svg",),
    "references": ("ris",),
}
"""The formats of each kind of export; other kinds are written in all of theirs."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that equal reviews give equal packages."""


class Package(Struct, frozen=True):
    """A package that was written: its file, and the names of what is in it."""

    file: Path
    contents: tuple[str, ...]


class PackageService(Service):
    """Packs a review for others, without its documents unless they are asked for."""

    def __init__(
        self,
        context: Context,
        exports: ExportService,
        theory: TheoryService,
        searches: SearchService,
        desk: DeskService,
        records: RecordService,
        documents: DocumentService,
    ) -> None:
        super().__init__(context)
        self._exports = exports
        self._theory = theory
        self._searches = searches
        self._desk = desk
        self._records = records
        self._documents = documents

    def write(self, file: Path, *, with_texts: bool = False, say: Say | None = None) -> Package:
        """Write the package, completely or not at all.

        Args:
            file: the zip; a package that is there is replaced.
            with_texts: with the texts and PDFs of the documents and the abstracts of references, which may be others' property.
            say: gets a line for each step, and may raise to stop.

        Raises:
            ReviewError: the file or a part of it cannot be written.
        """
        if file.suffix.lower() != ".zip":
            raise ReviewError(f"{file}: a package is a zip file; name it {file.name}.zip")
        if file.exists() and not zipfile.is_zipfile(file):
            raise ReviewError(f"{file}: not a package, and not replaced; choose another name")
        with noted(self._folder, file.parent), temporary_folder() as made, whole_file(file) as target:
            found = chain(
                self._made(Path(made), say, with_abstracts=with_texts),
                self._documents_with_texts() if with_texts else (),
            )
            return Package(file, _write(target, self._read_me(with_texts), found))

    def _made(
        self, folder: Path, say: Say | None, *, with_abstracts: bool
    ) -> Iterator[tuple[str, bytes | Path]]:
        """What is made from the journal: exports, the versions of the theory map, searches and prose."""
        from review.project.searches.writing import to_yaml as searches_as_yaml
        from review.theory_map.writing import to_yaml

        every = [export for export in self._exports.all() if not export.by_name_only]
        for kind, exports in groupby(every, key=lambda export: export.kind):
            names = {export.name: export.formats for export in exports}
            formats = _FORMATS.get(kind, tuple({one: None for of in names.values() for one in of}))
            written = self._exports.write(list(names), formats, folder, say=say)
            if kind == "references" and not with_abstracts:
                written = self._without_abstracts(folder, formats)
            for path in written:
                yield f"{_FOLDERS.get(kind, 'report')}/{path.name}", path
        for version in self._theory.versions():
            theory_map = theory.map_at(self._journal, version.number)
            yield f"codebook/theory_map_v{version.number}.yaml", to_yaml(theory_map).encode()
        if searches := self._searches.all():
            yield "searches/searches.yaml", searches_as_yaml(searches).encode()
        for code, prose in self._desk.all().items():
            yield f"prose/{code}.md", prose.text.encode()

    def _without_abstracts(self, folder: Path, formats: Sequence[str]) -> list[Path]:
        """The references without their abstracts, which are publishers', in the place of those with them."""
        from review.references.formats import write_reference_file

        found = self._exports.references()
        bare = [structs.replace(one, abstract="") for one in found.values()]
        return [write_reference_file(bare, folder, file_format, list(found)) for file_format in formats]

    def _documents_with_texts(self) -> Iterator[tuple[str, bytes | Path]]:
        """Each record's text, and its file under the path that it has in the review."""
        for record in self._records.all():
            if document := self._documents.get(record.id):
                yield f"texts/{record.id}.txt", document.text.encode(errors="replace")
            if path := self._documents.file_of(record.id):
                yield f"documents/{_within(as_text(self._documents.relative(path)))}", path

    def _read_me(self, with_texts: bool) -> str:
        title = " ".join(self._theory.map.title.split())
        texts = (
            "- texts/: the text of each document as it was read, by the id of its record\n- documents/: the documents\n"
            if with_texts
            else "The documents, their texts and abstracts are not in this package; quotations are, with source and page.\n"
        )
        return f"""# {title}

Package of a realist review, written by realist-review from the review's journal. Numbers and quotations are those of the journal
at that time; `tables/*.meta.json` says as of when, from how many events and under which version of the theory map.

Before you make it public: this package has the names of reviewers (in most tables and in references/), and notes, memos and comments
as they were written (tables/memos.csv), with the names of those who said them.

- tables/: every table, as CSV for programs and XLSX for people; decisions.csv has every screening decision with its criteria,
  evidence.csv every coded passage, search-log.csv every search string, model-card.csv how suggestions were made and how good they were,
  prisma.csv the flow for the R package PRISMA2020, prisma-notes.txt what that table cannot say, causal-map.xlsx configurations for Causal Map
- codebook/: every version of the theory map, as `review init` reads it; tables/codebook.csv has the present one, tables/theory-changes.csv the reasons
- searches/searches.yaml: the searches, as `review search import` reads them
- references/: all records, for reference managers
- figures/: the figures, as SVG
- report/: the report as Word, HTML and Markdown; `review verify` compares it with the review
- prose/: what was written on each theory, with a token for each quotation
- {SUMS}: the digest of each file (`sha256sum --check {SUMS}`)

{texts}"""


def _write(target: BinaryIO, read_me: str, found: Iterator[tuple[str, bytes | Path]]) -> tuple[str, ...]:
    """Write a zip; each name is used once, and the digests come last."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in chain([("README.md", read_me.encode())], found):
            if name not in digests:
                digests[name] = _add(package, name, content)
        sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
        _add(package, SUMS, sums.encode())
    return (*digests, SUMS)


def _add(package: zipfile.ZipFile, name: str, content: bytes | Path) -> str:
    """Add a file, and return its SHA-256."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    data = content if isinstance(content, bytes) else content.read_bytes()
    package.writestr(info, data)
    return hashlib.sha256(data).hexdigest()


def _within(path: str) -> str:
    """A path in a zip, which leads to no other folder when it is unpacked."""
    return "/".join(part for part in path.replace("\\", "/").split("/") if part not in {"", ".", ".."})
