"""Choosing one of several by its key or, where there are many, by typing."""

from __future__ import annotations

from review.tui.dialogs.choose import KEYS, keyed


def several(number: int) -> list[tuple[str, str, str]]:
    return [(str(place), f"passage {place}", "") for place in range(number)]


def test_each_choice_has_a_key_where_there_are_enough_for_all() -> None:
    choices = keyed(several(len(KEYS)), marked="2")
    assert [one.key for one in choices] == list(KEYS)
    assert [one.value for one in choices if one.marked] == ["2"]


def test_more_choices_than_keys_are_found_by_typing() -> None:
    choices = keyed(several(len(KEYS) + 1))
    assert len(choices) == len(KEYS) + 1
    assert not any(one.key for one in choices)
    assert [one.value for one in choices if one.matches("passage 32")] == ["32"]
