import subprocess
import sys

import pytest

from review.theory_map import from_plain
from review.theory_map.values import SourceType, Stage
from tests.theory_map.maps import small_map


def test_a_sub_theme_belongs_to_its_theory() -> None:
    theory_map = small_map()

    assert theory_map.theory_of("T1.a").id == "T1"
    assert theory_map.code_names["T1.a"] == "Competition"
    with pytest.raises(KeyError):
        theory_map.theory_of("T9")


def test_theories_and_rival_framings_compete_with_each_other() -> None:
    theory_map = small_map()

    assert theory_map.competitors("RA") == ("T1", "T2")
    assert theory_map.competitors("T1") == ("RA",)
    assert theory_map.competitors("T1.a") == ("RA",)


def test_a_code_tells_its_proposition_and_a_sub_theme_its_definition() -> None:
    assert small_map().proposition_of("T1") == "Many providers make good care."
    assert small_map().proposition_of("T1.a") == ""


def test_criteria_are_found_by_stage_and_kind() -> None:
    theory_map = small_map()

    assert [c.id for c in theory_map.criteria_of("title-abstract")] == ["I1", "E1"]
    assert [c.id for c in theory_map.criteria_of("title-abstract", excludes=True)] == ["E1"]
    assert theory_map.criteria_of("theory-map") == ()
    assert theory_map.last_stage == "theory-map"


def test_chosen_keys_and_colours_are_in_the_values_and_not_in_the_plain_map() -> None:
    theory_map = small_map()

    assert theory_map.theory_of("T2").colour
    assert "colour" not in theory_map.to_plain()["theories"]["T2"]
    assert from_plain(theory_map.to_plain()) == theory_map


def test_the_values_are_used_without_loading_yaml_or_pydantic() -> None:
    program = "import sys, review.theory_map; print({'yaml', 'pydantic'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_what_an_entry_leaves_out_or_empty_is_as_its_type_has_it() -> None:
    plain = {
        "theories": {"T1": {"name": "Markets", "proposition": "Providers compete", "key_terms": None}},
        "stages": {"title-abstract": None, "theory-map": {"reviewers": 2}},
        "source_types": {"policy": {"name": "Policy"}},
    }
    found = from_plain(plain)
    assert found.codes[0].key_terms == ()
    assert found.stages == (Stage("title-abstract"), Stage("theory-map", 2, criterion_required=True))
    assert found.source_types == (SourceType("policy", "Policy"),)


def test_names_of_a_newer_version_are_passed_over() -> None:
    theory = {"name": "Markets", "proposition": "Providers compete", "id": "other", "certainty": "low"}
    found = from_plain({"theories": {"T1": theory}, "stages": {"title-abstract": {"pace": 3}}})
    assert (found.codes[0].id, found.codes[0].name) == ("T1", "Markets")
    assert found.stages == (Stage("title-abstract"),)
