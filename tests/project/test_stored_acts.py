"""What verbs write into the journal, to the letter: other copies and other versions read it, so its spelling stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.acts import Part
from review.domain import CodeSuggestion
from review.journal import texts
from review.project import Project
from review.project.theories.changes import Grounds
from tests.documents.papers import Paper
from tests.project.runs.test_rereading import former_reading
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review

RIS = """\
TY  - JOUR
TI  - Café markets
AU  - Okoro, Chidi
PY  - 2016
DO  - 10.1000/xyz
N1  - RAYYAN-INCLUSION: {"Ben"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: E1,too old
ER  -
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_review(tmp_path / "review")


@pytest.fixture
def record(project: Project) -> str:
    return add_record(project, "Markets for care", document=a_document())


@pytest.fixture
def text(project: Project, record: str) -> str:
    return project.records.get(record).text_sha256


def stored(project: Project, last: int = 1) -> list[str]:
    """The JSON of the last acts, as it lies in the file."""
    rows = project.journal.rows("SELECT act FROM event ORDER BY sequence DESC LIMIT ?", (last,))
    return [act for (act,) in rows][::-1]


def spelled(**act: object) -> list[str]:
    """The one spelling of an act's JSON; `kind` is given as `verb`."""
    act["kind"] = act.pop("verb")
    return [json.dumps(act, sort_keys=True, separators=(",", ":"))]


def test_decisions(project: Project, record: str) -> None:
    made_under = project.theory.event
    project.screening.decide(record, "include", "title-abstract")
    assert stored(project) == spelled(
        verb="decide", record=record, stage="title-abstract", decision="include", theory_event=made_under
    )
    project.screening.decide(
        record, "exclude", "theory-map", criteria=["E9"], note="thin", overrides={"E1": "a classic"}, model="m"
    )  # fmt: skip
    assert stored(project) == spelled(
        verb="decide", record=record, stage="theory-map", decision="exclude", theory_event=made_under,
        criteria=["E9"], note="thin", overrides={"E1": "a classic"}, model="m",
    )  # fmt: skip
    with project.acting_as("bob"):
        project.screening.decide(record, "maybe", "theory-map")
    project.screening.settle(record, "exclude", "theory-map", reason=" talked\nover ", criteria=["E9"])
    assert stored(project) == spelled(
        verb="settle", record=record, stage="theory-map", decision="exclude", theory_event=made_under,
        criteria=["E9"], reason="talked over",
    )  # fmt: skip
    project.screening.settle(record, "park", "theory-map", reason="once more")
    assert stored(project) == spelled(
        verb="settle", record=record, stage="theory-map", decision="park", theory_event=made_under, reason="once more"
    )  # fmt: skip


def test_what_is_said_of_a_record(project: Project, record: str) -> None:
    project.records.set_source_type(record, "policy")
    assert stored(project) == spelled(verb="source-type", record=record, source_type="policy")
    project.records.set_source_type(record, "")
    assert stored(project) == spelled(verb="source-type", record=record, source_type="")
    project.records.edit(record, authors="Okoro, C.; Mind", year="", title="", role="background")
    fields = {"authors": ["Okoro, C.", "Mind"], "year": None, "title": "", "role": "background"}
    assert stored(project) == spelled(verb="edit", record=record, fields=fields)
    (project.folder / "one.ris").write_text("TY  - JOUR\nTI  - Advocacy\nER  - \n")
    project.references.import_file(project.folder / "one.ris")
    without = project.records.find(project.records.all()[-1].id)
    project.records.set_not_retrieved(without, "no copy")
    assert stored(project) == spelled(verb="not-retrieved", record=without, reason="no copy")
    other = add_record(project, "Markets for care, a reprint")
    project.records.confirm(other, "title", "year")
    assert stored(project) == spelled(verb="confirm", record=other, fields=["title", "year"])
    project.references.relate(record, other, "same-study")
    assert stored(project) == spelled(verb="relate", record=record, other=other, relation="same-study")
    project.references.merge(record, other, "same title")
    assert stored(project) == spelled(verb="merge", record=other, kept=record, why="same title")
    project.references.merge(record, add_record(project, "Another reprint"), "")
    assert json.loads(stored(project)[0])["why"] == ""


def test_passages(project: Project, record: str, text: str) -> None:
    made_under = project.theory.event
    end = len(PARAGRAPHS[0])
    passage = {"text_sha256": text, "start": 0, "end": end}
    coded = passage | {
        "verb": "code", "record": record, "quote": PARAGRAPHS[0], "before": "", "after": f"\n{PARAGRAPHS[1]}"[:40],
        "page": 1, "page_label": "345", "label_source": "printed", "theory_event": made_under,
    }  # fmt: skip
    project.coding.code(record, ["T1", "T2", "T1"], 0, end)
    assert stored(project) == spelled(**coded, codes=["T1", "T2"], stance="bears-on", status="", memo="")
    suggestion = CodeSuggestion("T1", 0.123456, (("market", 0.5),), (("RA", 0.98765),))
    project.coding.code(
        record, ["T1"], 0, end, stance="supports", status="measured", memo="so", suggestion=suggestion, model="m"
    )  # fmt: skip
    assert stored(project) == spelled(
        **coded, codes=["T1"], stance="supports", status="measured", memo="so",
        suggestion={"code": "T1", "score": 0.1235, "rivals": [["RA", 0.9877]], "model": "m"},
    )  # fmt: skip
    coding = project.coding.code(record, ["T1"], 0, end, shown=[])
    assert stored(project) == spelled(**coded, codes=["T1"], stance="bears-on", status="", memo="", shown=[])
    project.coding.recode(coding.id, stance="challenges")
    changed = {"verb": "recode", "record": record, "coding": coding.id, "theory_event": made_under}
    assert stored(project) == spelled(**changed, stance="challenges", stances={"T1": "challenges"})
    project.coding.recode(coding.id, ["RA", "RA"], status="")
    ra = {"stance": "bears-on", "stances": {"RA": "bears-on"}}
    assert stored(project) == spelled(**changed, **ra, codes=["RA"], status="")
    project.coding.recode(coding.id, ["RA", "T1"], stances={"T1": "refines"}, looked_at=["RA"])
    both = {"stance": "bears-on", "stances": {"T1": "refines"}, "looked_at": ["RA"]}
    assert stored(project) == spelled(**changed, **both, codes=["RA", "T1"])
    project.coding.code(record, ["T1", "RA"], 0, end, stances={"T1": "challenges", "RA": "supports"})
    apart = {"stance": "bears-on", "stances": {"T1": "challenges", "RA": "supports"}}
    assert stored(project) == spelled(**coded, **apart, codes=["T1", "RA"], status="", memo="")
    project.coding.uncode(coding.id)
    assert stored(project) == spelled(verb="uncode", coding=coding.id, record=record)
    project.coding.reject(record, "T2", 0, end, model="m")
    assert stored(project) == spelled(
        **passage, verb="reject", record=record, code="T2", theory_event=made_under, model="m"
    )
    project.coding.done(record, 0, end)
    assert stored(project) == spelled(
        **passage, verb="done", record=record, codes=["T1", "T1.a", "T2", "RA"], theory_event=made_under
    )
    project.page_labels.set(record, 1, 2, "ix")
    labels = {"verb": "label", "record": record, "file_sha256": project.records.get(record).file_sha256}
    assert stored(project) == spelled(**labels, page=1, through=2, labels=["ix", "x"])
    project.coding.code(record, ["T1"], 0, end)
    by_hand = coded | {
        "page_label": "ix", "label_source": "hand", "own_label": {"label": "345", "source": "printed"}
    }  # fmt: skip
    assert stored(project) == spelled(**by_hand, codes=["T1"], stance="bears-on", status="", memo="")
    project.page_labels.clear(record, 2, 2)
    assert stored(project) == spelled(**labels, page=2, through=2, labels=[])
    project.annotations.memo(record, "Ünusual.")
    assert stored(project) == spelled(verb="memo", target=record, text="Ünusual.")


def test_the_theory_map(project: Project, record: str) -> None:
    first = json.loads(stored(project, 9)[1])
    assert list(first) == ["kind", "map", "reason"]
    assert first["reason"] == "first use of theory_map.yaml"

    def version(number: int) -> str:
        return project.theory.versions()[number - 1].event

    project.theory.refine("T1", "sharper", name="Markets", key_terms=["market"])
    assert stored(project) == spelled(
        verb="refine", code="T1", reason="sharper", name="Markets", key_terms=["market"], follows=version(1)
    )
    coding = project.coding.code(record, ["T1"], 0, len(PARAGRAPHS[0]))
    project.theory.refine("T1", "again", proposition="They compete", triggers=[coding.id[:12]])
    assert stored(project) == spelled(
        verb="refine", code="T1", reason="again", proposition="They compete", triggers=[coding.id], follows=version(2)
    )  # fmt: skip
    project.theory.add("T3", "new", name="Trust", proposition="Trust grows", category="market")
    plain: dict[str, object] = {"name": "Trust", "proposition": "Trust grows", "category": "market"}
    assert stored(project) == spelled(
        verb="add", code="T3", plain=plain, rival=False, reason="new", follows=""
    )
    project.theory.add("RB", "new", name="No trust", proposition="It does not", rivals=["T3"])
    plain = {"name": "No trust", "proposition": "It does not", "rivals": ["T3"]}
    assert stored(project) == spelled(
        verb="add", code="RB", plain=plain, rival=True, reason="new", follows=""
    )
    project.theory.add_subtheme("T3", "T3.a", "new", name="Slow trust")
    assert stored(project) == spelled(
        verb="add", theory="T3", code="T3.a", name="Slow trust", proposition="", reason="new", follows=""
    )
    project.theory.reject("T3", "thin")
    assert stored(project) == spelled(verb="reject-theory", code="T3", reason="thin", follows=version(6))
    project.theory.reinstate("T3", "not so thin")
    assert stored(project) == spelled(verb="reinstate", code="T3", reason="not so thin", follows=version(7))
    text = project.map_file.path.read_text("utf-8")
    project.map_file.path.write_text(text.replace("A small review", "A smaller review"), "utf-8")
    project.map_file.adopt("renamed")
    adopted = json.loads(stored(project)[0])
    assert list(adopted) == ["file", "follows", "kind", "made_from", "map", "reason"]
    assert json.loads(adopted["file"])["title"] == "A smaller review"
    assert adopted["follows"] == version(8)


def test_codes_that_get_other_names_and_ids(project: Project, record: str) -> None:
    first = project.theory.event
    coding = project.coding.code(record, ["T1"], 0, len(PARAGRAPHS[0]))
    grounds = Grounds(
        inference="abduction", triggers=[coding.id[:8]], if_="many", then="care", because="rivalry", draws_on=[record]
    )  # fmt: skip
    project.theory.refine("T1", "why", name="Markets", wording_only=True, grounds=grounds)
    renamed = project.theory.event
    assert stored(project) == [
        json.dumps(
            {
                "because": "rivalry", "code": "T1", "draws_on": [record], "follows": first, "if": "many",
                "inference": "abduction", "kind": "refine", "name": "Markets", "reason": "why", "then": "care",
                "triggers": [coding.id], "wording_only": True,
            },
            separators=(",", ":"),
        )
    ]  # fmt: skip
    project.structure.rename("T2", "Duties", "plainer")
    assert stored(project) == spelled(
        verb="rename", code="T2", name="Duties", reason="plainer", follows=first
    )
    parts = [Part(id="T1", name="Markets"), Part(id="T3", name="Tenders", proposition="Tenders work")]
    project.structure.split("T1", parts, "two ideas")
    assert stored(project) == spelled(
        verb="split", code="T1", reason="two ideas", follows=renamed,
        parts=[{"id": "T1", "name": "Markets"}, {"id": "T3", "name": "Tenders", "proposition": "Tenders work"}],
    )  # fmt: skip
    project.structure.merge(["T3", "T2"], "T2", "one idea")
    assert stored(project) == spelled(
        verb="merge-theories", code="T2", codes=["T3"], reason="one idea", follows=project.theory.versions()[3].event
    )  # fmt: skip
    project.structure.move_subtheme("T1.a", "T2", "it belongs there", new_id="T2.a")
    moved = {"as": "T2.a", "code": "T1.a", "under": "T2"}
    assert stored(project) == spelled(verb="move-subtheme", reason="it belongs there", follows=first, **moved)
    project.structure.word_programme("Markets need\n stewards.", "first attempt")
    assert stored(project) == spelled(
        verb="programme-theory", text="Markets need\n stewards.", reason="first attempt", follows=""
    )
    assert project.theory.map.programme_theory == "Markets need stewards."


def test_reversals(project: Project, record: str) -> None:
    project.screening.decide(record, "include", "title-abstract")
    of = project.history.events()[-1].hash
    subject = f"decision:{record}:title-abstract:ann"
    project.history.undo()
    assert stored(project) == spelled(verb="undo", event=of, subject=subject, record=record)
    project.history.redo()
    assert stored(project) == spelled(verb="redo", event=of, subject=subject, record=record)
    project.annotations.memo("T1", "So.")
    of = project.history.events()[-1].hash
    project.history.undo()
    assert stored(project) == spelled(verb="undo", event=of, subject=f"memo:{of}")


def test_a_reference_file(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "found.ris"
    file.write_text(RIS, "utf-8")
    project.references.import_file(file, "Scopus")
    came, decided = stored(project, 2)
    record = json.loads(came)["record"]
    decision = {
        "decision": "exclude",
        "note": "",
        "reasons": ["E1", "too old"],
        "reviewer": "Ben",
        "stage": "",
    }
    reference = {
        "abstract": "", "authors": ["Okoro, Chidi"], "codes": [], "container": "", "decisions": [decision],
        "doi": "10.1000/xyz", "editors": [], "isbn": [], "issn": [], "issue": "", "key": "", "keywords": [],
        "kind": "article-journal", "labels": [], "language": "", "line": 1, "notes": [], "organisation": "",
        "other": {}, "pages": "", "pmid": "", "source_format": "ris", "source_type": "", "title": "Café markets",
        "urls": [], "volume": "", "year": 2016,
    }  # fmt: skip
    assert [came] == spelled(
        verb="import", record=record, path="found.ris", line=1, source="Scopus", reference=reference
    )
    assert [decided] == spelled(
        verb="decide", record=record, stage="title-abstract", decision="exclude", criteria=["E1"], note="too old",
        theory_event=project.theory.event, batch=json.loads(decided)["batch"], imported_by="ann", imported_from="found.ris",
    )  # fmt: skip


def test_files(project: Project) -> None:
    paper = Paper(project.documents.corpus / "paper.pdf", invariant=1)
    paper.write(["The market of care was grown by councils that met providers."])
    report = project.documents.ingest([paper.save()]).files[0]
    act = json.loads(stored(project)[0])
    document = project.documents.get(report.record)
    assert document
    assert act.pop("metadata")["title"].keys() == {"value", "source", "confidence"}
    said = {
        "record": report.record,
        "file_sha256": report.record,
        "text_sha256": document.text_sha256,
        "status": "added",
        "message": "",
        "pages": 1,
    }
    kept = texts.digests(project.journal, document.text_sha256)
    assert set(kept) == {"layout_sha256", "glyphs_sha256"}
    said |= kept
    assert act == said | {"kind": "ingest", "path": "corpus/paper.pdf"}

    former = former_reading(("The market of care was grown by coun- cils that met providers.", "Gone."))
    texts.store(project.journal, former)
    before = {"text_sha256": former.text_sha256, "reader": former.reader, "metadata": {}}
    project.journal.append("ann", said | before | {"kind": "reread"})
    coding = project.coding.code(report.record, ["T1"], 0, former.text.index("\n"))
    project.coding.done(report.record, 0, former.text.index("\n"))
    marked = project.journal.events("kind = 'done'")[0].hash
    project.documents.reread(report.record)
    reread, *moved = stored(project, 3)
    assert [reread] == spelled(verb="reread", **said, reader=document.reader, metadata={})
    end, page = len(document.text), document.pages[0]
    place = {"record": report.record, "text_sha256": document.text_sha256, "start": 0, "end": end}
    assert sorted(moved) == sorted(
        spelled(verb="reanchor", subject=f"coding:{coding.id}", quote=document.text, page=1, page_label=page.label, label_source=page.label_source, **place)
        + spelled(verb="reanchor", subject=f"done:{marked}", **place)
    )  # fmt: skip
