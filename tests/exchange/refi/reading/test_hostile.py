"""Projects that are broken or made to do harm are refused in one line, or what is broken in them is listed."""

from __future__ import annotations

import struct
import threading
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.errors import ReadingError
from review.exchange.refi.reading.archive import DAMAGED
from review.exchange.refi.reading.checking import check_clean, check_source
from review.exchange.refi.reading.files import SourceFiles
from review.exchange.refi.reading.limits import PROJECT_LIMITS, ProjectLimits
from review.exchange.refi.reading.project import read_project
from review.exchange.refi.values import QdaProject, QdaSelection, QdaSource, SourceKind
from review.sandbox.messages import CannotReadError, ProtocolError
from tests.exchange.refi.projects import CARE, INTERVIEW, NVIVO, write_archive, write_project
from tests.exchange.refi.reading.in_process import Found, read

SMALL = ProjectLimits(
    members=5,
    unpacked=100_000_000,
    xml=1_000_000,
    text=1000,
    texts=1500,
    depth=20,
    codes=10,
    sources=5,
    selections=10,
)


def project(path: Path, xml: str, **members: bytes) -> Path:
    """An archive with this XML."""
    write_archive(path, {"project.qde": xml.encode(), **members})
    return path


def source(content: str, text: str = "Councils shape it.") -> str:
    """The XML of a project with a text source."""
    return (
        '<Project><Sources><TextSource guid="t" name="A">'
        f"<PlainTextContent>{text}</PlainTextContent>{content}</TextSource></Sources></Project>"
    )


def selection(start: object, end: object, guid: str = "s", more: str = "") -> str:
    """The XML of a selection."""
    return f'<PlainTextSelection guid="{guid}" startPosition="{start}" endPosition="{end}">{more}</PlainTextSelection>'


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE p SYSTEM "http://example.org/p.dtd">',
    ],
)
def test_entities_are_refused(doctype: str, tmp_path: Path) -> None:
    path = project(tmp_path / "a.qdpx", doctype + source("").replace("shape", "&b;"))
    with pytest.raises(ReadingError) as error:
        read_project(path)
    assert str(error.value) == (
        f"{path}: it declares entities or a document type, which no coded project has; it was not read"
    )


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (source(selection(0, 8) * 11), "it has more than 10 selections, which is too many to import"),
        ("<Project><CodeBook><Codes>" + '<Code name="a"/>' * 11, "it has more than 10 codes"),
        ("<Project><Sources>" + '<PDFSource guid="p"/>' * 6, "it has more than 5 sources"),
        ("<Project>" + "<Code name='a'>" * 30, "it has more than 10 codes"),
        ("<Project>" + "<Deep>" * 30, "its elements are more than 20 levels deep"),
        ("<Project>" + "x" * 1_000_001, "it is larger than 1 MB"),
        ("<Project><CodeBook>", "line 1 is not valid XML (no element found)"),
        ("<Project>\n<a & b></Project>", "line 2 is not valid XML"),
        ("", "it is empty"),
        ("<html></html>", "it is not a REFI-QDA project"),
    ],
)
def test_what_is_too_much_or_no_project_is_refused(xml: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CannotReadError) as error:
        read(project(tmp_path / "a.qdpx", xml), SMALL)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.usefixtures("started_alone")
def test_a_million_selections_are_refused_by_the_child(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("project.qde", "w") as file,
    ):
        file.write(b"<Project><Sources><TextSource>")
        for _ in range(1000):
            file.write(b'<PDFSelection guid="s" page="1"/>' * 1000)
    with pytest.raises(ReadingError, match="it has more than 20,000 selections, which is too many"):
        read_project(path, limits=ProjectLimits(selections=20_000))
    assert PROJECT_LIMITS.selections == 200_000


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a.txt": b"text"}, "it has no project (a file .qde) in it"),
        (
            {"a.qde": b"<Project/>", "b.qde": b"<Project/>"},
            "it has several projects in it (“a.qde” and “b.qde”)",
        ),
        ({"a.qde": b"<Project/>", **{f"{n}.txt": b"" for n in range(6)}}, "it has more than 5 files"),
        ({}, "it has no project"),
    ],
)
def test_an_archive_without_one_project_is_refused(
    members: dict[str, bytes], message: str, tmp_path: Path
) -> None:
    write_archive(tmp_path / "a.qdpx", members)
    with pytest.raises(CannotReadError) as error:
        read(tmp_path / "a.qdpx", SMALL)
    assert str(error.value).startswith(message)


def test_what_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = project(tmp_path / "a.qdpx", "<Project>" + " " * 60_000_000)
    with pytest.raises(CannotReadError, match="it unpacks without end"):
        read(path)
    with pytest.raises(CannotReadError, match="its files are larger than 10 MB"):
        read(path, ProjectLimits(unpacked=10_000_000))


def test_names_in_the_archive_and_the_project_are_never_paths(tmp_path: Path) -> None:
    folder = tmp_path / "inner" / "files"
    folder.mkdir(parents=True)
    xml = (
        '<Project><Sources><TextSource guid="t" name="../../../evil" plainTextPath="internal://../../evil.txt"/>'
        '<TextSource guid="u" name="/evil\x09.txt" plainTextPath="/etc/passwd"/></Sources></Project>'
    )
    path = project(tmp_path / "a.qdpx", xml, **{"../../evil.txt": b"Text"})
    found = read_project(path, folder)
    assert [one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file()] == [
        "a.qdpx",
        "inner/files/evil.txt",
    ]
    assert [one.file for one in found.project.sources] == ["evil.txt", ""]


def test_broken_offsets_are_listed(tmp_path: Path) -> None:
    broken = [(0, 999), (-5, 3), (9, 2), (4, 4), ("one", 2), ("", ""), (0, "9" * 40), ("1e9", 2)]
    xml = source(selection(0, 8) + "".join(selection(*pair, guid=f"s{n}") for n, pair in enumerate(broken)))
    found = read(project(tmp_path / "a.qde", xml))
    assert found.quotations() == ["Councils"]
    assert found.counts.selections == 1 + len(broken)
    assert list(found.skipped.values()) == [
        'its offsets are not numbers (startPosition="one", endPosition="2")',
        'its offsets are not numbers (startPosition="", endPosition="")',
        f'its offsets are not numbers (startPosition="0", endPosition="{"9" * 30}")',
        'its offsets are not numbers (startPosition="1e9", endPosition="2")',
        "it ends behind the text",
        "it begins before the text",
        "it ends before it begins",
        "it has no text",
    ]
    assert "selection (0–999) of “A”" in found.skipped


def test_many_broken_things_are_counted_not_listed(tmp_path: Path) -> None:
    xml = source("".join(selection(0, 100 + n, guid=f"s{n}") for n in range(1000)))
    found = read(project(tmp_path / "a.qde", xml))
    assert len(found.skipped) == 21
    assert found.skipped["980 more selections"] == "it ends behind the text"


def test_an_offset_within_a_character_is_listed(tmp_path: Path) -> None:
    text = "𝒜𝒜 first 𝒜 second 𝒜 third"
    spans = [(5, 10), (14, 20), (24, 29), (1, 10)]
    xml = source("".join(selection(*span, guid=str(span)) for span in spans), text)
    found = read(project(tmp_path / "a.qde", xml))
    assert found.quotations() == ["first", "second", "third"]
    assert found.skipped == {"selection (1–10) of “A”": "it begins or ends within a character"}


def test_guids_that_are_doubled_missing_or_of_another_kind_do_no_harm(tmp_path: Path) -> None:
    coding = '<Coding guid="{0}"><CodeRef targetGUID="{{ C1 }}"/></Coding>'
    xml = (
        '<Project><CodeBook><Codes><Code guid="{c1}" name="One"/><Code guid="C1" name="Two"><Code guid="3" name="Three"/></Code>'
        '<Code name="Four"/><Code name=""/></Codes></CodeBook><Sources><TextSource guid="t" name="A"><PlainTextContent>Words here.'
        f"</PlainTextContent>{selection(0, 5, 's', coding.format('k'))}{selection(6, 10, 's', coding.format('k'))}"
        f'{selection(0, 5, "")}</TextSource><TextSource guid="T" name="B"/></Sources></Project>'
    )
    found = read(project(tmp_path / "a.qde", xml))
    assert [(code.guid, code.name, code.parent) for code in found.project.codes] == [
        ("c1", "One", ""),
        ("3", "Three", "c1"),
        ("code-4", "Four", ""),
        ("code-5", "code without a name", ""),
    ]
    assert [one.guid for one in found.sources] == ["t", "t#2"]
    assert found.quotations() == ["Words", "here", "Words"]
    assert [one.codings[0].code for one in found.sources[0].selections[:2]] == ["c1", "c1"]
    assert [one.guid for one in found.sources[0].selections[:2]] == ["s", "s#2"]
    assert (found.counts.codes, found.counts.selections) == (5, 2)
    assert found.skipped == {
        "code “Two”": "another code before it has the same GUID; that one counts",
        "the text of “B”": "the file has none",
    }


def test_texts_that_are_too_long_are_refused(tmp_path: Path) -> None:
    sources = "".join(f'<TextSource guid="{n}" name="{n}" plainTextPath="{n}.txt"/>' for n in (1, 2, 3))
    xml = f"<Project><Sources>{sources}</Sources></Project>"
    path = project(tmp_path / "a.qdpx", xml, **{"1.txt": b"a" * 1001, "2.txt": b"b" * 800})
    found = read(path, SMALL, with_files=True)
    assert found.refused == {"“1.txt” of “1”": "it is larger than 1,000 bytes"}
    assert [one.text and one.text[0] for one in found.sources] == [None, "b", None]
    path = project(tmp_path / "a.qdpx", xml, **{f"{n}.txt": b"a" * 800 for n in (1, 2)})
    with pytest.raises(CannotReadError, match="its texts are longer than 1,500 bytes"):
        read(path, SMALL)


def test_an_encrypted_or_cut_archive_is_refused(tmp_path: Path) -> None:
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW])
    data = path.read_bytes()
    for length in (len(data) - 10, len(data) // 2, 10):
        path.write_bytes(data[:length])
        with pytest.raises(CannotReadError) as error:
            read(path)
        assert str(error.value) == DAMAGED
    path.write_bytes(encrypted(data, b"Project.qde"))
    with pytest.raises(CannotReadError, match="it is encrypted; export it without a password"):
        read(path)
    path.write_bytes(encrypted(data, b"Sources/"))
    found = read(path, with_files=True)
    assert list(found.refused.values()) == ["it is encrypted; export it without a password"]
    assert (found.sources[0].file, found.files) == ("", {})


def encrypted(data: bytes, name: bytes) -> bytes:
    """An archive with the flag of encryption on the members whose names begin so."""
    changed = bytearray(data)
    for signature, flags, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(signature)
        while at >= 0:
            if data[at + name_at :].startswith(name):
                struct.pack_into("<H", changed, at + flags, 1)
            at = data.find(signature, at + 4)
    return bytes(changed)


@settings(max_examples=150)
@given(data=st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.qdpx"
    write_project(path, NVIVO, CARE, [INTERVIEW])
    content = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))] or content)
    found = Found()
    with suppress(CannotReadError):
        found = read(path, with_files=True)
    assert found.counts.sources == len(found.sources)


def test_control_characters_do_not_reach_the_screen(tmp_path: Path) -> None:
    xml = '<Project name="a&#x9b;31m&#10;b"><CodeBook><Codes><Code name="c&#x85;&#x202e;d" guid="&#x7f;x"/></Codes></CodeBook></Project>'
    found = read(project(tmp_path / "a.qde", xml))
    assert found.project.name == "a 31m b"
    assert found.project.codes[0].guid == "x"
    check_clean(found.project)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW])
    with pytest.raises(ReadingError, match="stopped before all of it was read"):
        read_project(path, tmp_path, stop)


def test_the_parent_believes_no_child(tmp_path: Path) -> None:
    with pytest.raises(ProtocolError):
        check_clean(QdaProject(name="a\x1b[2J"))
    beyond = QdaSource(
        guid="t",
        name="A",
        kind=SourceKind.TEXT,
        text="abc",
        selections=(QdaSelection(guid="s", start=0, end=4),),
    )
    with pytest.raises(ProtocolError):
        check_source(beyond)
    with pytest.raises(ProtocolError):
        check_source(QdaSource(guid="t", name="A", kind=SourceKind.TEXT, file="/../a.txt"))
    files = SourceFiles(tmp_path, ["", "b.txt"])
    for number in (-1, 0, 2):
        with pytest.raises(ProtocolError):
            files.write(number, b"data")
    files.write(1, b"data")
    files.end(1)
    with pytest.raises(ProtocolError):
        files.write(1, b"more")
    assert (tmp_path / "b.txt").read_bytes() == b"data"


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW])
    with pytest.raises(ReadingError) as error:
        read_project(path, tmp_path / "missing")
    assert str(error.value).startswith(
        f"{tmp_path / 'missing'}: cannot be written (No such file or directory)"
    )
    assert read(path, PROJECT_LIMITS).quotations()
