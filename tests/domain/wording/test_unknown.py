"""Messages about unknown names."""

from review.domain.wording.unknown import unknown_name


def test_the_known_names_are_listed() -> None:
    assert unknown_name("stage", "x", ["title-abstract", "theory-map"]) == (
        "Unknown stage 'x'. Stages: title-abstract, theory-map"
    )
    assert unknown_name("criterion", "x", []) == "Unknown criterion 'x'. Criteria: none"


def test_a_similar_name_is_suggested() -> None:
    assert unknown_name("stage", "theory-mpa", ["title-abstract", "theory-map"]) == (
        "Unknown stage 'theory-mpa'. Did you mean 'theory-map'?"
    )
