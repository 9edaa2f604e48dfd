"""Since which version the wording of each code stands."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from review.domain import TheoryVersion
from review.synthesis.standing_wordings import standing_since

CODES = ("T1", "T2", "RA")
Made = tuple[dict[str, Any], dict[str, Any]]
"""A map in its plain form, and what its version says beside its number."""


def since(*made: Made) -> dict[str, tuple[int, str]]:
    history = [
        (
            TheoryVersion(number, f"e{number}", "", "", **({"change": "refine", "code": ""} | of), reason=""),
            whole,
        )
        for number, (whole, of) in enumerate(made, 1)
    ]
    return {code: (one.since, one.how) for code, one in standing_since(history).items()}


def worded(former: dict[str, str] | None = None, /, **propositions: str) -> dict[str, Any]:
    """A map of these codes; the others are not in it."""
    entries = {code: {"name": code, "proposition": text} for code, text in propositions.items()}
    rivals = {"RA": entries.pop("RA")} if "RA" in entries else {}
    return {"theories": entries, "rival_framings": rivals, "former_codes": former or {}}


def test_a_wording_stands_since_it_last_changed():
    assert since(
        (worded(T1="Many providers.", T2="A duty."), {}),
        (worded(T1="Enough providers.", T2="A duty."), {}),
        (worded(T1="Enough providers.", T2="A duty.", RA="They cannot know."), {}),
    ) == {"T1": (2, "reworded"), "T2": (1, "added"), "RA": (3, "added")}


def test_a_change_of_wording_only_is_none_and_does_not_hide_one_before_it():
    assert since(
        (worded(T1="Many providers.", T2="A duty."), {}),
        (worded(T1="Enough providers.", T2="A duty."), {}),
        (worded(T1="Enough  providers", T2="A  duty"), {"wording_only": True}),
    ) == {"T1": (2, "reworded"), "T2": (1, "added")}


def test_a_code_that_comes_back_with_its_wording_goes_on_with_it():
    both = worded(T1="Many providers.", T2="A duty.")
    alone = worded(T1="Many providers.")
    assert since((both, {}), (alone, {}), (both, {}))["T2"] == (1, "added")
    other = worded(T1="Many providers.", T2="A legal duty.")
    assert since((both, {}), (alone, {}), (other, {}))["T2"] == (3, "reworded")


def test_a_split_code_has_to_be_looked_at_even_where_a_part_keeps_its_wording():
    split = {"change": "split", "code": "T1", "codes": ("T1", "T3")}
    before = worded(T1="Many providers.", T2="A duty.")
    kept = worded(T1="Many providers.", T3="Choice.", T2="A duty.")
    assert since((before, {}), (kept, split)) == {"T1": (2, "split"), "T2": (1, "added"), "T3": (2, "added")}
    given_up = worded({"T1": "T3"}, T3="Many providers.", T4="Choice.", T2="A duty.")
    assert since((before, {}), (given_up, split))["T1"] == (2, "split")


def test_a_merged_code_has_to_be_looked_at_and_the_one_that_stays_has_not():
    merge = {"change": "merge-theories", "code": "T2", "codes": ("T2", "T1")}
    before = worded(T1="A duty.", T2="A duty.")
    merged = worded({"T1": "T2"}, T2="A duty.")
    assert since((before, {}), (merged, merge)) == {"T1": (2, "merged into T2"), "T2": (1, "added")}
    again = worded({"T1": "T2"}, T2="A legal duty.")
    assert since((before, {}), (merged, merge), (again, {})) == {"T1": (3, "reworded"), "T2": (3, "reworded")}


def with_subtheme(theory: str, code: str, name: str, definition: str, *terms: str) -> dict[str, Any]:
    subtheme = {"name": name, "definition": definition, "key_terms": list(terms)}
    theories = {one: {"name": one, "proposition": "Many."} for one in ("T1", "T2")}
    return {"theories": theories | {theory: theories[theory] | {"subthemes": {code: subtheme}}}}


def test_names_and_definitions_of_sub_themes_are_wordings_and_key_terms_are_not():
    first = with_subtheme("T1", "T1.a", "Competition", "What rivalry does.")
    for name, definition, terms, expected in (
        ("Rivalry", "What rivalry does.", [], 2),
        ("Competition", "What it does.", [], 2),
        ("Competition", "What rivalry does.", ["rivalry"], 1),
    ):
        now = with_subtheme("T1", "T1.a", name, definition, *terms)
        assert since((first, {}), (now, {}))["T1.a"][0] == expected


def test_a_sub_theme_that_only_moves_goes_on_with_its_wording():
    before = with_subtheme("T1", "T1.a", "Competition", "What rivalry does.")
    after = with_subtheme("T2", "T2.a", "Competition", "What rivalry does.") | {
        "former_codes": {"T1.a": "T2.a"}
    }
    move = {"change": "move-subtheme", "code": "T1.a", "codes": ("T1.a", "T2.a")}
    assert since((before, {}), (after, move))["T1.a"] == (1, "added")


def test_a_new_name_in_an_edited_file_asks_nobody_and_another_claim_does():
    first = with_subtheme("T1", "T1.a", "Competition", "What rivalry does.")
    for name, definition, expected in (
        ("Rivalry", "What rivalry does.", 1),
        ("Competition", "What it does.", 2),
        ("Rivalry", "What it does.", 2),
    ):
        now = with_subtheme("T1", "T1.a", name, definition)
        assert since((first, {}), (now, {"change": "adopt"}))["T1.a"][0] == expected


def test_only_theories_and_rival_framings_are_of_a_theory():
    whole = with_subtheme("T1", "T1.a", "Competition", "")
    version = TheoryVersion(1, "e", "", "", "adopt", "", "")
    found = standing_since([(version, whole | {"programme_theory": "Markets need stewards."})])
    assert {code: one.of_theory for code, one in found.items()} == {"T1": True, "T1.a": False, "T2": True}


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(CODES), st.sampled_from(["Many.", "Few."]), min_size=1),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_since_then_a_code_has_one_wording_but_for_changes_of_wording_only(
    made: list[tuple[dict[str, str], bool]],
):
    found = since(*((worded(**said), {"wording_only": only}) for said, only in made))
    for code, (number, _) in found.items():
        before: str | None = made[number - 1][0][code]
        for said, only in made[number:]:
            assert only or said.get(code, before) == before
            before = said.get(code, before)
