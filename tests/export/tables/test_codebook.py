"""``codebook``: the map as a table."""

from review.export import TABLES
from tests.export.reviews import SMALL

TABLE = TABLES["codebook"].build(SMALL)


def test_every_code_has_a_row_and_sub_themes_stand_under_their_theory():
    assert [row[:5] for row in TABLE.rows] == [
        ("T1", "Market logic", "theory", "T1", "Care as a market"),
        ("T1.a", "Competition", "sub-theme", "T1", None),
        ("T2", "Market limitations", "theory", "T2", "Care as a market"),
        ("RA", "Councils can't shape the market", "rival framing", "RA", None),
    ]


def test_propositions_key_terms_rivals_and_the_version_are_there():
    theory, subtheme, _, rival = TABLE.rows
    assert theory[5:] == (
        "Many providers are the surest way.",
        "competition; providers",
        "RA",
        "no",
        3,
    )
    assert subtheme[5:7] == ("What rivalry does.", None)
    assert rival[7] == "T1"


def test_in_print_names_stand_beside_the_codes():
    printed = TABLE.printed()
    assert printed.title == "Theories, rival framings and sub-themes: Care markets"
    assert [row[0] for row in printed.rows][:2] == ["T1 Market logic", "T1.a Competition"]
    assert printed.rows[0][-1] == "RA Councils can't shape the market"


def test_the_notes_say_what_rejected_means():
    said = "is no longer suggested or listed for coding."
    assert said in TABLE.caption
    assert said in TABLE.printed().note
