"""Since which version the wording of each code stands."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from review.acts import Refine
from review.synthesis.standing_wordings import MapVersion, standing_since
from review.theory_map.values import from_plain

CODES = ("T1", "T2", "RA")


def versions(*wordings: dict[str, str]) -> list[MapVersion]:
    """Versions of a map by the propositions of its codes; a code left out is not in that version."""
    return [
        MapVersion(number, from_plain(plain(propositions)), Refine(code="T1", reason="why"))
        for number, propositions in enumerate(wordings, 1)
    ]


def plain(propositions: dict[str, str]) -> dict[str, Any]:
    entries = {code: {"name": code, "proposition": text} for code, text in propositions.items()}
    rivals = {"RA": entries.pop("RA")} if "RA" in entries else {}
    return {"theories": entries, "rival_framings": rivals, "stages": {"theory-map": {}}}


def since(*wordings: dict[str, str]) -> dict[str, tuple[int, str]]:
    return {code: (one.since, one.how) for code, one in standing_since(versions(*wordings)).items()}


def test_a_wording_stands_since_it_last_changed():
    before = {"T1": "Many providers.", "T2": "A duty."}
    assert since(before, before | {"T1": "Enough providers."}, before | {"T1": "Enough providers."}) == {
        "T1": (2, "reworded"),
        "T2": (1, "added"),
    }


def test_a_code_stands_since_the_version_that_added_it():
    before = {"T1": "Many providers."}
    assert since(before, before | {"RA": "They know too little."})["RA"] == (2, "added")


def test_a_code_that_comes_back_with_its_wording_goes_on_with_it():
    both = {"T1": "Many providers.", "T2": "A duty."}
    assert since(both, {"T1": "Many providers."}, both)["T2"] == (1, "added")
    assert since(both, {"T1": "Many providers."}, both | {"T2": "A legal duty."})["T2"] == (3, "reworded")


def test_names_and_definitions_of_sub_themes_are_wordings_and_key_terms_are_not():
    def with_subtheme(name: str, definition: str, *terms: str) -> MapVersion:
        subtheme = {"name": name, "definition": definition, "key_terms": list(terms)}
        theory = {"name": "Market", "proposition": "Many.", "subthemes": {"T1.a": subtheme}}
        whole = from_plain({"theories": {"T1": theory}, "stages": {"theory-map": {}}})
        return MapVersion(0, whole, Refine(code="T1.a", reason="why"))

    def last_change(*made: MapVersion) -> int:
        numbered = (MapVersion(number, one.map, one.act) for number, one in enumerate(made, 1))
        return standing_since(numbered)["T1.a"].since

    first = with_subtheme("Competition", "What rivalry does.")
    assert last_change(first, with_subtheme("Rivalry", "What rivalry does.")) == 2
    assert last_change(first, with_subtheme("Competition", "What it does.")) == 2
    assert last_change(first, with_subtheme("Competition", "What rivalry does.", "rivalry")) == 1


def test_only_theories_and_rival_framings_are_of_a_theory():
    theory = {"name": "Market", "proposition": "Many.", "subthemes": {"T1.a": {"name": "Competition"}}}
    whole = from_plain({"theories": {"T1": theory}, "stages": {"theory-map": {}}})
    found = standing_since([MapVersion(1, whole, Refine(code="T1", reason="why"))])
    assert {code: one.of_theory for code, one in found.items()} == {"T1": True, "T1.a": False}


@given(
    st.lists(
        st.dictionaries(st.sampled_from(CODES), st.sampled_from(["Many.", "Few."]), min_size=1), min_size=1
    )
)
def test_the_wording_of_a_code_is_the_same_in_every_version_since(wordings: list[dict[str, str]]):
    for code, (number, _) in since(*wordings).items():
        assert len({later[code] for later in wordings[number - 1 :] if code in later}) == 1
        assert code in wordings[number - 1]
