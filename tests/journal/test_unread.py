"""Events of an unknown kind, and events whose act is not valid: they stay, have no effect, and are listed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from review.acts import KINDS
from review.cli import main
from review.domain import Order
from review.domain.canonical import canonical, identity
from review.journal.event import Event
from review.journal.journal import Journal
from review.project import Project
from review.project.learning.learner import Learner
from tests.copies import receive
from tests.examples import examples
from tests.journal.random_acts import tables
from tests.reviews import PARAGRAPHS, a_document, add_record, new_review

TIME = "2026-11-28T12:00:00.000+00:00"


def chained(*acts: str) -> list[Event]:
    """The events of another replica, one after another, whatever their acts are."""
    events: list[Event] = []
    for clock, act in enumerate(acts, 1000):
        previous = events[-1].hash if events else ""
        hash_ = identity(previous, "f" * 32, clock, TIME, "bob", act)
        events.append(Event.from_row((hash_, previous, "f" * 32, clock, TIME, "bob", act)))
    return events


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review with a record that was coded and decided on."""
    return a_review(tmp_path / "r")


def a_review(folder: Path) -> Path:
    project = new_review(folder)
    record = add_record(project, "A study", document=a_document())
    project.coding.code(record, ["T1"], *project.coding.find_quote(record, PARAGRAPHS[0]))
    project.screening.decide(record, "include", "title-abstract")
    project.close()
    return folder


def merged(folder: Path, *acts: str) -> list[Event]:
    """The events of a copy, after they came into the review."""
    events = chained(*acts)
    project = Project.open(folder, "ann")
    assert receive(project.journal, events) == (len(events), ())
    project.close()
    return events


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a command and what it wrote."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main([*arguments, "--project", str(folder), "--reviewer", "ann"])
    assert "Traceback" not in err.getvalue()
    return code, out.getvalue()


def answer(folder: Path, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(run(folder, *arguments, "--json")[1]))


def wrong(folder: Path) -> list[str]:
    """What `verify` finds, the file aside that these reviews do not have."""
    return [line for line in answer(folder, "verify")["problems"] if "file is gone" not in line]


def every_view(folder: Path) -> None:
    """Look at everything that is made from events, and undo and redo: nothing raises, and nothing is said to be wrong."""
    record = answer(folder, "records")["records"]
    for command in (
        ("status",),
        ("log",),
        ("log", "--json"),
        ("dedupe",),
        ("theory", "log"),
        ("queue",),
        *([("show", record[0]["record"]), ("log", record[0]["record"])] if record else []),
        ("export", *EXPORTS, "--format", "csv", "--format", "ris", "--out", str(folder / "out")),
        ("export", "decisions", "--as-of", "2999-01-01", "--out", str(folder / "out")),
        ("undo",),
        ("redo",),
    ):
        code, out = run(folder, *command)
        assert code == 0, (command, out)
    project = Project.open(folder, "ann")
    Learner(project.screening.material()).queue("title-abstract", Order.RELEVANCE)
    before = tables(project.journal)
    project.history.rebuild()
    assert tables(project.journal) == before
    project.close()


EXPORTS = (
    "decisions",
    "evidence",
    "codebook",
    "matrix",
    "source-types",
    "source-types-by-theory",
    "references",
)

NEWER = (
    canonical({"kind": "archive", "record": "r" * 64, "level": "high"}),
    canonical({"kind": "cmoc-new", "context": "so"}),
    canonical({"kind": "cmoc-new", "context": "otherwise"}),
)
SAID = (
    "3 events from a newer version of the program, kept but not shown: kinds archive, cmoc-new; update realist-review to see"
    " them"
)


def test_events_of_a_newer_version_are_kept_and_listed_and_are_no_problem(review: Path) -> None:
    events = merged(review, *NEWER)
    assert SAID in run(review, "status")[1]
    assert answer(review, "status")["unread_events"] == {
        "newer": {"archive": 1, "cmoc-new": 2},
        "invalid": [],
    }
    assert SAID in run(review, "verify")[1]
    assert answer(review, "verify")["notices"] == [SAID]
    assert wrong(review) == []
    assert "archive (an act of a newer version)" in run(review, "log")[1]
    kept = answer(review, "log")["events"][-3:]
    assert [event["act"] for event in kept] == [dict(event.act) for event in events]
    every_view(review)


CODE = {
    "kind": "code", "record": "r", "text_sha256": "t", "start": 0, "end": 4, "quote": "Many", "before": "", "after": "", "page": 1,
    "page_label": "1", "codes": ["T1"], "stance": "supports", "status": "", "memo": "", "theory_event": "e",
}  # fmt: skip
READING = {"file_sha256": "", "text_sha256": "", "path": "", "status": "no-text", "message": "", "pages": 0}
INVALID = {
    "[1,2]": "an act that is not a JSON object",
    "null": "an act that is not a JSON object",
    '{"kind":"memo","target":"T1","text":NaN}': "an act that is not a JSON object",
    "{}": "an act that has no kind",
    '{"kind":["code"]}': "an act that has no kind",
    canonical({k: v for k, v in CODE.items() if k != "text_sha256"}): "a `code` act that lacks `text_sha256`",
    canonical(CODE | {"start": "0"}): "a `code` act that is not valid in `start`: expected `int`, got `str`",
    canonical(CODE | {"start": -1}): "a `code` act whose passage -1-4 is not valid",
    canonical(CODE | {"end": 2**70}): "a `code` act with text or a number that cannot be stored",
    canonical(CODE | {"start": 9}): "a `code` act whose passage 9-4 is not valid",
    canonical(CODE | {"stance": "sings"}): "a `code` act that is not valid in `stance`",
    canonical(CODE | {"status": "sung"}): "a `code` act whose `status` is not one of measured",
    canonical(CODE | {"quote": "\ud800"}): "a `code` act with text or a number that cannot be stored",
    canonical(CODE | {"suggestion": {}}): "a `code` act that lacks `code` in `suggestion`",
    canonical({"kind": "decide", "record": "r", "stage": "s", "decision": "perhaps", "theory_event": ""}): "a `decide` act that is",
    canonical({"kind": "decide", "record": "a:b", "stage": "", "decision": "include", "theory_event": ""}): "a `decide` act whose `record` is empty",
    canonical({"kind": "ingest", "record": "r", "metadata": {}} | READING | {"status": "eaten"}): "an `ingest` act whose `status`",
    canonical({"kind": "ingest", "record": "r", "metadata": {"title": {"value": 7, "source": "", "confidence": 1}}} | READING):
        "an `ingest` act whose `title` in `metadata`",
    canonical({"kind": "edit", "record": "r", "fields": {"role": "hero"}}): "an `edit` act whose `role` is not one of evidence",
    canonical({"kind": "edit", "record": "r", "fields": {"year": "soon"}}): "an `edit` act that is not valid in `fields.year`",
    canonical({"kind": "import", "record": "r", "path": "", "line": 1, "source": "", "reference": []}): "an `import` act that is",
    canonical({"kind": "merge", "record": "r", "kept": "r"}): "a `merge` act that merges a record into itself",
    canonical({"kind": "adopt", "map": "junk", "reason": ""}): "an `adopt` act whose `map` is not a theory map",
    canonical({"kind": "adopt", "map": '{"title":"x"}', "reason": ""}): "an `adopt` act whose `map` is not a theory map",
    canonical({"kind": "add", "code": "T8", "reason": ""}): "an `add` act that lacks `plain`",
    canonical({"kind": "undo", "event": "e"}): "an `undo` act that lacks `subject`",
}  # fmt: skip


@pytest.mark.parametrize("act", INVALID)
def test_an_act_that_is_not_valid_is_kept_and_listed_and_changes_nothing(review: Path, act: str) -> None:
    project = Project.open(review, "ann")
    before = tables(project.journal)
    project.close()
    (event,) = merged(review, act)
    project = Project.open(review, "ann")
    assert tables(project.journal) == before
    assert project.journal.value("SELECT act FROM event WHERE hash = ?", (event.hash,)) == act
    project.close()
    (line,) = wrong(review)
    assert line.startswith(f"event {event.hash[:12]}: {INVALID[act]}")
    assert line.endswith("; it is kept but has no effect")
    assert line in run(review, "status")[1]
    (listed,) = answer(review, "status")["unread_events"]["invalid"]
    assert listed["event"] == event.hash
    assert run(review, "verify")[0] == 1


def test_everything_can_be_looked_at_beside_all_acts_that_are_not_valid(review: Path) -> None:
    merged(review, *INVALID, *NEWER)
    every_view(review)
    assert len(answer(review, "status")["unread_events"]["invalid"]) == len(INVALID)
    assert f"{len(INVALID) - 10} more such events" in run(review, "status")[1]


def test_an_act_on_a_record_that_no_event_brings_in_is_listed_and_not_shown(review: Path) -> None:
    counts = answer(review, "status")
    merged(
        review,
        canonical({"kind": "decide", "record": "gone", "stage": "title-abstract", "decision": "include", "theory_event": ""}),
        canonical(CODE | {"record": "gone"}),
    )  # fmt: skip
    now = answer(review, "status")
    assert [now[name] for name in ("stages", "codings", "included")] == [
        counts[name] for name in ("stages", "codings", "included")
    ]
    reasons = [one["reason"] for one in now["unread_events"]["invalid"]]
    assert reasons == [
        "a `decide` act about an unknown record",
        "a `code` act about an unknown record",
    ]
    every_view(review)


def test_what_is_unread_comes_to_effect_when_what_it_needs_arrives(review: Path) -> None:
    record = "c" * 64
    decide = canonical(
        {
            "kind": "decide",
            "record": record,
            "stage": "title-abstract",
            "decision": "include",
            "theory_event": "",
        }
    )
    reading = canonical({"kind": "ingest", "record": record, "metadata": {}} | READING)
    merged(review, decide, reading)
    assert answer(review, "status")["unread_events"]["invalid"] == []
    assert answer(review, "status")["stages"]["title-abstract"]["include"] == 2


def test_reversals_of_what_is_not_here_or_not_known_have_no_effect(review: Path) -> None:
    project = Project.open(review, "ann")
    coding = project.coding.codings()[0].id
    project.close()
    unknown, *_ = chained(NEWER[0])
    merged(
        review,
        NEWER[0],
        canonical({"kind": "undo", "event": unknown.hash, "subject": f"archive:{unknown.hash}"}),
        canonical({"kind": "undo", "event": "0" * 64, "subject": f"coding:{coding}"}),
        canonical({"kind": "redo", "event": "0" * 64, "subject": "record:nothing"}),
        # The right event under another subject, twice: the table of what is undone has one row for an event.
        canonical({"kind": "undo", "event": coding, "subject": "memo:x"}),
        canonical({"kind": "undo", "event": coding, "subject": "memo:y"}),
        canonical({"kind": "reanchor", "subject": "song:x", "record": "", "text_sha256": "t", "start": 0, "end": 1}),
    )  # fmt: skip
    assert answer(review, "status")["unread_events"]["newer"] == {"archive": 1, "reanchor": 1, "undo": 1}
    assert answer(review, "status")["codings"] == 1
    assert wrong(review) == []
    every_view(review)


def test_fields_that_a_newer_version_added_survive_and_change_nothing(review: Path) -> None:
    project = Project.open(review, "ann")
    record = project.records.all()[0].id
    project.close()
    acts = (
        {"kind": "memo", "target": "T1", "text": "so", "colour": {"of": ["a", None]}},
        {"kind": "edit", "record": record, "fields": {"title": "Otherwise", "shelf": [7]}},
        {"kind": "ingest", "record": "d" * 64, "metadata": {"shelf": {"value": 7, "source": "", "confidence": 1}}} | READING,
    )  # fmt: skip
    merged(review, *map(canonical, acts))
    project = Project.open(review, "ann")
    assert project.records.get(record).title == "Otherwise"
    assert [dict(event.act) for event in project.history.events()][-3:] == list(acts)
    project.close()
    assert wrong(review) == []
    every_view(review)


def test_two_copies_that_merged_each_others_record_do_not_hang(review: Path) -> None:
    project = Project.open(review, "ann")
    one, two = project.records.all()[0].id, add_record(project, "Another study")
    project.close()
    merged(
        review,
        canonical({"kind": "merge", "record": one, "kept": two, "why": ""}),
        canonical({"kind": "merge", "record": two, "kept": one, "why": ""}),
    )
    assert answer(review, "records")["records"] == []
    every_view(review)


def test_a_version_that_knows_more_reads_what_an_older_one_kept(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo = canonical({"kind": "memo", "target": "T1", "text": "from the future"})
    with monkeypatch.context() as older:
        older.setattr("review.acts.registry.KINDS", {k: v for k, v in KINDS.items() if k != "memo"})
        merged(review, memo)
        assert answer(review, "status")["unread_events"]["newer"] == {"memo": 1}
        assert wrong(review) == []
    project = Project.open(review, "ann")
    assert [memo.text for memo in project.annotations.memos("T1")] == ["from the future"]
    assert not project.history.unread_events()
    project.close()
    assert wrong(review) == []


def test_a_damaged_act_is_not_undone_and_does_not_stop_undo(review: Path) -> None:
    with closing(sqlite3.connect(review / "review.db")) as connection:
        connection.execute("UPDATE event SET act = 'junk' WHERE kind = 'decide'")
        connection.commit()
    code, out = run(review, "undo")
    assert code == 0
    assert "coding (T1" in out
    for command in ("status", "records", "log"):
        assert run(review, command)[0] == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=5,
)  # fmt: skip
VALUES = JSON | st.sampled_from(
    ["T1", "T9", "title-abstract", "include", "supports", "added", "a" * 64, ["T1"], 0, 3, {"title": "x"}]
)


@st.composite
def acts(draw: st.DrawFn) -> str:
    """An act of a known kind with whatever in its fields, mostly all of them; or anything at all."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    act = {field.encode_name: draw(VALUES) for field in msgspec.structs.fields(KINDS[kind])}
    for name in draw(st.lists(st.sampled_from(sorted(act)), max_size=1)):
        del act[name]
    if draw(st.booleans()):
        act |= draw(
            st.sampled_from([CODE | {"record": "a" * 64}, {"kind": "memo", "target": "a" * 64, "text": "x"}])
        )
    return canonical(draw(st.just({"kind": kind} | act) | JSON))


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(acts(), max_size=30))
def test_whatever_arrives_nothing_raises_and_a_replay_gives_the_same(arriving: list[str]) -> None:
    with TemporaryDirectory() as folder:
        review = a_review(Path(folder) / "r")
        merged(review, *arriving)
        every_view(review)
        expected = ("it is kept but has no effect", "its quotation is not at")
        assert not [line for line in wrong(review) if not any(words in line for words in expected)]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_arrival_means_nothing_for_acts_that_are_not_valid(
    arriving: list[str], chance: Any
) -> None:
    events = chained(*arriving)
    one, other = Journal.in_memory(), Journal.in_memory()
    receive(one, events)
    for event in chance.sample(events, len(events)):
        receive(other, [event])
    assert tables(one) == tables(other)
    one.close()
    other.close()
