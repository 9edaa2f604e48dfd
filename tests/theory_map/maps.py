"""A small theory map for the tests, as the text that a person writes."""

from __future__ import annotations

from pathlib import Path

from review.theory_map import TheoryMap
from review.theory_map.reading import parse_theory_map

SHIPPED = Path(__file__).parents[2] / "theory_map.yaml"

SMALL = """\
title: A small review
question: What works, for whom?
categories:
  market: Care as a market
theories:
  T1:
    name: Market logic
    category: market
    proposition: Many providers make good care.
    key_terms: [competition, tender]
    key: "1"
    colour: "#6699ff"
    subthemes:
      T1.a:
        name: Competition
  T2:
    name: Market limits
    category: market
    proposition: Councils must shape the market.
    key: "2"
rival_framings:
  RA:
    name: Councils cannot
    proposition: Councils do not know enough.
    key: a
    rivals: [T1, T2]
stages:
  title-abstract:
  theory-map: {reviewers: 2}
criteria:
  include:
    I1: {text: On the market, stage: title-abstract, group: topic}
  exclude:
    E1: {text: Too old, stage: title-abstract}
source_types:
  empirical: {name: Empirical study}
facets:
  population: {name: Population, values: [women, older people]}
"""


def small_map() -> TheoryMap:
    return parse_theory_map(SMALL.encode())


def edited(old: str, new: str) -> bytes:
    """The small map with one passage of its text replaced."""
    assert SMALL.count(old) == 1, f"{old!r} does not stand exactly once in the small map"
    return SMALL.replace(old, new).encode()
