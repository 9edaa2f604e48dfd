"""The worked example's configurations and verdicts, and the tables that name them."""

from __future__ import annotations

import pytest

from tests.worked_example.history import Example
from tests.worked_example.synthesis import (
    ADVISED,
    MEMO,
    PASSAGES,
    STRANGERS,
    UNNAMED,
    compose,
    shown,
)


@pytest.fixture
def synthesis(example: Example) -> Example:
    """The review with its configurations."""
    compose(example)
    return example


def test_each_fragment_is_cited_by_its_source_and_the_page_that_is_printed(synthesis: Example) -> None:
    found = [
        (cmoc, element["role"], fragment["citation"], fragment["quote"], fragment["page_label"])
        for cmoc in (ADVISED, UNNAMED, STRANGERS)
        for element in shown(synthesis, cmoc)["elements"]
        for fragment in element["fragments"]
    ]
    assert sorted(found) == sorted(passage[:5] for passage in PASSAGES)


def test_a_statement_is_composed_of_two_sources_and_what_was_reasoned(synthesis: Example) -> None:
    one = shown(synthesis, ADVISED)
    assert one["statement"] == (
        "If people hold a direct payment, and somebody who sells nothing advises them, then they choose support that fits,"
        " because they can weigh what there is."
    )
    assert (one["sources"], one["complete"], one["status"]) == (2, True, "kept")
    (reasoned,) = (element for element in one["elements"] if element["retroduced"])
    assert (reasoned["role"], reasoned["memo"], reasoned["fragments"]) == ("reasoning", MEMO, [])


def test_evidence_against_stays_beside_what_shows_the_outcome(synthesis: Example) -> None:
    (outcome,) = (element for element in shown(synthesis, ADVISED)["elements"] if element["role"] == "outcome")  # fmt: skip
    assert [(one["relation"], one["status"]) for one in outcome["fragments"]] == [
        ("shows", None),
        ("qualifies", None),
        ("against", "measured"),
    ]


def test_pairs_lead_to_one_another(synthesis: Example) -> None:
    first, second = shown(synthesis, UNNAMED), shown(synthesis, STRANGERS)
    assert not first["complete"]
    assert [(link["label"], link["kind"]) for link in first["links"]] == [(STRANGERS, "leads-to")]
    assert [(link["label"], link["kind"]) for link in second["linked_from"]] == [(UNNAMED, "leads-to")]


def test_a_reworded_theory_asks_to_look_at_its_configuration_again(synthesis: Example) -> None:
    synthesis.terminal.json("theory", "refine", "T6", "--proposition", "People choose.", "--reason", "shorter")  # fmt: skip
    assert shown(synthesis, ADVISED)["reworded"] == ["T6"]
    assert shown(synthesis, UNNAMED)["reworded"] == []


def test_all_is_undone_and_redone(synthesis: Example) -> None:
    before = synthesis.terminal.json("cmoc", "list")
    deeds = 3 + len(PASSAGES) + 3
    for _ in range(deeds):
        synthesis.terminal.json("undo")
    assert synthesis.terminal.json("cmoc", "list")["cmocs"] == []
    for _ in range(deeds):
        synthesis.terminal.json("redo")
    assert synthesis.terminal.json("cmoc", "list") == before
