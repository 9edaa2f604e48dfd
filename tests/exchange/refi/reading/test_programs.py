"""Projects as each program writes them: their codes, sources and quotations are found, however it counts and names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.errors import ReadingError
from review.exchange.refi.reading.project import read_project
from review.exchange.refi.values import QdaCode, Skipped, SourceKind
from review.sandbox.messages import CannotReadError
from tests.exchange.refi.projects import (
    CARE,
    DIALECTS,
    F4,
    INTERVIEW,
    MAXQDA,
    NVIVO,
    QUALCODER,
    QUIRKOS,
    Area,
    Passage,
    Text,
    atlas_ti,
    coded,
    file_name,
    project_xml,
    write_archive,
    write_project,
)
from tests.exchange.refi.reading.in_process import read

QUOTATIONS = [INTERVIEW.text[one.start : one.end] for one in INTERVIEW.passages]


@pytest.mark.parametrize("program", DIALECTS)
def test_the_quotations_of_every_program_are_found(program: str, tmp_path: Path) -> None:
    found = read(write_project(tmp_path / "a.qdpx", DIALECTS[program], CARE, [INTERVIEW]))
    assert found.quotations() == QUOTATIONS
    assert found.sources[0].text == INTERVIEW.text
    assert [code.name for code in found.project.codes] == [
        "Market logic",
        "Competition",
        "Price",
        "Choice",
        "Personalisation",
    ]
    names = {code.guid: code.name for code in found.project.codes}
    assert [names.get(code.parent, "") for code in found.project.codes] == [
        "",
        "Market logic",
        "Competition",
        "Market logic",
        "",
    ]
    codes = [[names[coding.code] for coding in one.codings] for one in found.sources[0].selections]
    assert codes == [["Market logic"], ["Competition"], ["Price"], ["Personalisation"]]
    assert (found.counts.codes, found.counts.sources, found.counts.selections) == (5, 1, 4)
    assert (found.skipped, found.refused) == ({}, {})


def test_ids_times_and_colours_have_one_form(tmp_path: Path) -> None:
    text = Text("Interview", "Councils shape it.", (Passage(0, 8, ("Choice",), "Ann Lee", "Why?"),))
    found = read(write_project(tmp_path / "a.qdpx", MAXQDA, CARE, [text]))
    selection = found.sources[0].selections[0]
    (user,) = found.project.users
    assert (user.name, selection.user, selection.codings[0].user) == ("Ann Lee", user.guid, user.guid)
    assert (selection.time, selection.description) == ("2024-03-01T10:00:00Z", "Why?")
    guids = [user.guid, selection.guid, *(code.guid for code in found.project.codes)]
    assert all(guid == guid.lower() and "{" not in guid for guid in guids)
    assert found.project.codes[0] == QdaCode(
        guid=guids[2], name="Market logic", description="Providers compete.", colour="#f00082"
    )


def test_the_files_are_written_as_they_are_under_readable_names(tmp_path: Path) -> None:
    texts = [
        INTERVIEW,
        coded("../Interview 1.docx", "Other text."),
        coded("CON", "Third"),
        coded("ReadMe", "4."),
    ]
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, texts)
    folder = tmp_path / "files"
    folder.mkdir()
    project = read_project(path, folder).project
    assert [source.file for source in project.sources] == [
        "Interview 1.txt",
        "Interview 1 (2).txt",
        "CON_.txt",
        "ReadMe_.txt",
    ]
    assert sorted(file.name for file in folder.iterdir()) == sorted(one.file for one in project.sources)
    data = (folder / "Interview 1.txt").read_bytes()
    assert data == INTERVIEW.text.replace("\n", "\r\n").encode("utf-8-sig")
    assert [source.file for source in read_project(path).project.sources] == [
        one.file for one in project.sources
    ]


def test_a_text_in_the_project_itself_gets_a_file_and_may_have_been_counted_with_two_characters_a_line(
    tmp_path: Path,
) -> None:
    dialect = replace(QUIRKOS, offset=NVIVO.offset)
    found = read(write_project(tmp_path / "a.qdpx", dialect, CARE, [INTERVIEW]), with_files=True)
    assert found.offsets == "UTF-16 units, line ends as two"
    assert found.quotations() == QUOTATIONS
    assert found.files == {0: INTERVIEW.text.encode()}


def test_a_pdf_has_its_text_and_its_areas(tmp_path: Path) -> None:
    text = "Market shaping.\nCouncils lead."
    areas = [Area(1, 300, 500, 50, 520, "Market\nshaping."), Area(2, 50, 700, 300, 720)]
    passages = [
        (Passage(0, 15, ("Market logic",)), areas),
        (Passage(0, 0, ("Choice",)), [Area(3, 1, 2, 3, 4)]),
    ]
    found = read(atlas_ti(tmp_path / "a.qdpx", b"%PDF-1.7", text, passages), with_files=True)
    (source,) = found.sources
    assert (source.kind, source.name, source.file) == (SourceKind.PDF, "Care report.pdf", ".pdf")
    assert found.files == {0: b"%PDF-1.7"}
    assert found.quotations() == ["Market shaping."]
    first, second, third = source.areas
    assert (first.page, first.left, first.right, first.bottom, first.top) == (1, 50, 300, 500, 520)
    assert (first.text, second.page) == ("Market\nshaping.", 2)
    assert first.guid == second.guid == source.selections[0].guid != third.guid
    assert found.counts.selections == 2


def test_a_pdf_that_is_missing_gives_its_text(tmp_path: Path) -> None:
    passages = [(Passage(0, 6, ("Choice",)), [Area(1, 1, 2, 3, 4)])]
    found = read(atlas_ti(tmp_path / "a.qdpx", b"", "Market shaping.", passages), with_files=True)
    assert (found.sources[0].file, found.quotations()) == (".txt", ["Market"])
    assert found.files == {0: b"Market shaping."}
    assert found.skipped == {
        "the PDF of “Care report.pdf”": "its file “report.pdf” is not in the archive; its text is imported instead"
    }


def test_notes_in_files_are_read(tmp_path: Path) -> None:
    text = Text("Interview", "Councils shape it.", (Passage(0, 8, (), memo="A long\nthought"),))
    found = read(write_project(tmp_path / "a.qdpx", F4, CARE, [text]))
    (note,) = found.project.notes
    assert (note.text, found.sources[0].selections[0].notes) == ("A long\nthought", (note.guid,))
    assert found.project.users == ()


def test_qualcoder_says_in_a_note_which_passage_of_a_source_it_is_about(tmp_path: Path) -> None:
    note = (
        '<Notes><Note guid="n1" creatingUser="u1" creationDateTime="2024-01-01T10:00:00Z"><PlainTextContent>Odd'
        '</PlainTextContent><PlainTextSelection guid="s1" startPosition="0" endPosition="8"/></Note></Notes>'
    )
    text = Text("Interview", "Councils shape it.")
    xml = project_xml(replace(QUALCODER, more={"Notes": note}), CARE, [text])
    xml = xml.replace("></TextSource>", '><NoteRef targetGUID="n1"/></TextSource>')
    members = {f"sources/{file_name(text)}": text.text.encode()}
    write_archive(tmp_path / "a.qdpx", members | {"project.qde": xml.encode()})
    found = read(tmp_path / "a.qdpx")
    (selection,) = found.sources[0].selections
    assert (selection.notes, selection.user, found.quotations()) == (("n1",), "u1", ["Councils"])
    assert (found.sources[0].notes, found.counts.selections) == ((), 1)
    assert found.project.notes[0].text == "Odd"

    write_archive(tmp_path / "a.qdpx", members | {"project.qde": xml.replace("QualCoder", "Other").encode()})
    found = read(tmp_path / "a.qdpx")
    assert (found.sources[0].selections, found.sources[0].notes) == ((), ("n1",))
    assert found.skipped == {
        "1 selection of the note without a name": "the texts of notes are not coded here"
    }


def test_variables_cases_sets_and_links_are_read_in_any_order(tmp_path: Path) -> None:
    xml = """<Project name="P" origin="X 1"><NoteRef targetGUID="n"/><Description> About
 care </Description>
<Sets><Set guid="S" name="Chosen"><MemberSource targetGUID="T"/><MemberCode guid="C"/><MemberNote targetGUID="n"/></Set></Sets>
<Links><Link guid="L" originGUID="{C}" targetGUID="T" direction="OneWay" name="rival"/></Links>
<Graphs><Graph guid="g"><Vertex guid="v"/></Graph></Graphs>
<Sources><PictureSource guid="I" name="map.png"><PictureSelection guid="x" firstX="1"/><Coding guid="y"/></PictureSource>
<VideoSource guid="V"><Transcript><TranscriptSelection guid="z"/></Transcript><VideoSelection guid="w"/></VideoSource>
<TextSource guid="T" name="A text"><VariableValue><IntegerValue>7</IntegerValue><VariableRef targetGUID="v1"/></VariableValue>
<Coding guid="k"><CodeRef targetGUID="C"/></Coding><PlainTextContent>Words.</PlainTextContent></TextSource></Sources>
<Cases><Case guid="K" name="Ann"><SourceRef targetGUID="T"/><CodeRef targetGUID="C"/><SelectionRef targetGUID="s"/></Case></Cases>
<Variables><Variable guid="V1" name="Age" typeOfVariable="Integer"/></Variables>
<CodeBook><Codes><Unknown><Code guid="no" name="no"/></Unknown><Code guid="C" name="Care" isCodable="false" color="#0aF"/></Codes></CodeBook>
</Project>"""
    path = tmp_path / "project.xml"
    path.write_text(xml)
    found = read(path)
    project = found.project
    assert (project.name, project.origin, project.description) == ("P", "X 1", "About\ncare")
    assert project.project_notes == ("n",)
    (one,) = project.sets
    assert (one.name, one.sources, one.codes, one.notes) == ("Chosen", ("t",), ("c",), ("n",))
    (link,) = project.links
    assert (link.origin, link.target, link.name, link.direction) == ("c", "t", "rival", "OneWay")
    (case,) = project.cases
    assert (case.name, case.sources, case.codes, case.selections) == ("Ann", ("t",), ("c",), ("s",))
    assert [(variable.guid, variable.kind) for variable in project.variables] == [("v1", "Integer")]
    assert [(code.is_codable, code.colour) for code in project.codes] == [(False, "#00aaff")]
    text = found.sources[-1]
    assert (text.values, text.text, text.codings[0].code) == ({"v1": "7"}, "Words.", "c")
    assert [source.others for source in found.sources] == [1, 2, 0]
    assert found.skipped == {
        "a coding": "it names no code",
        "1 picture with 1 selection": "only texts and PDFs are coded here",
        "1 video with 2 selections": "only texts and PDFs are coded here",
        "1 graph": "a review has no drawings of this kind",
    }


@pytest.mark.parametrize(
    "namespace", [' xmlns="urn:QDA-XML:codebook:1.0"', "", ' xmlns="urn:QDA-XML:codebook:0:4"']
)
def test_a_codebook_alone_has_codes_and_sets(namespace: str, tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    path.write_text(
        f'\ufeff<?xml version="1.0" encoding="utf-8"?><CodeBook{namespace} origin="Taguette 1.4"><Codes><Code guid="A" name="care">'
        '<Code guid="B" name="price"/></Code></Codes><Sets><Set guid="S" name="Both"><MemberCode guid="B"/></Set></Sets></CodeBook>'
    )
    found = read(path)
    assert [(code.name, code.parent) for code in found.project.codes] == [("care", ""), ("price", "a")]
    assert (found.project.origin, found.project.sets[0].codes) == ("Taguette 1.4", ("b",))
    assert (found.sources, found.offsets) == ([], "")


def test_a_project_is_read_whatever_its_name_is_and_wherever_its_files_are(tmp_path: Path) -> None:
    xml = project_xml(replace(NVIVO, scheme="internal://sources\\"), CARE, [INTERVIEW]).encode()
    name = file_name(INTERVIEW)
    text = INTERVIEW.text.replace("\n", "\r\n").encode("utf-8-sig")
    for members in (
        {
            "export/My project.QDE": xml,
            f"export/SOURCES/{name.upper()}": text,
            "__MACOSX/._My project.qde": b"",
        },
        {"project.qde": xml, "other/project.qde": b"", name: text, ".root": b""},
        {"project.qde": xml, f"old/{name}": b"old", f"Sources/{name}": text},
    ):
        write_archive(tmp_path / "project.zip", members)
        assert read(tmp_path / "project.zip").quotations() == QUOTATIONS


def test_a_project_that_was_zipped_once_more_is_read(tmp_path: Path) -> None:
    inner = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW]).read_bytes()
    write_archive(tmp_path / "a.zip", {"mail/Care.qdpx": inner, "mail/read me.txt": b"Dear Ann"})
    assert read(tmp_path / "a.zip").quotations() == QUOTATIONS
    write_archive(tmp_path / "b.zip", {"a.qdpx": inner, "b.qdpx": inner})
    with pytest.raises(CannotReadError, match="it has no project"):
        read(tmp_path / "b.zip")
    write_archive(tmp_path / "c.zip", {"a.qdpx": b"PK\x03\x04"})
    with pytest.raises(CannotReadError, match="it is damaged"):
        read(tmp_path / "c.zip")


@pytest.mark.parametrize(
    ("path", "is_found"),
    [
        ("internal://Größe 1.txt", True),
        ("internal:///Gr%C3%B6%C3%9Fe%201.txt", True),
        ("Sources/Größe 1.txt", True),
        ("relative:///Größe 1.txt", True),
        ("absolute:///home/ann/Größe 1.txt", False),
        ("internal://../../etc/passwd", False),
        ("", False),
    ],
)
def test_a_file_is_looked_for_in_the_archive_only(path: str, is_found: bool, tmp_path: Path) -> None:
    xml = f'<Project><Sources><TextSource guid="t" name="A" plainTextPath="{path}"/></Sources></Project>'
    write_archive(tmp_path / "a.qdpx", {"p.qde": xml.encode(), "sources/Gro\u0308ße 1.txt": b"Text"})
    found = read(tmp_path / "a.qdpx")
    assert found.sources[0].text == ("Text" if is_found else None)
    assert bool(found.skipped) is not is_found
    assert (found.sources[0].file == ".txt") is is_found


def test_a_word_document_counts_where_there_is_no_plain_text(tmp_path: Path) -> None:
    source = (
        '<TextSource guid="{0}" name="{0}" richTextPath="internal://{0}" plainTextPath="internal://{0}.txt"/>'
    )
    xml = f"<Project><Sources>{source.format('a.docx')}{source.format('b.rtf')}</Sources></Project>"
    write_archive(tmp_path / "a.qdpx", {"p.qde": xml.encode(), "a.docx": b"PK..", "b.rtf": b"{\\rtf"})
    found = read(tmp_path / "a.qdpx", with_files=True)
    assert [(source.file, source.text) for source in found.sources] == [(".docx", None), ("", None)]
    assert found.files == {0: b"PK.."}
    assert found.skipped == {"the text of “b.rtf”": "its file “b.rtf.txt” is not in the archive"}


def test_a_text_without_words_is_listed(tmp_path: Path) -> None:
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW, Text("Blank", "\n")])
    assert read(path).skipped == {"the text of “Blank”": "it is empty"}


def test_a_file_that_is_no_project_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.qdpx"
    path.write_text("Notes")
    with pytest.raises(ReadingError) as error:
        read_project(path)
    assert str(error.value) == f"{path}: it is not a REFI-QDA project (.qdpx, .qde) or codebook (.qdc)"
    with pytest.raises(ReadingError, match="an NVivo project; in NVivo choose File, Share, Export Project"):
        read_project(path.rename(tmp_path / "notes.NVPX"))
    with pytest.raises(ReadingError, match="file not found"):
        read_project(tmp_path / "none.qdpx")


def test_damaged_files_are_listed_apart(tmp_path: Path) -> None:
    path = write_project(tmp_path / "a.qdpx", NVIVO, CARE, [INTERVIEW, coded("Other", "Councils lead.")])
    data = path.read_bytes()
    at = data.index(file_name(INTERVIEW).encode()) + len(file_name(INTERVIEW)) + 3
    path.write_bytes(data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 8]) + data[at + 8 :])
    folder = tmp_path / "files"
    folder.mkdir()
    read_it = read_project(path, folder)
    assert read_it.refused == (
        Skipped(
            f"“{file_name(INTERVIEW)}” of “Interview 1”",
            "it is damaged; export it again in the program that it comes from",
        ),
    )
    assert [source.file for source in read_it.project.sources] == ["", "Other.txt"]
    assert [file.name for file in folder.iterdir()] == ["Other.txt"]
