import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.canonical import canonical, canonical_without_floats, from_canonical, identity
from review.journal.event import Event, kept_columns_of, subject_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), JSON))
def test_an_act_has_one_spelling_whatever_the_order_of_its_keys(act: dict) -> None:
    assert canonical(act) == canonical(dict(reversed(act.items())))


ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""With lone surrogates, as names of files that are not UTF-8 have them."""


@given(st.dictionaries(ANY_TEXT, ANY_TEXT | JSON | st.floats(allow_nan=False, allow_infinity=False)))
def test_canonical_json_gives_the_value_back(act: dict) -> None:
    assert from_canonical(canonical(act)) == act
    assert canonical(act) == json.dumps(
        act, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


@given(st.dictionaries(ANY_TEXT, ANY_TEXT | JSON | st.text('a"\\/\n\x00\x1f\x7f~')))
def test_the_fast_spelling_is_the_canonical_one(value: dict) -> None:
    assert canonical_without_floats(value) == canonical(value)


@pytest.mark.parametrize("number", [2**53 - 1, 1 - 2**53, 2**53, -(2**53), 10**30])
def test_a_number_from_two_to_the_53_leaves_an_act_without_effect(number: int) -> None:
    act = {"kind": "memo", "target": "T1", "text": "1234567890123456", "of_a_newer_version": [{"a": number}]}
    has_effect = kept_columns_of("unread:h", "h", "ann", act).kind == "memo"
    assert has_effect == (abs(number) < 2**53)


def test_an_identity_changes_with_everything_it_stands_for() -> None:
    of = ("", "replica", 1, "2026-01-01T00:00:00+00:00", "ann", '{"kind":"memo","text":"x"}')
    changed = [
        (*of[:place], value, *of[place + 1 :])
        for place, value in enumerate(
            ("p", "other", 2, "2026-01-02T00:00:00+00:00", "bob", '{"kind":"memo","text":"y"}')
        )
    ]
    assert len({identity(*of), *(identity(*other) for other in changed)}) == 7


def test_an_identity_is_the_hash_of_the_canonical_json() -> None:
    act = {"text": "ü", "kind": "memo"}
    body = {"previous": "p", "replica": "r", "clock": 1, "time": "t", "reviewer": "Zoë", "act": act}
    expected = hashlib.sha256(canonical(body).encode("ascii")).hexdigest()
    assert identity("p", "r", 1, "t", "Zoë", canonical(act)) == expected


def test_an_act_that_is_no_object_is_kept_as_it_is_spelt() -> None:
    for text in ("[1, 2]", "null", "{broken", '{"kind":"memo","text":NaN}', "[" * 100_000):
        event = Event.from_row(("h", "", "r", 1, "", "ann", text))
        assert (event.kind, event.act, event.spelling) == ("", {}, text)
        assert event.unread


def test_a_reversal_is_about_what_it_reverses() -> None:
    assert subject_of("h", "ann", {"kind": "undo", "event": "e", "subject": "coding:e"}) == "coding:e"
    assert subject_of("h", "ann", {"kind": "memo", "target": "T1", "text": "so"}) == "memo:h"


def test_what_is_not_read_is_about_nothing_that_has_rows() -> None:
    for act in ({}, {"kind": "sing"}, {"kind": "code"}, {"kind": "undo", "event": "e", "subject": "song:e"}):
        assert kept_columns_of("unread:h", "h", "ann", act) == ("", "unread:h", "")
    assert kept_columns_of("unread:h", "h", "ann", {"kind": "sing", "record": "r1"}).record == "r1"
