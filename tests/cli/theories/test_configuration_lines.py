"""Configurations as they are printed for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from review.cli.theories.configuration_lines import listed, whole
from review.domain import Stance
from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Element,
    Fragment,
    Link,
    LinkKind,
    Relation,
    Rewording,
    Wording,
)

QUOTE = "People who pay for their own support had nobody to ask, and so they asked their neighbours"
OSTERHYTHE, LANTERN, OPEN_GATE = (
    "Osterhythe and Larkmere, 2014",
    "Lantern Minds, 2015",
    "Open Gate Trust, 2016",
)


def identifier(number: int) -> str:
    return f"{number:x}" * 64


def fragment(
    number: int, citation: str, label: str, relation: Relation = Relation.SHOWS, **more: Any
) -> Fragment:
    return Fragment(identifier(number), "e", "outcome", citation, relation, "0" * 64, 0, 4, QUOTE, "ana", "2026-01-01", 7, label, citation=citation, **more)  # fmt: skip


ELEMENTS = (
    Element(identifier(1), "context", "self-funders without a council assessment look for support", fragments=(
        fragment(6, OSTERHYTHE, "41"), fragment(7, LANTERN, "6", ends_on=("7", 8)),
    )),
    Element(identifier(2), "actor", "an adviser of a charity"),
    Element(identifier(3), "resource", "explains what there is", fragments=(fragment(8, OSTERHYTHE, "41"),)),
    Element(identifier(4), "outcome", "they change provider less often", fragments=(
        fragment(9, OSTERHYTHE, "41"), fragment(10, OPEN_GATE, "12", Relation.AGAINST, is_lost=True),
    )),
    Element(identifier(5), "reasoning", "they know what to ask for and are not hurried", "What must be true for this outcome?"),
)  # fmt: skip


def configuration(label: str = "C3", elements: tuple[Element, ...] = ELEMENTS, *, status: ConfigurationStatus = ConfigurationStatus.CANDIDATE, theories: Mapping[str, Stance] = {"T5": Stance.SUPPORTS, "T6": Stance.REFINES}, **more: Any) -> Configuration:  # fmt: skip
    return Configuration(identifier(0), label, status, "", theories, elements, "ana", "2026-01-01", **more)


def printed(one: Configuration, columns: int = 100) -> list[str]:
    return list(whole(one, columns))


def test_a_configuration_reads_as_a_sentence_with_its_passages_below_each_clause() -> None:
    assert printed(configuration(rewordings=(Rewording("T5", 2, 3),), links=(Link("x", "C1", LinkKind.LEADS_TO), Link("y", "C4", LinkKind.COUNTER_CASE)))) == [
        "C3 · candidate · T5 supports, T6 refines                      version of T5: v2 (now v3: look again)",
        "If  self-funders without a council assessment look for support                          111111111111",
        "    p. 41    “People who pay for …”       Osterhythe and Larkmere, 2014  shows          666666666666",
        "    pp. 6–7  “People who pay for …”       Lantern Minds, 2015            shows          777777777777",
        "and an adviser of a charity (actor, no passage yet)                                     222222222222",
        "and explains what there is (resource)                                                   333333333333",
        "    p. 41    “People who pay for …”       Osterhythe and Larkmere, 2014  shows          888888888888",
        "then they change provider less often (outcome)                                          444444444444",
        "    p. 41    “People who pay for …”       Osterhythe and Larkmere, 2014  shows          999999999999",
        "    p. 12    “People who pay for …”       Open Gate Trust, 2016          against, lost  aaaaaaaaaaaa",
        "because they know what to ask for and are not hurried (reasoning, retroduced)           555555555555",
        "    memo: What must be true for this outcome?",
        "C3 ──leads to──▶ C1     counter-case: C4",
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [80, 81, 97, 160])
def test_no_line_is_wider_than_the_screen(columns: int) -> None:
    long = configuration(written="If " + "very long " * 40, is_outdated=True, rewordings=(Rewording("T5", 2, 3), Rewording("T6", 2, 3)))  # fmt: skip
    lines = [*printed(long, columns), *listed([long], columns)]
    assert max(map(len, lines)) <= columns


def test_all_statements_and_wordings_that_stand_are_shown() -> None:
    apart = Wording("e", "People with an adviser stay.", "Ben", "2026-01-02")
    shown = printed(configuration(elements=(Element(identifier(4), "outcome", "they stay", others=(apart,)),), written="They stay if they are advised.", is_outdated=True, others=(apart,)))  # fmt: skip
    assert shown == [
        "C3 · candidate · T5 supports, T6 refines · partial",
        "Statement by hand (elements have changed since: look again): They stay if they are advised.",
        "Written apart by Ben: People with an adviser stay.",
        "then they stay (outcome, no passage yet)                                                444444444444",
        "    worded apart by Ben: People with an adviser stay.",
    ]


def test_links_are_named_from_both_sides() -> None:
    ends = [
        (Link("x", "C7", LinkKind.LEADS_TO), "C7 ──leads to──▶ C3"),
        (Link("x", "C7", LinkKind.VARIANT), "variant of C7"),
    ]
    for link, line in ends:
        assert printed(configuration(linked_from=(link,)))[-1] == line


def test_marks_of_a_source_are_single_within_those_around_it() -> None:
    element = Element(identifier(1), "context", QUOTE, fragments=(replace(fragment(6, LANTERN, "16"), quote="“So it is”"),))  # fmt: skip
    assert "“‘So it is’”" in printed(configuration(elements=(element,)), 120)[2]


def test_a_list_quotes_what_nobody_worded() -> None:
    element = Element(identifier(1), "context", QUOTE, fragments=(fragment(6, LANTERN, "16"),))
    (line,) = listed([configuration(elements=(element,))], 200)
    assert f"If “{QUOTE}”, then …." in line


def test_a_list_has_a_line_for_each() -> None:
    rows = [
        configuration("C1", status=ConfigurationStatus.KEPT, theories={"T4": Stance.BEARS_ON}),
        configuration("C10", ELEMENTS[:1], status=ConfigurationStatus.SET_ASIDE, theories={}),
    ]
    assert listed(rows, 100) == [
        "C1   kept       T4 bears on  3 sources, 1 against  If self-funders without a council assessment …",
        "C10  set aside  no theory    2 sources             If self-funders without a council assessment …",
    ]
    assert listed([], 100) == []
