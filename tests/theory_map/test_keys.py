import itertools

import pytest

from review.theory_map import Code
from review.theory_map.keys import GIVING_WAY, PALETTE, RESERVED_KEYS, free_keys, with_keys_and_colours


def codes(*written: tuple[str, str], rivals: int = 0) -> list[Code]:
    """Codes with these keys and colours, the last `rivals` of them rival framings."""
    return [
        Code(
            f"C{place}",
            "name",
            "proposition",
            key=key,
            colour=colour,
            is_rival=place >= len(written) - rivals,
        )
        for place, (key, colour) in enumerate(written)
    ]


def test_theories_get_digits_and_rival_framings_letters() -> None:
    filled = with_keys_and_colours(codes(("", ""), ("", ""), ("", ""), rivals=1))

    assert [code.key for code in filled] == ["1", "2", "a"]
    assert [code.colour for code in filled] == [PALETTE[0], PALETTE[1], PALETTE[-1]]


def test_what_the_map_names_is_kept_and_never_given_twice() -> None:
    filled = with_keys_and_colours(codes(("", PALETTE[1]), ("1", ""), ("", "")))

    assert [code.key for code in filled] == ["2", "1", "3"]
    assert [code.colour for code in filled] == [PALETTE[1], PALETTE[0], PALETTE[2]]


def test_codes_keep_what_they_had_and_new_ones_get_what_is_free() -> None:
    had = {"C0": ("2", PALETTE[4]), "C2": ("1", PALETTE[0])}
    filled = with_keys_and_colours(codes(("", ""), ("", ""), ("", "")), had)
    assert [code.key for code in filled] == ["2", "3", "1"]
    assert [code.colour for code in filled] == [PALETTE[4], PALETTE[1], PALETTE[0]]
    given = with_keys_and_colours(codes(("", ""), ("2", PALETTE[4])), had)
    assert [code.key for code in given] == ["1", "2"]
    assert given[0].colour != PALETTE[4]


def test_the_same_codes_always_get_the_same() -> None:
    unkeyed = codes(*[("", "")] * 20, rivals=3)

    assert with_keys_and_colours(unkeyed) == with_keys_and_colours(unkeyed)


def test_a_new_theory_takes_no_key_from_a_rival_framing() -> None:
    before = with_keys_and_colours(codes(("", ""), ("", ""), rivals=1))
    after = with_keys_and_colours(codes(("", ""), ("", ""), ("", ""), rivals=1))

    assert (before[-1].key, before[-1].colour) == (after[-1].key, after[-1].colour)


def test_no_code_is_given_a_key_of_the_readers() -> None:
    assert not (RESERVED_KEYS | GIVING_WAY) & set(free_keys(()))


def test_a_map_may_have_a_key_that_gives_way() -> None:
    filled = with_keys_and_colours(codes(*[(key, "") for key in sorted(GIVING_WAY)], *[("", "")] * 60))

    assert [code.key for code in filled[: len(GIVING_WAY)]] == sorted(GIVING_WAY)
    assert not GIVING_WAY & {code.key for code in filled[len(GIVING_WAY) :]}


def test_what_gives_way_has_another_key_in_the_reader() -> None:
    from review.tui.places.reader import ReaderScreen
    from review.tui.support.bindings import bindings_of

    keys: dict[str | None, list[str]] = {}
    for binding in bindings_of(ReaderScreen, {}):
        keys.setdefault(binding.id, []).append(binding.key)
    giving_way = [those for those in keys.values() if GIVING_WAY & set(those)]

    assert [those for those in giving_way if all(len(key) == 1 for key in those)] == []


PUNCTUATION = {
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "tilde": "~",
    "circumflex_accent": "^",
    "apostrophe": "'",
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""What Textual calls them."""


def test_the_readers_keys_are_those_that_the_reader_has() -> None:
    """All single characters that it binds, but for movements, forms, the next document, looking again and theory work, which give way to a code's key."""
    from review.tui.app import ReviewApp
    from review.tui.places.reader import ReaderScreen
    from review.tui.places.reader.text_pane import TextPane
    from review.tui.widgets.reading import ReadingView

    bound = {
        PUNCTUATION.get(key.strip(), key.strip())
        for owner in (ReaderScreen, TextPane, ReadingView, ReviewApp)
        for base in owner.__mro__
        for binding in base.__dict__.get("BINDINGS", ())
        if getattr(binding, "id", None)
        for key in binding.key.split(",")
    }
    giving_way = set("hlwbPNBLF") | GIVING_WAY

    assert {key for key in bound if len(key) == 1} - giving_way == {
        key for key in RESERVED_KEYS if len(key) == 1
    }


Linear = tuple[float, float, float]


def linear(colour: str) -> Linear:
    """Linear red, green and blue (0-1) of ``#rrggbb``."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return red, green, blue


def times(matrix: tuple[Linear, Linear, Linear], vector: Linear) -> Linear:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def lab(rgb: Linear) -> Linear:
    """CIE L*a*b* of a linear colour, for white of D65."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    clipped = tuple(min(max(share, 0.0), 1.0) for share in rgb)
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (a / b for a, b in zip(times(to_xyz, clipped), (0.9505, 1.0, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""What becomes of linear red, green and blue in four kinds of eyes (Machado, Oliveira and Fernandes 2009)."""


@pytest.mark.parametrize("eyes", EYES)
def test_the_nine_colours_of_the_worked_example_can_be_distinguished(eyes: str) -> None:
    seen = [lab(times(EYES[eyes], linear(colour))) for colour in (*PALETTE[:7], *PALETTE[-2:])]

    nearest = min(
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in itertools.combinations(seen, 2)
    )

    assert nearest > 18


@pytest.mark.parametrize("colour", PALETTE)
def test_black_text_on_a_colour_can_be_read(colour: str) -> None:
    luminance = sum(a * b for a, b in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))

    assert (luminance + 0.05) / 0.05 >= 7
