"""What Screening says of likely theories."""

from review.theory_map.reading import parse_theory_map
from review.tui.places.screening.details import said_by
from tests.reviews import SMALL_MAP


def test_a_sub_theme_says_its_own_name_and_definition():
    theory_map = parse_theory_map(SMALL_MAP.encode())
    theory = theory_map.codes[0]
    assert said_by(theory_map, theory.id) == theory.proposition
    sub = next(sub for code in theory_map.codes for sub in code.subthemes)
    assert said_by(theory_map, sub.id).startswith(sub.name)
    assert said_by(theory_map, sub.id, name=False) == sub.definition
    assert said_by(theory_map, "Z9") == ""
