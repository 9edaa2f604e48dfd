"""The reference page says what the program does."""

import re

from review.theory_map.keys import RESERVED_KEYS
from review.theory_map.reading import parse_theory_map
from review.theory_map.schema import json_schema
from tests.theory_map.maps import SHIPPED

PAGE = (SHIPPED.parent / "docs" / "reference" / "theory-map.md").read_text(encoding="utf-8")


def test_the_small_map_of_the_page_is_read() -> None:
    (example,) = re.findall(r"```yaml\n(title:.*?)```", PAGE, re.DOTALL)

    assert parse_theory_map(example.encode()).competitors("T1") == ("RA",)


def test_every_key_of_the_shape_is_on_the_page() -> None:
    schema = json_schema()
    shapes = [schema, *schema["$defs"].values()]
    keys = {key for shape in shapes for key in shape["properties"]}

    assert {key for key in keys if f"`{key}`" not in PAGE} == set()


def test_the_readers_keys_are_on_the_page() -> None:
    (listed,) = re.findall(r"cannot be used for codes: `(.*?)`", PAGE)

    assert set(listed.split()) | {"enter", "escape", "space", "tab"} == RESERVED_KEYS
