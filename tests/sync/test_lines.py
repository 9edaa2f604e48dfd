"""One event as a line of a file, and what strangers may have made of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.canonical import canonical, identity
from review.domain.team.exchange import SharedEvent
from review.sync.lines import DEEPEST, LineError, decode, encode

REVIEW = "5" * 32


def event(act: object, *, clock: int = 1, reviewer: str = "Zoë", previous: str = "") -> SharedEvent:
    """An event that is what its hash says."""
    spelled = canonical(act)
    time = "2026-11-29T10:00:00.000+00:00"
    hash_ = identity(previous, "r1", clock, time, reviewer, spelled)
    return SharedEvent(REVIEW, hash_, previous, "r1", clock, time, reviewer, spelled)


DECIDED = event({"kind": "decide", "record": "a" * 64, "decision": "include", "note": 'naïve \u2028 {["\\'})
LINE = encode(DECIDED)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    act=st.dictionaries(st.text(), VALUES, max_size=4),
    reviewer=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_a_line_gives_its_event_back(act: dict, reviewer: str) -> None:
    one = event(act, reviewer=reviewer)
    line = encode(one)
    assert b"\n" not in line
    assert decode(line) == one
    assert json.loads(line)["act"] == act


def test_names_of_files_that_are_not_text_travel_in_acts_only() -> None:
    one = event({"kind": "ingest", "path": "corpus/\udcff.pdf", "note": "naïve"})
    assert decode(encode(one)) == one
    with pytest.raises(LineError, match="is not JSON"):
        decode(encode(one).replace(b'"replica":"r1"', b'"replica":"\\udcff"'))


def test_a_line_has_the_fields_of_the_reference_and_the_review() -> None:
    assert list(json.loads(LINE)) == [
        "act",
        "clock",
        "hash",
        "previous",
        "replica",
        "review",
        "reviewer",
        "time",
    ]
    assert LINE.isascii()


def test_json_spelled_in_another_way_is_the_same_event() -> None:
    plain = dict(reversed(json.loads(LINE).items()))
    plain["act"] = dict(reversed(plain["act"].items()))
    spelled = json.dumps(
        {**plain, "added": "by a newer version"}, ensure_ascii=False, separators=(" , ", " : ")
    )
    assert decode(spelled.encode() + b"\r") == DECIDED


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LINE[: len(LINE) // 2], "is cut short; the file is damaged or still being written"),
        (LINE.replace(b"include", b"exclude"), "was changed after it was written"),
        (LINE.replace(b'"clock":1', b'"clock":"1"'), "is not an event: its `clock` has a value of another type"),
        (LINE.replace(b'"clock":1', b'"clock":1' + b"0" * 5000), "is not an event: its `clock` has a value of another type"),
        (LINE.replace(b'"review"', b'"re-view"'), "is not an event: it lacks review"),
        (b'{"hash":"', "is cut short; the file is damaged or still being written"),
        (b"[]", "is not an event"),
        (b"\xff\xfe{\0}\0", "holds bytes that are not text; the file is damaged or half written"),
        (b"[" * 1_000_000, "is not an event"),
        (b"<<<<<<< HEAD", "a mark of a merge conflict of git; delete the line, keep the others"),
        (b"=======", "a mark of a merge conflict of git; delete the line, keep the others"),
        (b">>>>>>> theirs", "a mark of a merge conflict of git; delete the line, keep the others"),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_not_an_event_is_refused_with_a_reason(line: bytes, reason: str) -> None:
    with pytest.raises(LineError) as refused:
        decode(line)
    assert str(refused.value) == reason


def test_brackets_in_texts_are_not_depth() -> None:
    assert decode(encode(event({"kind": "memo", "text": '{["' * 100})))
    nested: object = "x"
    for _ in range(DEEPEST + 1):
        nested = [nested]
    with pytest.raises(LineError, match=f"nested more than {DEEPEST} deep"):
        decode(encode(event({"kind": "memo", "text": nested})))


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
def test_a_number_that_is_not_json_is_refused(number: str) -> None:
    line = LINE.replace(b'"note"', b'"n":' + number.encode() + b',"note"')
    with pytest.raises(LineError):
        decode(line)


@given(cut=st.integers(0, len(LINE) - 1), byte=st.binary(min_size=1, max_size=2))
def test_a_line_with_other_bytes_is_the_same_event_or_refused(cut: int, byte: bytes) -> None:
    changed = LINE[:cut] + byte + LINE[cut + len(byte) :]
    try:
        found = decode(changed)
    except LineError:
        return
    # The review's id is beside what the hash covers: a receiver compares it with its own.
    assert (found.hash, found.act, found.clock) == (DECIDED.hash, DECIDED.act, DECIDED.clock)
