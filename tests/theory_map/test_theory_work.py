"""Dimensions of appraisal and roles of configurations, as the map says or as they are without it."""

import pytest

from review.errors import TheoryMapError
from review.theory_map import TheoryMap
from review.theory_map.differences import differences
from review.theory_map.reading import parse_theory_map
from review.theory_map.theory_work import LEVELS, TAKEN_KEYS
from tests.theory_map.maps import SHIPPED, SMALL, small_map


def a_map(more: str) -> TheoryMap:
    return parse_theory_map(f"{SMALL}{more}\n".encode())


def test_a_map_without_appraisal_has_three_dimensions_and_says_what_their_levels_mean() -> None:
    for theory_map in (small_map(), a_map("appraisal:"), a_map("appraisal: {dimensions: {}}")):
        assert [one.id for one in theory_map.appraisal_dimensions] == ["relevance", "richness", "rigour"]
        for dimension in theory_map.appraisal_dimensions:
            assert tuple(dimension.levels) == LEVELS
            assert all(dimension.levels.values())


def test_a_map_lists_its_own_dimensions_and_keeps_the_meanings_that_it_leaves_out() -> None:
    theory_map = a_map(
        "appraisal: {dimensions: {voice: {levels: {low: None}}, rigour: {levels: {high: It fits}}}}"
    )
    voice, rigour = theory_map.appraisal_dimensions
    usual = small_map().appraisal_dimensions[2]

    assert (voice.name, dict(voice.levels)) == ("Voice", dict.fromkeys(LEVELS, "") | {"low": "None"})
    assert rigour.levels == {**usual.levels, "high": "It fits"}


def test_every_review_has_four_roles_and_the_map_adds_others() -> None:
    assert [(role.id, role.key) for role in small_map().configuration_roles] == [
        ("context", "c"),
        ("resource", "r"),
        ("reasoning", "m"),
        ("outcome", "o"),
    ]
    added = a_map(
        "configuration_roles: {intervention: , actor: {name: Who acts, key: x}}"
    ).configuration_roles[4:]
    assert [(role.id, role.name, role.key) for role in added] == [
        ("intervention", "Intervention", "i"),
        ("actor", "Who acts", "x"),
    ]


def test_keys_that_are_chosen_differ_and_the_same_map_always_has_the_same() -> None:
    names = [f"i{number}" for number in range(80)]
    roles = a_map(f"configuration_roles: {{{', '.join(f'{name}: ' for name in names)}}}").configuration_roles
    keys = [role.key for role in roles if role.key]

    assert len(set(keys)) == len(keys)
    assert not TAKEN_KEYS & set(keys[4:])
    assert roles[-1].key == "", "there are fewer keys than roles"


@pytest.mark.parametrize("key", sorted("crmon/=-~wjkCAE"))
def test_a_role_cannot_have_a_key_of_the_configuration_line(key: str) -> None:
    with pytest.raises(
        TheoryMapError, match="is a key of the configuration line or the Reader; roles can have"
    ):
        a_map(f'configuration_roles: {{actor: {{key: "{key}"}}}}')


def test_differences_name_dimension_role_and_level() -> None:
    new = a_map(
        "appraisal: {dimensions: {rigour: {levels: {high: It fits}}, voice: {name: Voice}}}\nconfiguration_roles: {actor: {key: x}}"
    )
    newer = a_map(
        "appraisal: {dimensions: {rigour: {levels: {high: It fits well}}}}\nconfiguration_roles: {actor: {key: z}}"
    )

    assert [one.sentence for one in differences(small_map(), new)] == [
        "dimension of appraisal rigour added",
        "dimension of appraisal voice 'Voice' added",
        "configuration role actor added",
    ]
    assert [one.sentence for one in differences(new, newer)] == [
        "dimension of appraisal rigour: levels: high was 'It fits', is now 'It fits well'",
        "dimension of appraisal voice 'Voice' removed",
        "configuration role actor: key was 'x', is now 'z'",
    ]


def test_the_worked_example_says_what_each_level_means() -> None:
    shipped = parse_theory_map(SHIPPED.read_bytes())

    assert [one.id for one in shipped.appraisal_dimensions] == ["relevance", "richness", "rigour"]
    assert [role.id for role in shipped.configuration_roles] == [
        "context",
        "resource",
        "reasoning",
        "outcome",
    ]
