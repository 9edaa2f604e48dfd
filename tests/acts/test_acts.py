from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import msgspec.inspect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review import acts
from review.acts import KINDS, Act, Unread, read

JOURNALS = Path(__file__).parents[1] / "journals"
ADDED_SINCE = {
    "appraise",
    "import-codes",
    *("draw-sample", "grow-sample", "draw-pilot", "close-sample"),
    "begin-review",
    "freeze-plan",
    "looked-at",
    "verdict",
    *(
        "new-cmoc",
        "cmoc-theory",
        "cmoc-statement",
        "cmoc-status",
        "link-cmocs",
        "unlink-cmocs",
        "merge-cmocs",
    ),
    *("add-element", "word-element", "take-element", "put-fragment", "take-fragment"),
    "log-search",
    "remove-search",
    *("write-prose", "cite-text"),
    "comment",
    "holds",
    "label",
    "set-facet",
    "settle",
    "state-flow",
    "tie-search",
    "tie-conflict",
    *("merge-theories", "move-subtheme", "programme-theory", "rename", "split"),
}
"""Kinds that are younger than the kept journals."""
DECIDE = {
    "kind": "decide",
    "record": "4a47",
    "stage": "title-abstract",
    "decision": "exclude",
    "theory_event": "e1",
    "criteria": ["E1"],
}

SETTLE = {
    "kind": "settle",
    "record": "4a47",
    "stage": "title-abstract",
    "decision": "exclude",
    "criteria": ["E1"],
    "theory_event": "e",
    "reason": "talked over",
}


TIE = {"kind": "tie-conflict", "record": "4a47", "stage": "title-abstract", "criterion": "E1"}

PUT = {
    "kind": "put-fragment", "cmoc": "c3", "element": "e", "role": "outcome", "relation": "shows",
    "record": "4a47", "text_sha256": "t", "start": 0, "end": 9, "quote": "Many providers", "before": "", "after": "",
    "page": 2, "page_label": "346",
}  # fmt: skip


class Cited:
    """Names for the log: every record is Rahman's, every event a decision."""

    def record(self, record: str) -> str:
        return "" if record in {"T1", "gone", "c0d1"} else "Rahman, 2016"

    def is_other_file(self, record: str, file_sha256: str) -> bool:
        return bool(record) and file_sha256 == "other"

    def merged_record(self, record: str) -> str:
        return "Rahman, 2016"

    def passage(self, coding: str) -> str:
        return "“Many providers” (Rahman, 2016, p. 4)" if coding == "c0d1" else ""

    def configuration(self, cmoc: str) -> str:
        return {"c3": "C3", "c5": "C5"}.get(cmoc, "")

    def code(self, code: str) -> str:
        return {"T1": "T1 Market logic"}.get(code, code)

    def source_type(self, source_type: str) -> str:
        return {"policy": "Policy analysis"}.get(source_type, source_type)

    def event(self, event: str) -> str:
        return "decision (exclude) on Rahman, 2016" if event == "e1" else ""


def stored_events(tmp_path: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Hash, reviewer, subject, record and act of every event of the kept journals."""
    for packed in sorted(JOURNALS.glob("*/journal.db.xz")):
        path = tmp_path / f"{packed.parent.name}.db"
        path.write_bytes(lzma.decompress(packed.read_bytes()))
        with closing(sqlite3.connect(path)) as connection:
            yield from connection.execute("SELECT hash, reviewer, subject, record, act FROM event")


def test_acts_of_an_earlier_version_read_to_what_is_stored(tmp_path: Path) -> None:
    kinds = set()
    for hash_, reviewer, subject, record, stored in stored_events(tmp_path):
        act = read(stored)
        assert isinstance(act, Act), act
        assert json.loads(json.dumps(act.to_plain())) == json.loads(stored)
        assert act.subject_in(hash_, reviewer) == subject
        assert act.of_record == record
        kinds.add(act.kind)
    assert kinds == set(KINDS) - ADDED_SINCE


def test_what_can_be_undone_is_the_reviewers_own_acts() -> None:
    fixed = {kind for kind, act in KINDS.items() if not act.undoable}
    assert fixed == {
        "begin-review",
        "draw-sample",
        "import",
        "ingest",
        "reanchor",
        "redo",
        "reread",
        "undo",
    }


def test_every_kind_says_what_it_is_called_and_what_it_is_about() -> None:
    for kind, act in KINDS.items():
        assert act.about, kind
        assert act.noun or issubclass(act, acts.Reversal), kind


def test_an_unknown_kind_is_kept_apart_from_a_known_one_that_does_not_validate() -> None:
    assert read('{"kind":"archive","record":"4a47"}') == Unread("archive")
    broken = read('{"kind":"uncode","record":"4a47"}')
    assert broken == Unread("uncode", "Object missing required field `coding`")


@pytest.mark.parametrize(
    "stored", ["", "[]", "nul", "{", '{"kind":4}', '{"kind":null}', "[" * 100_000, '"text"']
)
def test_what_is_not_an_act_is_unread(stored: str) -> None:
    unread = read(stored)
    assert isinstance(unread, Unread)
    assert unread.reason


def test_unknown_fields_of_a_known_kind_are_passed_over() -> None:
    act = read(json.dumps(DECIDE | {"certainty": 0.4}))
    assert isinstance(act, acts.Decide)
    assert act.criteria == ("E1",)


def test_what_is_at_its_default_is_not_written() -> None:
    decision = acts.Decide(
        record="r", stage="s", decision=acts.decisions.DecisionKind.INCLUDE, theory_event="e"
    )
    assert set(decision.to_plain()) == {"kind", "record", "stage", "decision", "theory_event"}


def test_a_name_that_utf_8_cannot_hold_is_read() -> None:
    act = read(json.dumps({"kind": "memo", "target": "T1", "text": "caf\udce9"}))
    assert isinstance(act, acts.Memo)
    assert act.text == "caf\udce9"


@pytest.mark.parametrize(
    ("stored", "line"),
    [
        (DECIDE, "decision (exclude, title abstract, E1) on Rahman, 2016"),
        (DECIDE | {"record": "gone"}, "decision (exclude, title abstract, E1)"),
        (SETTLE, "settlement (exclude, title abstract, E1) on Rahman, 2016"),
        ({"kind": "memo", "target": "4a47", "text": "so"}, "memo on Rahman, 2016"),
        ({"kind": "memo", "target": "T1", "text": "so"}, "memo on T1 Market logic"),
        ({"kind": "memo", "target": "c0d1", "text": "so"}, "memo on “Many providers” (Rahman, 2016, p. 4)"),
        ({"kind": "source-type", "record": "4a47", "source_type": "policy"}, "source type (Policy analysis) on Rahman, 2016"),
        ({"kind": "reinstate", "code": "T1", "reason": "so"}, "reinstatement of a theory (T1 Market logic)"),
        ({"kind": "undo", "event": "e1", "subject": "x"}, "undo of decision (exclude) on Rahman, 2016"),
        ({"kind": "redo", "event": "e9", "subject": "x"}, "redo"),
        ({"kind": "edit", "record": "4a47", "fields": {"year": None}}, "correction of the reference (year) on Rahman, 2016"),
        ({"kind": "not-retrieved", "record": "4a47", "reason": "no copy"}, "document not retrieved for Rahman, 2016"),
        (
            {"kind": "label", "record": "4a47", "file_sha256": "ff", "page": 5, "through": 40, "labels": [str(n) for n in range(1, 37)]},
            "page numbers (PDF pp. 5–40: 1, 2 … 36) of Rahman, 2016",
        ),
        (
            {"kind": "label", "record": "4a47", "file_sha256": "ff", "page": 5, "through": 5, "labels": []},
            "page numbers (PDF p. 5: cleared) of Rahman, 2016",
        ),
        (
            {"kind": "set-facet", "record": "4a47", "target": "4a47", "facet": "population", "values": ["women", "older people"]},
            "facet (population: women; older people) on Rahman, 2016",
        ),
        (
            {"kind": "set-facet", "record": "4a47", "target": "c" * 64, "facet": "population", "values": []},
            f"facet (population: not set) on Rahman, 2016, coding {'c' * 12}",
        ),
        ({"kind": "comment", "text": "so", "source": "team", "on": "T1"}, "comment (team), on T1"),
        (
            {"kind": "comment", "text": "so", "source": "expert", "who": "a panel", "date": "2026", "on": "4a47", "record": "4a47"},
            "comment (expert, a panel, 2026) on Rahman, 2016",
        ),
        ({"kind": "state-flow", "box": "duplicates", "n": 1200, "because": "so"}, "flow, duplicates: 1,200"),
        ({"kind": "state-flow", "box": "excluded_screening", "n": None, "because": "so"}, "flow, excluded screening: not reported"),
        ({"kind": "state-flow", "box": "screened", "because": "so"}, "flow, screened: as computed"),
        ({"kind": "tie-search", "record": "4a47", "search": "S3"}, "tie to a search (S3) of Rahman, 2016"),
        ({"kind": "tie-search", "record": "4a47", "search": "S3", "off": True}, "tie to a search (S3, removed) of Rahman, 2016"),
        (TIE, "tie of a conflict (E1, title abstract) on Rahman, 2016"),
        (TIE | {"off": True}, "tie of a conflict (E1, title abstract, removed) on Rahman, 2016"),
        ({"kind": "reinstate", "code": "T3", "reason": "so"}, "reinstatement of a theory (T3)"),
        (
            {"kind": "merge", "record": "b" * 64, "kept": "a" * 64},
            "merge of records: Rahman, 2016 ← Rahman, 2016",
        ),
        ({"kind": "comment", "text": "so", "source": "team", "on": "c5"}, "comment (team), on C5"),
        (
            {"kind": "new-cmoc", "label": "C3", "theory_event": "e", "theories": {"T1": "supports", "RA": "bears-on"}},
            "configuration C3 (T1 supports, RA bears on)",
        ),
        (
            {"kind": "cmoc-theory", "cmoc": "c3", "code": "T1", "stance": "supports", "theory_event": "e"},
            "C3 tied to T1 Market logic (supports)",
        ),
        (
            {"kind": "cmoc-theory", "cmoc": "c3", "code": "T1", "stance": "", "theory_event": "e"},
            "C3 no longer tied to T1 Market logic",
        ),
        ({"kind": "cmoc-statement", "cmoc": "c3", "statement": "So."}, "statement of C3 written"),
        ({"kind": "cmoc-statement", "cmoc": "c3", "statement": ""}, "statement of C3 composed of its elements"),
        ({"kind": "cmoc-status", "cmoc": "c3", "status": "set-aside"}, "C3 set aside"),
        ({"kind": "add-element", "cmoc": "c3", "role": "context", "wording": "x"}, "context in C3"),
        ({"kind": "add-element", "cmoc": "c3", "role": "reasoning", "wording": "x", "memo": "y"}, "retroduced reasoning in C3"),
        ({"kind": "word-element", "cmoc": "gone", "element": "e", "wording": "x"}, "wording of an element of an unknown configuration"),
        ({"kind": "take-element", "cmoc": "c3", "element": "e"}, "element taken out of C3"),
        (PUT, "outcome in C3, from Rahman, 2016 (p. 346): “Many providers”"),
        (PUT | {"relation": "against"}, "outcome in C3, against it, from Rahman, 2016 (p. 346): “Many providers”"),
        ({"kind": "take-fragment", "cmoc": "c3", "fragment": "f", "record": "4a47"}, "passage from Rahman, 2016 taken out of C3"),
        ({"kind": "link-cmocs", "cmoc": "c3", "to": "c5", "link": "leads-to"}, "C3 leads to C5"),
        ({"kind": "link-cmocs", "cmoc": "c3", "to": "c5", "link": "counter-case"}, "C5 is a counter-case of C3"),
        ({"kind": "unlink-cmocs", "cmoc": "c3", "to": "c5"}, "C3 no longer linked to C5"),
        ({"kind": "merge-cmocs", "cmoc": "c3", "merged": "c5"}, "C5 merged into C3"),
        ({"kind": "recode", "record": "4a47", "coding": "c", "theory_event": "e", "status": ""}, "change of a coding on Rahman, 2016"),
    ],
)  # fmt: skip
def test_the_line_in_the_log(stored: dict[str, object], line: str) -> None:
    act = read(json.dumps(stored))
    assert isinstance(act, Act)
    assert act.in_words(Cited()) == line


@pytest.mark.parametrize(
    ("stored", "explanation"),
    [
        (DECIDE, ""),
        (DECIDE | {"overrides": {"E5": "moving to adult services", "E1": "so"}, "note": "thin,\n but local"},
         ": E1 overridden (so); E5 overridden (moving to adult services); thin, but local"),
        (SETTLE, ": talked over"),
        (TIE | {"because": "read\ndifferently"}, ": read differently"),
        ({"kind": "memo", "target": "T1", "text": "read\nagain"}, ": read again"),
        ({"kind": "not-retrieved", "record": "4a47", "reason": "no copy"}, ": no copy"),
        ({"kind": "reinstate", "code": "T3", "reason": "so"}, ": so"),
        ({"kind": "state-flow", "box": "screened", "n": 3, "because": "the paper says so"}, ": the paper says so"),
        ({"kind": "add-element", "cmoc": "c3", "role": "context", "wording": "many", "memo": "else why?"}, ": many; else why?"),
        ({"kind": "cmoc-status", "cmoc": "c3", "status": "kept", "reason": "two sources"}, ": two sources"),
    ],
)  # fmt: skip
def test_the_log_has_what_the_reviewer_wrote_to_explain_an_act(
    stored: dict[str, object], explanation: str
) -> None:
    act = read(json.dumps(stored))
    assert isinstance(act, Act)
    assert act.in_full(Cited()) == act.in_words(Cited()) + explanation


def test_the_log_tells_merged_records_apart_by_their_ids() -> None:
    act = acts.Merge(record="b" * 64, kept="a" * 64, why="same DOI")
    assert act.in_full(Cited()) == (
        f"merge of records: Rahman, 2016 ({'a' * 12}) ← Rahman, 2016 ({'b' * 12}): same DOI"
    )


@pytest.mark.parametrize(
    ("stored", "line"),
    [
        (DECIDE | {"batch": "0"}, "12 records excluded at title abstract by E1"),
        ({"kind": "source-type", "record": "4a47", "source_type": "policy", "batch": "0"}, "12 source types (Policy analysis)"),
        ({"kind": "edit", "record": "4a47", "fields": {"role": "background"}, "batch": "0"}, "12 corrections of references (role)"),
        ({"kind": "merge", "record": "b", "kept": "a", "batch": "0"}, "12 merges of records"),
    ],
)  # fmt: skip
def test_acts_made_together_are_said_in_one_line(stored: dict[str, object], line: str) -> None:
    act = read(json.dumps(stored))
    assert isinstance(act, Act)
    assert act.of_batch
    assert act.many_in_words(12, Cited()) == line


def test_acts_of_several_kinds_that_are_one_deed_have_one_line() -> None:
    element = {"kind": "add-element", "cmoc": "c3", "role": "outcome", "wording": "x"}
    deed = [read(json.dumps(one)) for one in (element, PUT, element, PUT)]
    those = [act for act in deed if isinstance(act, Act)]
    assert (
        those[0].deed_in_words(those, Cited())
        == "new outcome in C3, from Rahman, 2016 (p. 346): “Many providers”"
    )


def test_a_passage_with_the_whole_claim_is_one_passage_in_several_roles() -> None:
    context, reasoning = PUT | {"role": "context"}, PUT | {"role": "reasoning"}
    element = {"kind": "add-element", "cmoc": "c3", "role": "reasoning", "wording": "x"}
    begun = {"kind": "new-cmoc", "label": "C3", "theory_event": "e"}

    def said(*stored: dict[str, object]) -> str:
        acts = [act for one in stored if isinstance(act := read(json.dumps(one)), Act)]
        return acts[0].deed_in_words(acts, Cited())

    cited = "in C3, from Rahman, 2016 (p. 346): “Many providers”"
    assert said(context, element, reasoning, PUT) == f"context, reasoning and outcome {cited}, with 1 element"
    assert said(element, reasoning, element, PUT) == f"new reasoning and outcome {cited}"
    assert said(begun, element, reasoning, element, PUT) == "configuration C3, with 1 passage and 2 elements"
    assert said(PUT, PUT | {"start": 20}) == f"outcome {cited}, with 1 passage"


def test_configurations_made_together_are_counted() -> None:
    made = {"kind": "new-cmoc", "label": "C3", "theory_event": "e", "batch": "0"}
    element = {"kind": "add-element", "cmoc": "c3", "role": "outcome", "wording": "x", "batch": "0"}
    deed = [read(json.dumps(one)) for one in (made, element, made, element, element)]
    those = [act for act in deed if isinstance(act, Act)]
    assert those[0].deed_in_words(those, Cited()) == "2 configurations, with 3 elements"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_no_stored_value_raises(kind: str, data: st.DataObject) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(KINDS[kind])]
    plain = data.draw(st.dictionaries(st.sampled_from(names), JSON)) | {"kind": kind}
    act = read(json.dumps(plain))
    assert isinstance(act, Act | Unread)
    if isinstance(act, Act):
        assert act.to_plain()["kind"] == kind


@pytest.mark.parametrize("kind", [kind for kind, act in KINDS.items() if not act.has_floats])
def test_an_act_said_to_have_no_floats_has_none_in_any_field(kind: str) -> None:
    def parts(value: object) -> Iterator[object]:
        yield value
        if isinstance(value, msgspec.Struct):
            inside: tuple[object, ...] = msgspec.structs.astuple(value)
        else:
            inside = value if isinstance(value, tuple) else ()
        for one in inside:
            yield from parts(one)

    found = list(parts(msgspec.inspect.type_info(KINDS[kind])))
    assert any(isinstance(one, msgspec.inspect.StrType) for one in found)
    assert not any(isinstance(one, msgspec.inspect.FloatType | msgspec.inspect.AnyType) for one in found)
