"""Blinding attacked: what one reviewer planted is in nothing that another gets to see, before both have decided."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.project import Project
from tests.cli.run import Terminal
from tests.docs.test_commands import COMMANDS
from tests.reviews import SMALL_MAP, a_document, add_record, new_review

PLANTER = "Quillfeather"
"""Who does nothing but what is hidden, so that even the name gives something away."""

WORDS = {
    what: f"zq{what}x"
    for what in (
        "note",
        "override",
        "park",
        "comment",
        "memo",
        "coding",
        "passage",
        "onpassage",
        "facet",
        "undone",
        "imported",
    )
}
BLIND = SMALL_MAP.replace(
    "title-abstract: {reviewers: 1, criterion_required: false}",
    "title-abstract: {reviewers: 2, coding: blind}",
)
TEXT = ("Many providers compete in the market, and people choose.", "The council has a duty.")
ONE, OTHER, THIRD = "Advocacy in one town", "Brokers in the other town", "Carers elsewhere"
IMPORTED = "Decided in another review"

GIVEN: dict[str, list[list[str]]] = {
    "text": [["{one}"], ["{other}"]],
    "tables": [["{one}"]],
    "label": [["{third}", "iv", "--pdf-page", "1"]],
    "search add": [["S1", "--component", "C"]],
    "search import": [["none.yaml"]],
    "search tie": [["S1", "{one}"]],
    "search remove": [["S1", "--because", "so"]],
    "import": [["{decisions}"]],
    "attach": [["{third}", "none.pdf"]],
    "relate": [["{one}", "{other}", "--as", "kin"]],
    "show": [["{one}"], ["{other}"]],
    "edit": [["{one}", "--note", "so"], ["{one}"]],
    "decide": [
        ["{third}", "include", "--stage", "title-abstract"],
        ["exclude", "--stage", "title-abstract", "--where", "year=2016"],
    ],
    "settle": [["{one}", "include", "--stage", "title-abstract", "--reason", "so"]],
    "source-type": [["{one}", "policy"]],
    "not-retrieved": [["{third}", "--reason", "so"]],
    "conflicts": [[], ["--settled"], ["--codings"]],
    "agreement": [[], ["--passages"], ["--stage", "title-abstract"]],
    "sample": [["grow", "1", "--stage", "theory-map", "--reason", "so"]],
    "code": [["{third}", "T2", "--quote", "The council has a duty."]],
    "recode": [["{coding}", "T2"]],
    "uncode": [["{coding}"]],
    "reject": [["{third}", "RA", "--quote", "The council has a duty."]],
    "done": [["{third}"]],
    "facet": [["{one}", "population", "women"], ["{coding}", "population", "women"]],
    "memo": [["{coding}", "so"]],
    "comment": [["so", "--kind", "team", "--on", "{coding}"]],
    "find": [["{word}"]],
    "suggest": [["{one}", "--passages"]],
    "simulate relevance": [],
    "simulate codes": [],
    "theory refine": [["T1", "--reason", "so", "--because", "{memo}", "--proposition", "Some compete."]],
    "theory story": [["T1"]],
    "theory diff": [["v1", "v2"]],
    "cmoc new": [["--theory", "T1"]],
    "cmoc show": [["C1"]],
    "appraise": [["{one}", "relevance=high"]],
    "verdict": [["T1", "mixed"]],
    "import-table": [],
    "challenge": [["T1"]],
    "desk": [["T1"], ["T1", "--marks"]],
    "package": [["package.zip", "--with-texts"]],
    "export": [["--list"]],
    "log": [[], ["{one}"], ["{other}"]],
    "backup": [],
    "restore": [],
    "merge": [],
    "sync": [],
    "join": [],
    "init": [],
    "demo": [],
    "serve": [],
    "evaluate": [[]],
    "records": [[], ["--where", "code=T1"], ["--where", "title-abstract=exclude"], ["--sort", "codings"]],
    "queue": [["--stage", "title-abstract"]],
    "schema": [],
    "dedupe": [[]],
}
"""By command the arguments that it is tried with; those that are not here, new ones too, are tried alone. None where it
shows nothing of a review, or carries events, which hold everything."""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """ann's shell in a review in which the planter decided, coded, and wrote."""
    project = new_review(tmp_path / "review", map_text=BLIND)
    one, other, _ = (
        add_record(project, title, document=a_document((*TEXT, title))) for title in (ONE, OTHER, THIRD)
    )
    plant(project, one, other)
    file = tmp_path / "planted.ris"
    file.write_text(reference(IMPORTED, PLANTER, WORDS["imported"]))
    with project.acting_as("bob"):
        project.references.import_file(file)
    project.close()
    monkeypatch.setenv("REVIEW_REVIEWER", "ann")
    monkeypatch.chdir(tmp_path / "review")
    terminal = Terminal(tmp_path / "review", capsys)
    # What is in the file is known to who imports it: the planter is not in ann's own.
    (tmp_path / "again.ris").write_text(reference(ONE, "cas", "so"))
    return terminal


def reference(title: str, reviewer: str, note: str) -> str:
    """A reference that another review has decided on."""
    decision = {"stage": "title-abstract", "reviewer": reviewer, "decision": "include", "note": note}
    return f"TY  - JOUR\nTI  - {title}\nN1  - REVIEW-DECISIONS: {json.dumps([decision])}\nER  - \n"


def plant(project: Project, one: str, other: str) -> None:
    """Decide, code and write in the planter's name, with a word in every text."""
    with project.acting_as(PLANTER):
        stage = "title-abstract"
        project.screening.decide(one, "include", stage, note=WORDS["undone"])
        project.history.undo()
        project.screening.decide(
            one, "include", stage, note=WORDS["note"], overrides={"E1": WORDS["override"]}
        )
        project.screening.decide(other, "park", stage, note=WORDS["park"], theories=["T1"])
        project.annotations.comment(WORDS["comment"], "team", on=one)
        project.annotations.memo(one, WORDS["memo"])
        coded = project.coding.code(one, ["T1", "RA"], 0, len(TEXT[0]), memo=WORDS["coding"])
        project.annotations.memo(coded.id, WORDS["passage"])
        project.annotations.comment(WORDS["onpassage"], "expert", on=coded.id)
        project.annotations.set_facet(coded.id, "country", [WORDS["facet"]])
        project.coding.code(other, ["T1"], 0, len(TEXT[0]))
        project.coding.reject(one, "T2", 0, len(TEXT[0]))
        project.coding.done(other)


def ids(folder: Path) -> dict[str, str]:
    """What the arguments of commands are filled with."""
    project = Project.open(folder, PLANTER)
    titles = {record.title: record.id for record in project.records.all()}
    memo = next(one.id for one in project.annotations.memos() if one.text == WORDS["memo"])
    coding = project.coding.codings()[0].id
    project.close()
    return {
        "one": titles[ONE], "other": titles[OTHER], "third": titles[THIRD], "imported": titles[IMPORTED],
        "coding": coding[:12],
        "memo": memo[:12], "word": "zq", "decisions": "../again.ris",
    }  # fmt: skip


def everything(terminal: Terminal, only: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """What every command says, in text and as JSON."""
    fill = ids(terminal.folder)
    for name in COMMANDS:
        words = name.removeprefix("review ").split()
        command = " ".join(words)
        if only and command not in only:
            continue
        for arguments in GIVEN.get(command, [[]]):
            filled = [one.format(**fill) for one in arguments]
            for form in ([], ["--json"]):
                if command in SLOW and not form:
                    continue
                found = terminal.run(*words, *filled, *form)
                yield " ".join([command, *arguments, *form]), found.out + found.err


SLOW = {"evaluate", "suggest", "queue", "challenge"}
"""Commands that start a process which learns: asked once."""


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """The content of all files in the folder, apart from the journal itself, which holds everything."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name in {"review.db", "review.db-wal", "review.db-shm"}:
            continue
        if "backups" in path.relative_to(folder).parts:
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    data = packed.read(name)
                    if name.endswith((".xlsx", ".docx")):
                        inner = folder / ".inner.zip"
                        inner.write_bytes(data)
                        yield from written_in(inner, f"{path.name}/{name}")
                        inner.unlink()
                    yield f"{path.name}/{name}", data.decode("utf-8", "replace")
        yield path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace")


def written_in(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """The parts of a packed file."""
    with zipfile.ZipFile(path) as packed:
        for part in packed.namelist():
            yield f"{name}/{part}", packed.read(part).decode("utf-8", "replace")


def leaks(said: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    """Where a planted word or the planter's name is."""
    secret = (*WORDS.values(), PLANTER)
    return {(where, word) for where, text in said for word in secret if word.casefold() in text.casefold()}


def export_all(terminal: Terminal) -> None:
    """Write every export in every format whose text can be searched, and as of a moment before the stage needed two."""
    for export in terminal.json("export", "--list")["exports"]:
        searched = [one for one in export["formats"] if one not in {"pdf", "png"}]
        formats = [word for one in searched for word in ("--format", one)]
        if searched:
            assert terminal.run("export", export["name"], *formats).code == 0
    outcome = terminal.run("export", "decisions", "memos", "--as-of", "v1", "--out", "then")
    assert outcome.code == 0, outcome


def test_nothing_that_was_planted_is_in_any_answer_or_file(planted: Terminal) -> None:
    export_all(planted)
    assert leaks(everything(planted)) == set()
    assert leaks(written(planted.folder)) == set()


def test_nothing_is_seen_after_a_sync(
    planted: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert planted.run("sync", tmp_path / "shared", "--reviewer", PLANTER).code == 0
    joined = planted.run("join", tmp_path / "shared", tmp_path / "mine", "--json")
    assert joined.code == 0, joined
    monkeypatch.chdir(tmp_path / "mine")
    mine = Terminal(tmp_path / "mine", capsys)
    synced = mine.run("sync", tmp_path / "shared", "--json")
    said = everything(mine, ("show", "log", "find", "records", "status", "conflicts", "agreement"))
    assert leaks(iter([("join", joined.out + joined.err), ("sync", synced.out + synced.err)])) == set()
    assert leaks(said) == set()


def test_once_both_have_decided_it_appears(planted: Terminal) -> None:
    fill = ids(planted.folder)
    for record in (fill["one"], fill["other"], fill["imported"]):
        assert planted.run("decide", record, "exclude", "--stage", "title-abstract").code == 0
    shown = ("show", "log", "conflicts", "find", "records")
    found = {word for _, word in leaks(everything(planted, shown))}
    export_all(planted)
    assert found == {*WORDS.values(), PLANTER}
    assert {word for _, word in leaks(written(planted.folder))} >= {
        WORDS[one] for one in ("note", "override", "memo", "coding", "comment")
    }


def test_who_goes_on_as_another_reviewer_finds_only_what_that_one_may_see(tmp_path: Path) -> None:
    project = new_review(tmp_path / "review", PLANTER, map_text=BLIND)
    one, other = (add_record(project, title, document=a_document((*TEXT, title))) for title in (ONE, OTHER))
    plant(project, one, other)
    assert project.finding.find("zq").total
    project.switch_reviewer("ann")
    assert not project.finding.find("zq").total
    project.close()
