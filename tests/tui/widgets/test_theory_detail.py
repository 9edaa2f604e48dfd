"""A theory in full: the bars of its evidence."""

from review.domain import CodeEvidence
from review.theory_map.reading import parse_theory_map
from review.tui.widgets.theory_detail import describe_evidence
from tests.reviews import SMALL_MAP


def test_source_types_are_in_the_order_of_the_map_in_whatever_order_they_were_counted():
    theory_map = parse_theory_map(SMALL_MAP.encode())
    counts = {"unclassified": 1, "policy": 2, "empirical": 3}
    evidence = CodeEvidence("T1", "Market logic", "T1", 6, 6, {}, counts, {})
    shown = describe_evidence(theory_map, theory_map.codes[0], {"T1": evidence}).plain
    places = [shown.index(name) for name in ("Empirical study", "Policy analysis", "unclassified")]
    assert places == sorted(places)
