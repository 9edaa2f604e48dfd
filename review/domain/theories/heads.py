"""Wordings, statements and verdicts are replaced knowingly: those made apart, in other copies of a review, all stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def heads(follows: Mapping[str, Collection[str]]) -> list[str]:
    """The events, in order, that no other one follows; the last of them is shown, with the others.

    `follows` has the standing events in their order, each with those that stood as its maker knew: all of them, so that
    what was replaced stays so when one in between is undone.
    """
    followed = {event for replaced in follows.values() for event in replaced}
    return [event for event in follows if event not in followed]
