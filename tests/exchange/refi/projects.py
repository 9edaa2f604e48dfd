"""Projects as other programs write them, made from texts with coded passages; each program counts and names in its own way.

Offsets are counted here from what is written before a passage, not by the reader's own functions.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

NAMESPACE = uuid.UUID("00000000-0000-0000-0000-0000000000aa")
MADE = (2024, 3, 1, 9, 30, 0)


@dataclass(frozen=True)
class Passage:
    """A passage of a text, half-open in code points of the text with line feeds."""

    start: int
    end: int
    codes: tuple[str, ...] = ()
    user: str = ""
    memo: str = ""


@dataclass(frozen=True)
class Text:
    """A text source; line ends are line feeds."""

    name: str
    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Code:
    """A code with those under it."""

    name: str
    under: tuple[Code, ...] = ()
    description: str = ""
    colour: str = ""


def coded(name: str, text: str, **codes: str) -> Text:
    """A text with a passage for each code, found by its words: ``coded("a", "…", Market="Councils shape")``."""
    passages = [
        Passage(text.index(words), text.index(words) + len(words), (code,)) for code, words in codes.items()
    ]
    return Text(name, text, tuple(passages))


def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def _guid(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name))


@dataclass(frozen=True)
class Dialect:
    """How a program writes projects: `written` makes a file's text, `offset` counts what is before a position."""

    origin: str
    written: Callable[[str], str] = str
    offset: Callable[[str], int] = len
    encoding: str = "utf-8"
    guid: Callable[[str], str] = _guid
    folder: str = "sources"
    qde: str = "project.qde"
    scheme: str = "internal://"
    has_users: bool = True
    has_names: bool = False
    is_inline: bool = False
    notes_in_files: bool = False
    namespace: str = ' xmlns="urn:QDA-XML:project:1.0"'
    more: Mapping[str, str] = field(default_factory=dict)
    """More of the XML, by the element that it is put before."""


NVIVO = Dialect(
    "NVivo for Windows 12.6.1.970",
    _windows,
    lambda before: len(_windows(before).encode("utf-16-le")) // 2,
    "utf-8-sig",
    lambda name: _guid(name).upper(),
    folder="Sources",
    qde="Project.qde",
)
NVIVO_WITH_MARK = replace(NVIVO, offset=lambda before: 1 + len(_windows(before).encode("utf-16-le")) // 2)
MAXQDA = Dialect(
    "MAXQDA 24 (Release 24.7.0)", _windows, len, "utf-8-sig", lambda name: f"{{{_guid(name).upper()}}}"
)
QUALCODER = Dialect("QualCoder 3.6", encoding="utf-8-sig", has_names=True)
BYTES = Dialect(
    "Taguette 1.4",
    offset=lambda before: len(before.encode()),
    guid=lambda name: str(crc32(name.encode())),
    has_users=False,
    namespace="",
)
QUIRKOS = Dialect("Quirkos 2.5", is_inline=True, has_names=True)
F4 = Dialect("f4 2025.2.9", has_users=False, notes_in_files=True)
QC = Dialect("qc 1.3.2", scheme="")
DIALECTS = {
    "NVivo for Windows": NVIVO,
    "NVivo with the mark counted": NVIVO_WITH_MARK,
    "MAXQDA": MAXQDA,
    "QualCoder": QUALCODER,
    "bytes": BYTES,
    "Quirkos": QUIRKOS,
    "f4": F4,
    "qc": QC,
}
"""How programs write, by name."""


def write_project(
    path: Path,
    dialect: Dialect,
    codes: Sequence[Code],
    texts: Sequence[Text],
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a project as a program does; `files` are put into its folder of sources as well."""
    contents = {} if dialect.is_inline else dict(_text_files(dialect, texts))
    contents |= dict(_note_files(dialect, texts)) | dict(files or {})
    write_archive(
        path,
        {
            dialect.qde: project_xml(dialect, codes, texts).encode(),
            **{f"{dialect.folder}/{name}": data for name, data in contents.items()},
        },
    )
    return path


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), data, zipfile.ZIP_DEFLATED)


def project_xml(dialect: Dialect, codes: Sequence[Code], texts: Sequence[Text]) -> str:
    """The XML of a project."""
    parts = {
        "Users": _users(dialect, texts),
        "CodeBook": f"<CodeBook><Codes>{''.join(_code(dialect, code, '') for code in codes)}</Codes></CodeBook>",
        "Sources": f"<Sources>{''.join(_source(dialect, text) for text in texts)}</Sources>",
        "Notes": _notes(dialect, texts),
    }
    body = "".join(dialect.more.get(name, "") + part for name, part in parts.items())
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project{dialect.namespace} name="Care markets" '
        f'origin={quoteattr(dialect.origin)} creationDateTime="2024-03-01T09:30:00Z">'
        f"{body}{dialect.more.get('', '')}</Project>"
    )


def _users(dialect: Dialect, texts: Sequence[Text]) -> str:
    names = dict.fromkeys(one.user for text in texts for one in text.passages if one.user)
    if not (dialect.has_users and names):
        return ""
    users = "".join(
        f"<User guid={quoteattr(dialect.guid('user ' + one))} name={quoteattr(one)}/>" for one in names
    )
    return f"<Users>{users}</Users>"


def _code(dialect: Dialect, code: Code, above: str) -> str:
    path = f"{above}/{code.name}" if above else code.name
    colour = f' color="{code.colour}"' if code.colour else ""
    description = f"<Description>{escape(code.description)}</Description>" if code.description else ""
    under = "".join(_code(dialect, one, path) for one in code.under)
    return (
        f"<Code guid={quoteattr(dialect.guid('code ' + code.name))} name={quoteattr(code.name)} "
        f'isCodable="true"{colour}>{description}{under}</Code>'
    )


def _source(dialect: Dialect, text: Text) -> str:
    selections = "".join(
        _selection(dialect, text, number, passage) for number, passage in enumerate(text.passages)
    )
    guid = quoteattr(dialect.guid("source " + text.name))
    if dialect.is_inline:
        content = f"<PlainTextContent>{escape(text.text)}</PlainTextContent>"
        return f"<TextSource guid={guid} name={quoteattr(text.name)}>{content}{selections}</TextSource>"
    where = quoteattr(f"{dialect.scheme}{file_name(text)}")
    return (
        f"<TextSource guid={guid} name={quoteattr(text.name)} plainTextPath={where}>{selections}</TextSource>"
    )


def _selection(dialect: Dialect, text: Text, number: int, passage: Passage) -> str:
    start, end = (dialect.offset(text.text[:at]) for at in (passage.start, passage.end))
    name = f" name={quoteattr(text.text[passage.start : passage.end])}" if dialect.has_names else ""
    made = f'creationDateTime="2024-03-0{1 + number % 9}T10:00:00Z"'
    if passage.user and dialect.has_users:
        made += f" creatingUser={quoteattr(dialect.guid('user ' + passage.user))}"
    about = f"{text.name} {number}"
    codings = "".join(
        f"<Coding guid={quoteattr(dialect.guid(f'coding {about} {code}'))} {made}>"
        f"<CodeRef targetGUID={quoteattr(dialect.guid('code ' + code))}/></Coding>"
        for code in passage.codes
    )
    in_note = bool(passage.memo) and dialect.notes_in_files
    memo = f"<Description>{escape(passage.memo)}</Description>" if passage.memo and not in_note else ""
    ref = f"<NoteRef targetGUID={quoteattr(dialect.guid('note ' + about))}/>" if in_note else ""
    guid = quoteattr(dialect.guid("selection " + about))
    return (
        f'<PlainTextSelection guid={guid} startPosition="{start}" endPosition="{end}"{name} {made}>'
        f"{memo}{codings}{ref}</PlainTextSelection>"
    )


def _noted(dialect: Dialect, texts: Sequence[Text]) -> Iterator[tuple[str, Passage]]:
    if dialect.notes_in_files:
        for text in texts:
            for number, passage in enumerate(text.passages):
                if passage.memo:
                    yield dialect.guid(f"note {text.name} {number}"), passage


def _notes(dialect: Dialect, texts: Sequence[Text]) -> str:
    notes = [
        f'<Note guid="{guid}" plainTextPath="internal://{guid}.txt"/>' for guid, _ in _noted(dialect, texts)
    ]
    return f"<Notes>{''.join(notes)}</Notes>" if notes else ""


def _note_files(dialect: Dialect, texts: Sequence[Text]) -> Iterator[tuple[str, bytes]]:
    for guid, passage in _noted(dialect, texts):
        yield f"{guid}.txt", passage.memo.encode(dialect.encoding)


def file_name(text: Text) -> str:
    """The name of a text's file in the archive."""
    return f"{_guid('file ' + text.name)}.txt"


def _text_files(dialect: Dialect, texts: Sequence[Text]) -> Iterator[tuple[str, bytes]]:
    for text in texts:
        yield file_name(text), dialect.written(text.text).encode(dialect.encoding)


CARE = (
    Code(
        "Market logic",
        (Code("Competition", (Code("Price"),)), Code("Choice")),
        "Providers compete.",
        "#F00082",
    ),
    Code("Personalisation"),
)
"""A tree of codes, three levels deep."""

INTERVIEW = coded(
    "Interview 1",
    "Q: What changed?\n\nCouncils 👋 shape the market – they “commission”.\nProviders 𝒜 left.\n\nPeople choose.\n",
    **{
        "Market logic": "Councils 👋 shape the market",
        "Competition": "Providers 𝒜 left.",
        "Price": "commission",
        "Personalisation": "People choose.",
    },
)
"""An interview with characters beyond 16 bits before and in its passages."""


def atlas_ti(path: Path, pdf: bytes, text: str, passages: Sequence[tuple[Passage, Sequence[Area]]]) -> Path:
    """A project of a PDF with its text, each passage as text and as areas under one GUID; no quotation has a text in it."""
    guid = NVIVO.guid
    selections = [
        _area(guid(f"selection {number}"), area, passage)
        for number, (passage, areas) in enumerate(passages)
        for area in areas
    ]
    texts = "".join(
        f'<PlainTextSelection guid="{guid(f"selection {number}")}" startPosition="{passage.start}" '
        f'endPosition="{passage.end}" name={quoteattr(_cut(text[passage.start : passage.end]))}>'
        f"{_codings(passage)}</PlainTextSelection>"
        for number, (passage, _) in enumerate(passages)
        if passage.end > passage.start
    )
    xml = (
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?><Project xmlns="urn:QDA-XML:project:1.0" name="Care" '
        'origin="ATLAS.ti 23.2.1"><CodeBook><Codes>'
        f"{''.join(_code(NVIVO, code, '') for code in CARE)}</Codes></CodeBook><Sources>"
        f'<PDFSource guid="{guid("pdf")}" name="Care report.pdf" path="internal://report.pdf">'
        f"{''.join(selections)}"
        f'<Representation guid="{guid("text")}" plainTextPath="internal://report.txt">{texts}</Representation>'
        "</PDFSource></Sources></Project>"
    )
    members = {"project.qde": xml.encode(), "sources/report.txt": text.encode()}
    write_archive(path, members | ({"sources/report.pdf": pdf} if pdf else {}))
    return path


@dataclass(frozen=True)
class Area:
    """A rectangle on a page (from 1) in points from the lower left, and the text that its own representation has."""

    page: int
    left: int
    bottom: int
    right: int
    top: int
    text: str = ""


def _area(guid: str, area: Area, passage: Passage) -> str:
    shown = ""
    if area.text:
        content = f"<PlainTextContent>{escape(area.text)}</PlainTextContent>"
        shown = f'<Representation guid="{NVIVO.guid(area.text)}">{content}</Representation>'
    return (
        f'<PDFSelection guid="{guid}" page="{area.page - 1}" firstX="{area.left}" firstY="{area.bottom}" '
        f'secondX="{area.right}" secondY="{area.top}">{shown}{_codings(passage)}</PDFSelection>'
    )


def _codings(passage: Passage) -> str:
    return "".join(
        f'<Coding guid="{NVIVO.guid(f"coding {passage.start} {code}")}">'
        f'<CodeRef targetGUID="{NVIVO.guid("code " + code)}"/></Coding>'
        for code in passage.codes
    )


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
