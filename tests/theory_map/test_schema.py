import jsonschema
import pytest
import yaml

from review.theory_map.schema import NAME, as_text, json_schema, named_in
from tests.theory_map.maps import SHIPPED, SMALL

FILE = SHIPPED.parent / "docs" / "reference" / "theory_map.schema.json"


def test_the_file_for_editors_is_current() -> None:
    assert FILE.read_text() == as_text(), (
        f"python -m review.theory_map.schema > {FILE.relative_to(SHIPPED.parent)}"
    )


def test_the_shipped_map_names_the_schema_and_fits_it() -> None:
    text = SHIPPED.read_text()

    assert (
        text.splitlines()[0]
        == f"# yaml-language-server: $schema={FILE.relative_to(SHIPPED.parent).as_posix()}"
    )
    jsonschema.validate(yaml.safe_load(text), json_schema())


def test_a_new_review_names_the_schema_beside_its_map() -> None:
    text = named_in(SHIPPED.read_text())
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={NAME}"
    assert text.splitlines()[1:] == SHIPPED.read_text().splitlines()[1:]
    assert named_in("title: x\n") == "title: x\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small review\n", ""),
        ("facets:", "facet:"),
        ("  T2:\n", "  T/2:\n"),
        ('"#6699ff"', "red"),
        ("[competition, tender]", "competition"),
        ("name: Market limits", 'name: ""'),
        ("{reviewers: 2}", "{reviewers: 0}"),
        ("facets:", "language: {de: en}\nfacets:"),
    ],
)
def test_editors_mark_mistakes_in_the_shape(old: str, new: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(SMALL.replace(old, new)), json_schema())
