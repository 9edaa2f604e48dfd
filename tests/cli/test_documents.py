"""init, demo, ingest, text: from a folder of files to a review."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.run import Terminal
from tests.documents.odd_pdfs import make_odd_pdfs
from tests.documents.papers import Paper

OF_MAY = "Notes of May. The council told providers what people wanted, and then it waited for them to come forward."
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "pdfs"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A PDF of two pages."""
    made = Paper(tmp_path / "paper.pdf")
    made.write(["A study of markets"], size=18)
    made.write(["The first page has this sentence, which is long enough to be one."], y=600)
    made.margins(foot="1")
    made.next_page()
    made.write(["The second page has another sentence, which is long enough, too."], y=600)
    made.margins(foot="2")
    return made.save()


def test_files_are_read_with_a_line_for_each(terminal: Terminal, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "notes\x1b[2J.pdf").write_text("no PDF")
    outcome = terminal.run("ingest", paper, tmp_path / "notes\x1b[2J.pdf", "--jobs", "1", "--json")
    assert outcome.code == 1
    assert outcome.data.keys() == {"files", "pages", "seconds"}
    notes, read = outcome.data["files"]
    assert read.keys() == notes.keys() == {"path", "status", "record", "pages", "title", "seconds", "message"}
    assert (read["status"], read["pages"], read["title"]) == ("added", 2, "A study of markets")
    assert (notes["status"], notes["record"]) == ("refused", "")
    again = terminal.run("ingest", paper, tmp_path / "notes\x1b[2J.pdf")
    assert again.code == 1
    assert again.out.splitlines()[0].startswith("refused")
    assert "\x1b" not in again.out
    assert terminal.run("ingest").code == 0
    assert "file or folder not found" in terminal.refused("ingest", tmp_path / "gone.pdf")


def test_a_text_is_printed_with_form_feeds_between_pages(
    paper: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path, capsys)
    first, second = terminal.run("text", paper).out.split("\f")
    assert "The first page has" in first
    assert second == "The second page has another sentence, which is long enough, too.\n"
    document = terminal.json("text", paper)
    assert document["status"] == "added"
    assert [(page["number"], page["label"]) for page in document["pages"]] == [(1, "1"), (2, "2")]
    assert [page["recognised"] for page in document["pages"]] == [False, False]
    assert terminal.run("text", paper, "--raw").out.count("\f") == 1
    assert [(page["label"], page["label_source"]) for page in document["pages"]] == [
        ("1", "printed"),
        ("2", "printed"),
    ]
    raw = terminal.json("text", paper, "--raw")["pages"][1]
    assert raw.keys() == {"number", "label", "label_source", "text"}
    assert (raw["label"], raw["label_source"]) == ("", "pdf")


def test_a_coding_whose_words_were_edited_out_of_a_text_is_lost_until_it_is_removed(
    terminal: Terminal,
) -> None:
    notes = terminal.folder / "corpus" / "notes.txt"
    notes.write_text(f"{OF_MAY}\n\nNobody came to the market.\n\nPrices rose all year.\n")
    (read,) = terminal.json("ingest")["files"]
    record = read["record"][:12]
    for quote in ("Nobody came to the market.", "Prices rose all year."):
        terminal.run("code", record, "T1", "--quote", quote)
    assert terminal.json("status")["lost"] == {}
    notes.write_text(f"{OF_MAY}\n\n...\n\nPrices rose all year.\n")
    assert "1 coding re-anchored, 1 lost" in terminal.run("ingest").out
    gone, kept = terminal.json("show", record)["codings"]
    assert [(one["cited_page"], one["lost"]) for one in (gone, kept)] == [
        ("para. 2", True),
        ("para. 3", False),
    ]
    said = f"1 coding is not in the present text of its document: `review show {record}`; code it again or remove it"
    assert "para. 2 (lost: not in the present text)  T1" in terminal.run("show", record).out
    assert terminal.json("status")["lost"] == {read["record"]: 1}
    assert said in terminal.run("status").out.splitlines()
    verified = terminal.run("verify", "--json").data
    assert verified["notices"] == [said]
    assert "present text" not in "".join(verified["problems"])
    terminal.run("uncode", gone["coding"])
    assert "present text" not in terminal.run("status").out + terminal.run("verify").out


def test_a_file_that_is_read_again_reports_its_codings(terminal: Terminal, paper: Path) -> None:
    (file,) = terminal.json("ingest", paper)["files"]
    terminal.json("code", file["record"], "T1", "--quote", "The second page has another sentence")
    assert terminal.json("reread", file["record"]) == {
        "records": 1,
        "moved": 0,
        "lost": [],
        "moved_fragments": 0,
        "lost_fragments": [],
    }
    again = terminal.run("reread", file["record"])
    assert "read again, 0 with a new text; 0 codings moved, 0 lost" in again.out
    Path("corpus/paper.pdf").write_bytes(b"%PDF-1.4 something else")
    outcome = terminal.run("reread", file["record"])
    assert outcome.code == 1
    assert outcome.err.strip().endswith("the text was kept")
    assert terminal.refused("reread", "no such record").startswith("review: Unknown record 'no such record'")


def test_text_recognition_says_what_it_lacks(
    terminal: Terminal, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    line = terminal.refused("ingest", "--ocr", paper)
    assert "install" in line
    assert terminal.json("ingest", paper)["files"][0]["status"] == "added"


def test_a_cluster_that_is_not_there_is_reported_in_one_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    line = terminal.refused("ingest", "--scheduler", "tcp://127.0.0.1:8786")
    assert line.endswith("pip install 'realist-review[cluster]'")
    for address in ("127.0.0.1:8786", "tcp://", "inproc://x", "tcp://host", "tcp://a b:1"):
        line = terminal.refused("ingest", "--scheduler", address)
        assert "is not a scheduler's address; write it like tcp://192.168.1.5:8786" in line


def test_a_file_without_text_is_reported_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path, capsys)
    (tmp_path / "notes.pdf").write_text("no PDF")
    outcome = terminal.run("text", tmp_path / "notes.pdf", "--json")
    assert (outcome.code, outcome.data) == (1, {"pages": [], "status": "refused"})
    assert len(outcome.err.splitlines()) == 1
    assert "Not a PDF" in terminal.refused("text", tmp_path / "notes.pdf", "--raw")
    assert (
        "gone.pdf: file not found; name the file itself (`review show RECORD` says where"
        in terminal.refused("text", tmp_path / "gone.pdf")
    )
    assert "cannot be read (it is a folder, not a file)" in terminal.refused("text", tmp_path)


@pytest.fixture(params=["made", "shared"])
def odd_pdfs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of PDFs of every kind: a small one of our own, and the large one beside the repository."""
    if request.param == "made":
        return make_odd_pdfs(tmp_path / "pdfs")
    if not SHARED.is_dir():
        pytest.skip("the shared PDFs are not here")
    return SHARED


@pytest.mark.parametrize("kind", ["hostile", "corrupt", "encrypted"])
def test_hostile_files_give_a_status_and_no_traceback(
    capsys: pytest.CaptureFixture[str], odd_pdfs: Path, kind: str
) -> None:
    terminal = Terminal(odd_pdfs, capsys)
    files = sorted((odd_pdfs / kind).rglob("*.pdf"))[:6]
    assert files
    for file in files:
        outcome = terminal.run("text", file, "--json")
        assert outcome.code in (0, 1)
        assert outcome.data["status"]


def test_the_demonstration_is_whole(
    demonstration_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    terminal = Terminal(demonstration_folder, capsys)
    here = ("--project", demonstration_folder)
    assert terminal.json("verify", *here)["problems"] == []
    assert terminal.json("status", *here)["new_files"] == 0
    assert len(terminal.json("records", *here)["records"]) >= 14
    assert {file["status"] for file in terminal.run("ingest", *here, "--json").data["files"]} == {"unchanged"}
    names = [export["name"] for export in terminal.json("export", "--list", *here)["exports"]]
    assert all(Path(file).stat().st_size for file in terminal.json("export", *names, *here)["files"])
    assert "already a review" in terminal.refused("demo", demonstration_folder)


def test_an_empty_corpus_says_what_to_do(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json("init", tmp_path / "new")
    done = terminal.run("ingest", "--project", tmp_path / "new")
    assert done.out == "corpus/ is empty: put PDFs or texts (.txt, .md, .docx) there\n"
