"""A theory in full: the bars of its evidence."""

from textual.content import Content

from review.domain import CodeEvidence, Stance
from review.theory_map.reading import parse_theory_map
from review.tui.widgets.theories.counts import counts_line, wordings_of
from review.tui.widgets.theory_detail import BAR, Refined, describe_evidence, history_line
from tests.reviews import SMALL_MAP


def test_source_types_are_in_the_order_of_the_map_in_whatever_order_they_were_counted():
    theory_map = parse_theory_map(SMALL_MAP.encode())
    counts = {"unclassified": 1, "policy": 2, "empirical": 3}
    evidence = CodeEvidence("T1", "Market logic", "T1", 6, 6, {}, counts, {})
    shown = describe_evidence(theory_map, theory_map.codes[0], {"T1": evidence}).plain
    places = [shown.index(name) for name in ("Empirical study", "Policy analysis", "unclassified")]
    assert places == sorted(places)


def test_stances_count_sources_with_the_passages_beside():
    passages = {Stance.SUPPORTS: 9, Stance.CHALLENGES: 1}
    sources = {Stance.SUPPORTS: 2, Stance.CHALLENGES: 1}
    own = CodeEvidence("T1", "Market logic", "T1", 2, 10, passages, {}, {}, sources_by_stance=sources)
    assert counts_line(own).plain == "2 sources: +2 −1 (10 codings)"
    in_full, briefly = wordings_of({"T1": own}, "T1", Content("partly"))
    assert (in_full.plain, briefly.plain) == (
        "partly  2 sources: +2 −1 (10 codings)",
        "partly  2 sources: +2 −1",
    )
    assert history_line(Refined(), own).plain == "v1, not changed · 2 sources: +2 −1"
    theory_map = parse_theory_map(SMALL_MAP.encode())
    shown = describe_evidence(theory_map, theory_map.codes[0], {"T1": own}).plain
    assert [line.split() for line in shown.splitlines()[:4]] == [
        ["Sources", "by", "stance", "(their", "passages)"],
        ["2", "(9)", "█" * BAR, "+", "supports"],
        ["1", "(1)", "█" * (BAR // 2), "−", "challenges"],
        ["0", "~", "refines"],
    ]
