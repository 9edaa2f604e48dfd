"""Sessions at the command line that use every command with ``--json``, and the shape of what it answers.

``python -m tests.cli.sessions`` records the shapes again, beside this file in ``answers/``.
"""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
from msgspec.structs import replace

from review.cli import main
from review.exchange.refi.values import QdaSource, SourceKind
from review.exchange.refi.writing import write_project
from review.learning.semantic.choice import ChosenEncoder
from review.sandbox.whole_files import write_files
from review.user_folder import user_folder
from tests.cli.accuracy.test_simulations import ROWS
from tests.documents.papers import Paper
from tests.documents.tables.test_table_reading import BODY, grid
from tests.exchange.refi.examples import example, guid
from tests.reviews import a_document, add_record, new_review

ANSWERS = Path(__file__).with_name("answers")
JOURNALS = Path(__file__).parents[1] / "journals"


class Session:
    """A reviewer's commands in one review; `answers` are the JSON documents, each under the command that gave it."""

    def __init__(self, folder: Path, reviewer: str = "ann") -> None:
        self.folder = folder
        self.answers: list[tuple[str, Any]] = []
        self._reviewer = reviewer

    def ask(self, command: str, *arguments: str | Path, ends: int = 0) -> Any:
        """The answer to a command (``theory refine``); it must end with that exit code."""
        given = [*command.split(), *map(str, arguments)]
        shared = ["--json", "--project", str(self.folder), "--reviewer", self._reviewer]
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*given, *shared])
        assert code == ends, (given, code, err.getvalue())
        self.answers.append((command, json.loads(out.getvalue())))
        return self.answers[-1][1]

    def record(self, start: str) -> str:
        """The id of the record whose title begins so."""
        return next(row["record"] for row in self.ask("records")["records"] if row["title"].startswith(start))


def begin(folder: Path) -> Session:
    """A small review with a record that has a text and one that has none."""
    project = new_review(folder / "review")
    add_record(project, "Markets for care", document=a_document())
    add_record(project, "Advocacy", year=2015)
    project.close()
    return Session(folder / "review")


def screening_and_coding(folder: Path) -> Session:
    """Every act on records and passages, and what is listed of them."""
    session = begin(folder)
    ask, record = session.ask, session.record("Markets")
    ask("init", folder / "another")
    ask("status")
    ask("show", record)
    ask("edit", record, "--title", "Markets for mental health")
    ask("edit", session.record("Advocacy"), "--confirm")
    ask("decide", record, "include", "--stage", "title-abstract", "--override", "E1=an old reprint")
    ask("decide", record, "exclude", "--stage", "theory-map", "--criterion", "E9", "--note", "no")
    ask("decide", record, "park", "--stage", "theory-map", "--for", "T1")
    ask("theory refine", "T1", "--proposition", "Few providers compete", "--reason", "the evidence says so")
    ask("queue", "--stage", "theory-map", "--order", "oldest")
    ask("undo")
    ask("undo")
    ask("decide", "include", "--where", "year=2015", "--stage", "title-abstract")
    ask("decide", "include", "--where", "year=2015", "--stage", "title-abstract", "--all")
    ask("source-type", record, "policy")
    coding = ask("code", record, "T1", "--quote", "people choose", "--status", "reported", "--memo", "why")
    ask("code", record, "T2", "RA", "--span", "60", "80")
    ask("recode", coding["coding"], "T1.a", "--stance", "refines")
    ask("reject", record, "T2", "--span", "0", "10")
    ask("label", record, "--pdf-page", "1", "--through", "2", "--printed", "ix")
    ask("done", record)
    ask("memo", record, "Read it again")
    ask("memo", coding["coding"], "A good one")
    ask("facet", record, "population", "women", "older people")
    ask("facet", coding["coding"], "country", "England")
    ask(
        "comment",
        "We were never asked",
        "--kind",
        "stakeholder",
        "--who",
        "a panel",
        "--date",
        "2026-11",
        "--on",
        record,
    )
    ask("comment", "It fits", "--kind", "team", "--on", coding["coding"])
    ask("find", "people")
    ask("records", "--where", "population=women")
    ask("show", record)
    ask("records")
    ask("records", "--where", "role=background")
    ask("suggest", record)
    ask("queue", "--order", "random", "--random-share", "1")
    ask("evaluate")
    Session(session.folder, "Ben").ask("decide", record, "include", "--stage", "theory-map")
    ask("conflicts")
    ask("settle", record, "include", "--stage", "theory-map", "--reason", "talked over")
    ask("conflicts", "tie", record, "E9", "--stage", "theory-map", "--because", "read differently")
    ask("conflicts", "--stage", "theory-map", "--settled")
    ask("sample", "grow", "1", "--stage", "title-abstract", "--reason", "a new reviewer")
    ask("status")
    ask("sample", "close", "--stage", "title-abstract", "--reason", "we agree")
    ask("show", record)
    ask("uncode", coding["coding"])
    ask("undo")
    ask("redo")
    ask("log")
    ask("log", record)
    ask("status")
    ask("doctor")
    ask("export", "--list")
    ask("export", "evidence", "decisions")
    ask("export", "prisma", "causal-map")
    ask("export", "references", "--where", "role=evidence", "--format", "csl-json")
    ask("export", "handout")
    ask("export", "annotated", ends=1)
    report = ask("export", "report", "--format", "md")["files"][0]
    ask("verify", report)
    written = Path(report)
    written.write_text(written.read_text("utf-8").replace("1 document was", "2 documents were"), "utf-8")
    ask("verify", report, ends=1)
    ask("package", folder / "data.zip")
    ask("verify", "--rebuild", ends=1)
    shared = folder / "shared"
    ask("sync", shared)
    (shared / "events-of-somebody.jsonl").write_text("damaged\n", "ascii")
    ask("sync", ends=1)
    ask("backup", folder / "backup.db")
    ask("merge", folder / "backup.db")
    ask("join", folder / "backup.db", folder / "joined")
    ask("restore", folder / "backup.db")
    (session.folder / "review.db").unlink()
    ask("restore", folder / "backup.db")
    return session


def theory(folder: Path) -> Session:
    """Every act on the theory map."""
    session = begin(folder)
    ask = session.ask
    ask("theory refine", "T1", "--name", "Markets", "--key-terms", "market, choice", "--reason", "clearer")
    record = session.record("Markets")
    codings = [ask("code", record, "T1", "T2", "--span", str(at), str(at + 20))["coding"] for at in (0, 60)]
    ask("theory refine", "T1", "--proposition", "Few providers compete", "--reason", "the evidence says so")
    ask("theory refine", "T2", "--proposition", "Councils may shape it", "--reason", "the evidence says so")
    ask("recheck")
    ask("recheck", "T1")
    ask("plan", "freeze", "--note", "registered")
    ask("status")
    ask("appraise", record, "rigour=low", "--for", "T1", "--because", "eight interviews")
    ask("appraise", record, "relevance=high", "--span", "0", "20", "--because", "this programme")
    ask("verdict", "T1", "partially-supported", "--caveat", "one town", "--gap", "no trials")
    ask("show", record)
    ask("challenge", "T2", "--limit", "2")
    ask("challenge", "T2", "--looked-at", record, "0", "20")
    cmocs = folder / "cmocs.csv"
    cmocs.write_text("Context,Outcome,Theories,Extra\nfew,choice,T1=supports,x\n,,T1,\n", "utf-8")
    ask("import-table", "cmocs", cmocs, "--preview", ends=1)
    ask("import-table", "cmocs", cmocs, ends=1)
    ask("recheck", codings[0], "T1", "holds")
    ask("recheck", codings[1], "T1", "challenges")
    ask("recheck", codings[0], "T2", "off")
    ask("recheck", "T2", "--all", "holds")
    ask("theory add", "T3", "--name", "Trust", "--proposition", "Trust grows", "--reason", "it was missing")
    ask("theory add", "T3.a", "--name", "Trust in people", "--under", "T3", "--reason", "a part")
    ask("theory reject", "T3", "--reason", "no evidence")
    ask("theory reinstate", "T3", "--reason", "some evidence")
    ask("theory log")
    ask("plan")
    ask(
        "theory split",
        "T3",
        "--into",
        "T3=Trust",
        "--into",
        "T4=Doubt",
        "--reason",
        "two ideas",
        "--inference",
        "abduction",
    )
    ask("theory move", "T3.a", "--under", "T4", "--as", "T4.a", "--reason", "it belongs there")
    ask(
        "theory merge",
        "T1",
        "T3",
        "--into",
        "T1",
        "--reason",
        "one idea",
        "--if",
        "many compete",
        "--because",
        "rivalry",
    )
    ask("theory rename", "T4", "Doubts", "--reason", "plainer")
    ask("theory programme", "Markets need stewards.", "--reason", "first attempt")
    ask("theory log", "T1")
    ask("theory story", "T3")
    ask("theory story", "T1")
    ask("status")
    ask("theory diff", "v1", "6")
    ask("theory export")
    ask("theory export", folder / "map.yaml")
    edited = session.folder / "theory_map.yaml"
    edited.write_text(edited.read_text("utf-8").replace("Whole systems", "Systems as wholes"), "utf-8")
    ask("theory leave")
    edited.write_text(edited.read_text("utf-8").replace("Systems as wholes", "Whole places"), "utf-8")
    ask("theory adopt", "--reason", "edited together")
    return session


def configurations(folder: Path) -> Session:
    """Every act on configurations, and how they are shown."""
    session = begin(folder)
    ask, record = session.ask, session.record("Markets")
    ask("cmoc list")
    ask(
        "cmoc new",
        "--if",
        "many compete",
        "--because",
        "rivalry",
        "--theory",
        "T1=supports",
        "--theory",
        "RA",
    )
    ask("cmoc put", "C1", "context", record, "--quote", "Many providers compete", "--status", "reported")
    ask("cmoc put", "C1", "outcome", record, "--quote", "people choose", "--wording", "they choose")
    against = ask("cmoc put", "C1", "outcome", record, "--quote", "Councils cannot learn enough", "--against")
    ask("cmoc show", "C1")
    ask("cmoc retroduce", "C1", "resource", "prices are known", "--memo", "What must be true?")
    ask("cmoc word", "C1", "reasoning", "each fears the other")
    ask("cmoc statement", "C1", "Rivalry gives choice.")
    ask("cmoc take", "C1", against["fragment"])
    ask("cmoc take", "C1", "resource")
    ask("cmoc new", "--then", "prices fall")
    ask("cmoc new")
    ask("cmoc link", "C1", "C2", "leads-to")
    ask("cmoc link", "C3", "C1", "counter-case")
    ask("cmoc unlink", "C3", "C1")
    ask("cmoc merge", "C2", "C3")
    ask("cmoc status", "C1", "kept", "--reason", "well shown")
    ask("cmoc theory", "C1", "T1=challenges")
    ask("cmoc theory", "C1", "RA=off")
    ask("theory refine", "T1", "--proposition", "Few compete", "--reason", "the evidence says so")
    ask("memo", "C1", "Is this one idea?")
    ask("comment", "It rings true", "--kind", "team", "--on", "C1")
    for label in ("C1", "C2", "C3"):
        ask("cmoc show", label)
    ask("cmoc list", "--theory", "T1", "--status", "kept", "--search", "rivalry")
    ask("cmoc list")
    ask("undo")
    ask("status")
    ask("log")
    return session


def writing(folder: Path) -> Session:
    """Every act of writing up."""
    session = begin(folder)
    ask, record = session.ask, session.record("Markets")
    coding = ask("code", record, "T1", "--quote", "people choose")["coding"]
    text = folder / "t1.md"
    text.write_text("People choose.\n", "utf-8")
    ask("desk", "T1")
    ask("desk", "T1", "--file", text)
    text.write_text(f"People choose [@{coding}]. See [@{record}] and [@C9].\n", "utf-8")
    ask("desk", "T1", "--file", text)
    ask("desk", "T1", "--version", "1")
    text.write_text(
        "# T2\n\nSo it is (Rahman, 2016; Rahman, 2017; Nobody, 2013). And Rahman (2015).\n", "utf-8"
    )
    ask("citations", text)
    ask("citations", text, "--only-check")
    ask("citations")
    ask("status")
    ask("uncode", coding)
    ask("desk", "T1")
    ask("log")
    return session


def files(folder: Path) -> Session:
    """Documents and reference files."""
    session = begin(folder)
    ask, corpus, advocacy = session.ask, session.folder / "corpus", session.record("Advocacy")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    paper = Paper(corpus / "report.pdf")
    grid(paper, (*BODY, ("Kelderby", "", "=3")))
    paper.next_page()
    paper.write(["The second page holds no table, only a sentence of its own."])
    paper.save()
    report = ask("ingest", "--jobs", "1", ends=1)["files"][1]["record"]
    ask("ingest", "--jobs", "1", ends=1)
    ask("tables", report)
    ask("text", corpus / "report.pdf")
    ask("text", corpus / "report.pdf", "--raw")
    ask("text", corpus / "broken.pdf", ends=1)
    ask("show", report)
    ask("reread", report)
    ask("reread", ends=1)
    ask("attach", advocacy, _letter(folder))
    _reference_files(folder)
    ask("import", folder / "one.ris", folder / "two.csv", "--preview", ends=1)
    ask("import", folder / "one.ris", folder / "two.csv", ends=1)
    ask("import", folder / "two.csv", "--column", "Note=abstract")
    _log_searches(session, folder)
    ask("import", folder / "two.csv", "--search", "s2", "--source", "HMIC")
    ask("search list")
    ask("show", session.record("Budgets and choice"))
    ask("not-retrieved", session.record("Budgets and choice"), "--reason", "no copy")
    ask("dedupe")
    ask("relate", session.record("Trust in councils"), advocacy, "kin")
    ask("dedupe", "--apply")
    ask("log")
    return session


def _log_searches(session: Session, folder: Path) -> None:
    """A file of searches, and one that is logged by hand, worded again and removed."""
    (folder / "searches.yaml").write_text(
        "searches:\n"
        "  - {id: S1, component: Care, kind: database, total_stated: 9, limits: [{field: year, from: 2014}],\n"
        "     sources: [{name: HMIC, platform: Ovid, date: 2017}], filters: [a filter], lines: [{id: 1, string: care,\n"
        "     results: [{n: 3, limit: not by year}, {n: null}], total_stated: 2}, {id: 2, string: old, results: null}]}\n"
        "  - {id: S2, component: Handed over, kind: hand-over}\n",
        "utf-8",
    )
    ask = session.ask
    ask("search list")
    ask("search import", folder / "searches.yaml")
    ask("search import", folder / "searches.yaml")
    ask("search add", "S3", "--component", "Websites", "--kind", "organisation", "--stated", "4")
    ask("search add", "s3", "--stopped-because", "nothing new came", "--prompted-by", "T1")
    ask("search tie", "S3", session.record("Markets"))
    ask("search remove", "S3", "--because", "logged twice")


def _letter(folder: Path) -> Path:
    letter = Paper(folder / "letter.pdf")
    letter.write(["A letter about advocacy that somebody kept."])
    return letter.save()


def _reference_files(folder: Path) -> None:
    entries = ("Trust in councils and what becomes of it", "Trust in councils and what becomes of it.", "")
    ris = "".join(f"TY  - JOUR\nTI  - {title}\nAU  - Bell, Una\nPY  - 2014\nER  - \n\n" for title in entries)
    (folder / "one.ris").write_text(ris, "utf-8")
    (folder / "two.csv").write_text(
        'title,authors,year,Note\nBudgets and choice,"Noor, Ada",2013,Who chooses\n,,,\n', "utf-8"
    )


def simulations(folder: Path) -> Session:
    """The replays of labelled sets and the list of schemas, which need no review."""
    session = Session(folder)
    session.ask("schema", "--list")
    lines = [
        "title,abstract,label_included",
        *(f'"{title}","{abstract}",{label}' for title, abstract, label in ROWS),
    ]
    (folder / "labelled.csv").write_text("\n".join(lines), "utf-8")
    (folder / "codebook.json").write_text(json.dumps({"T1": "Markets", "T2": "Duties"}), "utf-8")
    coded = [
        {"text": f"{text} {number}", "labels": [code], "document": f"d{number}"}
        for number in range(4)
        for code, text in (("T1", "providers compete in a market"), ("T2", "the council has a duty"))
    ]
    (folder / "coded.jsonl").write_text("\n".join(map(json.dumps, coded)), "utf-8")
    session.ask("simulate relevance", folder / "labelled.csv", "--prior", "0", "5")
    session.ask(
        "simulate relevance", folder / "labelled.csv", "--prior", "0", "5", "--question", "Which councils?"
    )
    session.ask(
        "simulate codes", folder / "coded.jsonl", "--codebook", folder / "codebook.json", "--random-labels", "4",
        "--labels-per-code", "0,2", "--seeds", "1",
    )  # fmt: skip
    return session


def sentence_vectors(folder: Path) -> Session:
    """The encoder in use, none and one whose files are gone; opening one takes the extra."""
    session = begin(folder)
    with patch.dict(os.environ, {"XDG_CONFIG_HOME": str(folder)}):
        session.ask("semantic status")
        encoder = ChosenEncoder("tiny", str(folder / "tiny"), "ab" * 32, 16, "MIT")
        write_files({user_folder() / "encoder.json": msgspec.json.encode(encoder)})
        session.ask("semantic status")
        session.ask("semantic off")
    return session


def the_demonstration(folder: Path) -> Session:
    """What is asked of a whole review: the kept journal of the demonstration, whose documents are not there."""
    session = _kept(folder, "demonstration", "Demo Reviewer A")
    record = session.ask("queue", "--limit", "3")["queue"][0]["record"]
    session.ask("suggest", record, "--passages")
    session.ask("queue", "--order", "challenge", "--focus", "T1", "--random-share", "0.5")
    session.ask("evaluate")
    session.ask("verify", ends=1)
    _listed(session)
    return session


def every_act(folder: Path) -> Session:
    """What is listed of the kept journal that has every kind of act."""
    session = _kept(folder, "every-act", "ann")
    _listed(session)
    return session


def _listed(session: Session) -> None:
    for command in ("status", "log", "theory log", "dedupe"):
        session.ask(command)
    for row in session.ask("records")["records"][:8]:
        session.ask("show", row["record"])


def _kept(folder: Path, name: str, reviewer: str) -> Session:
    (folder / "review.db").write_bytes(lzma.decompress((JOURNALS / name / "journal.db.xz").read_bytes()))
    shutil.copy(JOURNALS / name / "theory_map.yaml", folder)
    return Session(folder, reviewer)


def flow(folder: Path) -> Session:
    """The flow with and without searches and statements."""
    session = begin(folder)
    ask = session.ask
    ask("flow")
    ask("flow", "state", "duplicates", "12", "--because", "removed before the import")
    ask("flow", "state", "screened", "not-reported", "--because", "done on paper")
    ask("decide", session.record("Markets"), "exclude", "--stage", "title-abstract", "--criterion", "E1")
    ask("flow")
    return session


def agreement(folder: Path) -> Session:
    """How far two and three reviewers agree on decisions, passages and levels."""
    session = begin(folder)
    ask, ben, cy = session.ask, *(Session(session.folder, who) for who in ("Ben", "Cy"))
    ask("agreement", "--passages", "--appraisal")
    stage = ("--stage", "title-abstract")
    records = [session.record(title) for title in ("Markets", "Advocacy")]
    for who, decided in ((session, "include"), (ben, "exclude")):
        who.ask(
            "decide", records[0], decided, *stage, "--criterion", "E1" if who is ben else "I1", "--note", "so"
        )
        who.ask("decide", records[1], "include", *stage, "--override", "E1=a reprint")
    ask("settle", records[0], "include", *stage, "--reason", "talked over")
    ask("decide", records[0], "exclude", *stage)
    for who, codes, level in ((session, ("T1=supports", "T2"), "high"), (ben, ("T1.a",), "low")):
        who.ask("code", records[0], *codes, "--quote", "people choose")
        who.ask("appraise", records[0], f"rigour={level}", "--because", "two towns")
    ask("conflicts", "--codings")
    ask("agreement", *stage, "--passages", "--appraisal")
    cy.ask("decide", records[0], "maybe", *stage)
    ask("agreement")
    return session


def exchange(folder: Path) -> Session:
    """A coded project of another program, previewed and imported, and one of the review."""
    session = begin(folder)
    project = example()
    of_texts = tuple(source for source in project.sources if source.kind == SourceKind.TEXT)
    picture = QdaSource(guid=guid("picture"), name="A street", kind=SourceKind.PICTURE)
    write_project(
        replace(project, origin="NVivo 12", sources=(*of_texts, picture)), folder / "project.qdpx", {}
    )
    session.ask(
        "exchange import", folder / "project.qdpx", "--preview", "--map", "T1.a Whole systems=under:T2"
    )
    session.ask("exchange import", folder / "project.qdpx", "--as", "subthemes=T2")
    session.ask("exchange export", folder / "out.qdpx", "--without-files")
    return session


SESSIONS: tuple[Callable[[Path], Session], ...] = (
    screening_and_coding, theory, configurations, writing, flow, agreement, exchange, files, simulations, sentence_vectors, the_demonstration, every_act,
)  # fmt: skip


def shapes(answers: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """For each command the shape of its answers: the types in the place of values, ``KEY?`` for a key that some lack."""
    by_command: dict[str, list[Any]] = {}
    for command, answer in answers:
        by_command.setdefault(command, []).append(answer)
    return {command: _merged(given) for command, given in by_command.items()}


_STORED = {"act"}
"""Keys of what is shown as the journal stores it; ``review.acts`` has its shape."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_NAMES = {str: "text", bool: "yes or no", int: "whole number", float: "number", type(None): "null"}


def _merged(values: list[Any]) -> Any:
    """One shape for several values: equal keys become one, and unlike types are listed."""
    objects = [value for value in values if isinstance(value, dict)]
    lists = [value for value in values if isinstance(value, list)]
    found: list[Any] = sorted({_NAMES[type(value)] for value in values if not isinstance(value, dict | list)})
    if objects:
        by_key = [_by_key(value) for value in objects]
        keys = dict.fromkeys(key for value in by_key for key in value)
        found.append(
            {
                key if all(key in value for value in by_key) else f"{key}?": "as it is stored"
                if key in _STORED
                else _merged([one for value in by_key for one in value.get(key, [])])
                for key in keys
            }
        )
    if lists:
        members = [member for value in lists for member in value]
        found.append({"[]": _merged(members)} if members else {"[]": "nothing"})
    return found[0] if len(found) == 1 else {"|": found}


def _by_key(value: dict[str, Any]) -> dict[str, list[Any]]:
    """The values of an object by their keys; all days, which are others each time, are one key."""
    found: dict[str, list[Any]] = {}
    for key, one in value.items():
        found.setdefault("a day" if _DAY.fullmatch(key) else key, []).append(one)
    return found


def recorded(name: str) -> str:
    """The shapes of a session's answers as they were recorded."""
    return (ANSWERS / f"{name}.json").read_text("utf-8")


def as_recorded(session: Session) -> str:
    """The shapes of a session's answers, as they are recorded."""
    return json.dumps(shapes(session.answers), indent=1, ensure_ascii=False) + "\n"


def record_all() -> None:
    """Record the shapes of all answers again."""
    ANSWERS.mkdir(exist_ok=True)
    for play in SESSIONS:
        with tempfile.TemporaryDirectory() as folder:
            session = play(Path(folder))
        (ANSWERS / f"{play.__name__}.json").write_text(as_recorded(session), "utf-8")
        print(play.__name__, file=sys.stderr)


if __name__ == "__main__":
    record_all()
