"""PDFs that an export names come along, whatever program wrote their paths; each that does not is reported with the reason."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Terminal, in_a_process
from tests.project.test_documents import a_paper

TITLE = "A study of markets"


def ris(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", f"TI  - {TITLE}", "AU  - Marsh, Ada", "PY  - 2016", *lines, "ER  - ", ""])


def bibtex(file: str) -> str:
    return f"@article{{marsh, title = {{{TITLE}}}, author = {{Marsh, Ada}}, year = {{2016}}, file = {{{file}}}}}\n"


def endnote(*urls: str) -> str:
    pdfs = "".join(f'<url><style face="normal">{url}</style></url>' for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xml><records><record><rec-number>1</rec-number>'
        f"<titles><title>{TITLE}</title></titles><urls><pdf-urls>{pdfs}</pdf-urls></urls></record></records></xml>"
    )


def table(attachments: str) -> str:
    return f'"Key","Item Type","Title","File Attachments"\n"AB","journalArticle","{TITLE}","{attachments}"\n'


IN_THE_FOLDER = {
    "RIS, L1 below the export": ("a.ris", ris("L1  - files/1/one.pdf"), "files/1/one.pdf"),
    "RIS, L4": ("a.ris", ris("L4  - files/1/one.pdf"), "files/1/one.pdf"),
    "RIS, L1 as an address": ("a.ris", ris("L1  - file:///HOME/My%20papers/one.pdf"), "My papers/one.pdf"),
    "RIS, EndNote's internal-pdf": ("My Library.ris", ris("L1  - internal-pdf://012/one%20two.pdf"), "My Library.Data/PDF/012/one two.pdf"),
    "RIS, a web page and a file": ("a.ris", ris("L1  - https://example.org/one.pdf", "L1  - one.pdf"), "one.pdf"),
    "RIS, two lines in one tag": ("a.ris", ris("L1  - figure.png", "one.pdf"), "one.pdf"),
    "EndNote XML": ("mine.xml", endnote("internal-pdf://3456/one%20two.pdf"), "mine.Data/PDF/3456/one two.pdf"),
    "EndNote XML of another name than its library": ("selected.xml", endnote("internal-pdf://3456/one.pdf"), "mine.Data/PDF/3456/one.pdf"),
    "EndNote XML, a percent sign": ("mine.xml", endnote("internal-pdf://1/100%25%20care.pdf"), "mine.Data/PDF/1/100% care.pdf"),
    "EndNote XML, a link and a file": ("mine.xml", endnote("https://example.org/x.pdf", "internal-pdf://1/one.pdf"), "mine.Data/PDF/1/one.pdf"),
    "EndNote, tagged": ("a.enw", f"%0 Journal Article\n%T {TITLE}\n%> internal-pdf://9/one.pdf\n", "mine.Data/PDF/9/one.pdf"),
    "Zotero, BibTeX": ("a.bib", bibtex("Full Text PDF:files/12/one.pdf:application/pdf;Snapshot:files/13/one.html:text/html"), "files/12/one.pdf"),
    "Zotero, BibTeX, escapes": ("a.bib", bibtex("Marsh\\; Loft - A\\: B.pdf:files/12/Marsh\\; Loft - A - B.pdf:application/pdf"), "files/12/Marsh; Loft - A - B.pdf"),
    "Better BibTeX, a path alone": ("a.bib", bibtex("files/12/one.pdf"), "files/12/one.pdf"),
    "Better BibTeX, several": ("a.bib", bibtex("files/12/one.html;files/12/one.pdf"), "files/12/one.pdf"),
    "JabRef": ("a.bib", bibtex(":one.pdf:PDF"), "one.pdf"),
    "JabRef, a description and where it came from": ("a.bib", bibtex("Accepted\\: final:papers/one.pdf:PDF:https\\://example.org/x.pdf"), "papers/one.pdf"),
    "JabRef, Windows, below the export": ("a.bib", bibtex(":papers\\\\one.pdf:PDF"), "papers/one.pdf"),
    "Mendeley, an underscore": ("a.bib", bibtex(":papers/Marsh{\\_}2016.pdf:pdf"), "papers/Marsh_2016.pdf"),
    "Zotero, CSV": ("a.csv", table("files/1/one.pdf; files/1/one.html"), "files/1/one.pdf"),
    "Zotero, CSV, a semicolon in a name": ("a.csv", table("files/1/one; two.pdf; files/1/one.html"), "files/1/one; two.pdf"),
    "Zotero, CSV, a colon in a name": ("a.csv", table("files/1/A: B.pdf"), "files/1/A: B.pdf"),
    "accents in two characters": ("a.bib", bibtex("files/Mu\u0308ller.pdf"), "files/M\u00fcller.pdf"),
    "accents in one character": ("a.bib", bibtex("files/M\u00fcller.pdf"), "files/Mu\u0308ller.pdf"),
    "capital letters of the ending": ("a.ris", ris("L1  - one.PDF"), "one.PDF"),
}  # fmt: skip
"""The export's name and text, and where the PDF is, from the export's folder."""

ELSEWHERE = {
    "Zotero, CSV": ("a.csv", table("/home/ann/Zotero/storage/ABCD/one.pdf"), "ABCD/one.pdf"),
    "Zotero, CSV, Windows": ("a.csv", table("C:\\Users\\ann\\Zotero\\storage\\ABCD\\one.pdf"), "ABCD/one.pdf"),
    "Zotero, RIS": ("a.ris", ris("L1  - /home/ann/Zotero/storage/ABCD/one.pdf"), "ABCD/one.pdf"),
    "Better BibTeX": ("a.bib", bibtex("/home/ann/Zotero/storage/ABCD/one.pdf"), "ABCD/one.pdf"),
    "Better BibTeX, Windows": ("a.bib", bibtex("C\\:\\\\Users\\\\ann\\\\Zotero\\\\storage\\\\ABCD\\\\one.pdf"), "storage/ABCD/one.pdf"),
    "Better BibTeX, raw Windows path": ("a.bib", bibtex("C:\\Users\\ann\\storage\\ABCD\\one.pdf"), "ABCD/one.pdf"),
    "Mendeley": ("a.bib", bibtex(":home/ann/Mendeley/one.pdf:pdf"), "Mendeley/one.pdf"),
    "Mendeley, Windows": ("a.bib", bibtex(":C$\\backslash$:/Users/ann/Mendeley/one.pdf:pdf"), "Mendeley/one.pdf"),
    "JabRef, Windows": ("a.bib", bibtex("A study:C\\:\\\\papers\\\\one.pdf:PDF"), "one.pdf"),
    "a network folder": ("a.ris", ris("L1  - \\\\server\\share\\papers\\one.pdf"), "papers/one.pdf"),
    "the home folder": ("a.ris", ris("L1  - ~/papers/one.pdf"), "papers/one.pdf"),
    "a folder above": ("a.ris", ris("L1  - ../../papers/one.pdf"), "papers/one.pdf"),
}  # fmt: skip
"""The export's name and text, and where the PDF is in the folder that is named with --files."""


OUTSIDE = "outside the folder of the reference file; name its folder with --files"


def imported(terminal: Terminal, *arguments: str | Path) -> Any:
    """The answer of `review import` about its one file."""
    (file,) = terminal.json("import", *arguments)["files"]
    return file


def as_a_program(terminal: Terminal, *arguments: str | Path) -> Any:
    """The same, run as a program."""
    done = in_a_process("--project", terminal.folder, "import", *arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    (file,) = json.loads(done.stdout)["files"]
    return file


def written(export: Path, text: str) -> Path:
    export.parent.mkdir(parents=True, exist_ok=True)
    export.write_text(text.replace("HOME", export.parent.as_posix().lstrip("/")), encoding="utf-8")
    return export


def outcome(file: Any) -> tuple[int, int, list[tuple[str, str]]]:
    """How many records were added and PDFs attached, and the others with the reason."""
    return file["added"], file["attached"], [(one["path"], one["message"]) for one in file["missing"]]


@pytest.mark.skipif(os.name == "nt", reason="names have colons here")
def test_a_pdf_below_the_export_comes_along(terminal: Terminal, tmp_path: Path) -> None:
    exports = []
    for number, (name, text, place) in enumerate(IN_THE_FOLDER.values()):
        title = f"{TITLE}, part {number}"
        export = written(tmp_path / str(number) / name, text.replace(TITLE, title))
        a_paper(export.parent / place, title, number)
        exports.append(export)
    files = terminal.json("import", *exports)["files"]
    outcomes = dict(zip(IN_THE_FOLDER, map(outcome, files), strict=True))
    assert outcomes == dict.fromkeys(IN_THE_FOLDER, (1, 1, []))
    titles = {row["title"] for row in terminal.json("records", "--where", "status=added")["records"]}
    assert {f"{TITLE}, part {number}" for number in range(len(exports))} <= titles


@pytest.mark.parametrize("form", ELSEWHERE)
def test_a_pdf_elsewhere_comes_along_from_the_folder_that_is_named(
    terminal: Terminal, tmp_path: Path, form: str
) -> None:
    name, text, place = ELSEWHERE[form]
    export = written(tmp_path / "export" / name, text)
    a_paper(tmp_path / "storage" / place)
    added, attached, ((_, why),) = outcome(imported(terminal, export))
    assert (added, attached) == (1, 0)
    # Mendeley writes absolute paths without their first slash, so they look like paths below the export.
    assert why == ("not found" if form == "Mendeley" else OUTSIDE)
    assert outcome(imported(terminal, export, "--files", tmp_path / "storage")) == (0, 1, [])


def test_the_options_of_the_program(terminal: Terminal, tmp_path: Path) -> None:
    export = written(tmp_path / "export" / "a.bib", bibtex("/home/ann/storage/ABCD/one.pdf"))
    a_paper(tmp_path / "storage" / "ABCD" / "one.pdf")
    assert outcome(as_a_program(terminal, export, "--no-files")) == (1, 0, [])
    assert outcome(as_a_program(terminal, export)) == (0, 0, [("/home/ann/storage/ABCD/one.pdf", OUTSIDE)])
    assert outcome(as_a_program(terminal, export, "--files", tmp_path / "storage", "--preview")) == (0, 0, [])
    assert outcome(as_a_program(terminal, export, "--files", tmp_path / "storage", "--no-files")) == (
        0,
        0,
        [],
    )
    assert outcome(as_a_program(terminal, export, "--files", tmp_path / "storage")) == (0, 1, [])
    assert outcome(as_a_program(terminal, export, "--files", tmp_path / "storage")) == (0, 0, [])
    done = in_a_process("--project", terminal.folder, "import", export, "--files", tmp_path / "nowhere")
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert b"no such folder" in done.stderr


def test_a_line_says_what_came_along_and_what_did_not(terminal: Terminal, tmp_path: Path) -> None:
    export = written(
        tmp_path / "a.ris", ris("L1  - one.pdf") + ris("L1  - lost.pdf").replace(TITLE, "Another")
    )
    a_paper(tmp_path / "one.pdf")
    done = in_a_process("--project", terminal.folder, "import", export)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1:] == [
        "  1 PDF attached",
        f"{export.as_posix()}:7: PDF not attached: lost.pdf (not found)",
    ]


def test_how_many_were_read_is_shown_while_they_are(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("review.cli.referencing._PROGRESS_SECONDS", -1.0)
    for number in range(3):
        a_paper(tmp_path / f"{number}.pdf", f"Study {number}", number)
    records = [ris(f"L1  - {number}.pdf").replace(TITLE, f"Study {number}") for number in range(3)]
    said = terminal.run("import", written(tmp_path / "a.ris", "".join(records))).err
    lines = [line.strip() for line in said.split("\r")]
    assert [line for line in lines if "PDF" in line] == [
        "1 of 3 PDFs read",
        "2 of 3 PDFs read",
        "3 of 3 PDFs read",
    ]


def test_every_file_that_is_not_attached_is_reported(terminal: Terminal, tmp_path: Path) -> None:
    a_paper(tmp_path / "outside" / "far.pdf", "Far away", 7)
    home = tmp_path / "export"
    for number, name in enumerate(("one.pdf", "two.pdf", "taken.pdf")):
        a_paper(home / name, f"Study {number}", number)
    (home / "page.pdf").write_text("<html>Sign in</html>")
    (home / "link.pdf").symlink_to(tmp_path / "outside" / "far.pdf")
    (home / "inner.pdf").symlink_to(home / "two.pdf")
    records = {
        "Two files": ["L1  - one.pdf", "L1  - two.pdf"],
        "The file of another": ["L1  - one.pdf"],
        "A link that leads out": ["L1  - link.pdf"],
        "A link within": ["L1  - inner.pdf"],
        "A way out": ["L1  - ../outside/far.pdf"],
        "Elsewhere": [f"L1  - {tmp_path / 'outside' / 'far.pdf'}"],
        "A web page": ["L1  - page.pdf"],
        "A folder": ["L1  - ."],
    }
    text = "".join(ris(*files).replace(TITLE, title) for title, files in records.items())
    file = imported(terminal, written(home / "a.ris", text))
    assert outcome(file)[:2] == (8, 2)
    why = [one["message"] for one in file["missing"]]
    assert why[:5] == [
        "a record has one document, and an earlier file was taken",
        "attached to the reference in line 1",
        OUTSIDE,
        OUTSIDE,
        OUTSIDE,
    ]
    assert why[5].startswith("Not a PDF")
    assert len(why) == 6


def test_equal_names_in_different_folders_are_different_files(terminal: Terminal, tmp_path: Path) -> None:
    a_paper(tmp_path / "files" / "1" / "Full Text.pdf", "Study one", 1)
    (tmp_path / "files" / "2").mkdir()
    (tmp_path / "files" / "2" / "Full Text.pdf").write_text("<html>Sign in</html>")
    a_paper(tmp_path / "files" / "3" / "Full Text.pdf", "Study three", 3)
    text = "".join(
        ris(f"L1  - files/{number}/Full Text.pdf").replace(TITLE, f"Study {number}") for number in (1, 2, 3)
    )
    added, attached, missing = outcome(imported(terminal, written(tmp_path / "a.ris", text)))
    assert (added, attached, len(missing)) == (3, 2, 1)
    assert missing[0][0].endswith("files/2/Full Text.pdf")
    assert missing[0][1].startswith("Not a PDF")


def test_references_that_name_the_same_bytes_stay_two(terminal: Terminal, tmp_path: Path) -> None:
    """Chapters name their book's file, and reference managers keep a copy for each."""
    a_paper(tmp_path / "1" / "book.pdf")
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "book.pdf").write_bytes((tmp_path / "1" / "book.pdf").read_bytes())
    text = ris("L1  - 1/book.pdf") + ris("L1  - 2/book.pdf").replace(TITLE, "Another chapter")
    before = len(terminal.json("records")["records"])
    added, attached, missing = outcome(imported(terminal, written(tmp_path / "a.ris", text)))
    assert (added, attached) == (2, 1)
    assert missing[0][1] == "the same file is attached to another reference (Marsh, 2016a)"
    assert len(terminal.json("records")["records"]) == before + 2


def test_a_pdf_that_the_corpus_has_is_attached_by_its_bytes(terminal: Terminal, tmp_path: Path) -> None:
    a_paper(tmp_path / "export" / "files" / "one.pdf")
    inside = terminal.folder / "corpus" / "mine.pdf"
    inside.write_bytes((tmp_path / "export" / "files" / "one.pdf").read_bytes())
    assert terminal.json("ingest")["files"][-1]["status"] == "added"
    before = len(terminal.json("records")["records"])
    export = written(tmp_path / "export" / "a.ris", ris("L1  - files/one.pdf"))
    assert outcome(as_a_program(terminal, export)) == (1, 1, [])
    assert len(terminal.json("records")["records"]) == before
    assert [path.name for path in inside.parent.glob("*.pdf")] == ["mine.pdf"]


def test_an_import_into_the_corpus_itself_copies_nothing(terminal: Terminal) -> None:
    corpus = terminal.folder / "corpus"
    a_paper(corpus / "files" / "one.pdf")
    export = written(corpus / "a.ris", ris("L1  - files/one.pdf"))
    assert outcome(imported(terminal, export)) == (1, 1, [])
    assert [path.relative_to(corpus).as_posix() for path in corpus.rglob("*.pdf")] == ["files/one.pdf"]
