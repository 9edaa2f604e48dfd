"""Acts on the theory map in words."""

import pytest

from review.acts import theory
from review.domain.wording.theory_acts import DONE, act_in_words


@pytest.mark.parametrize(
    ("change", "codes", "words"),
    [
        ("adopt", ("",), "file applied"),
        ("refine", ("T1",), "T1 reworded"),
        ("split", ("T1", "T3"), "T1 split (new: T3)"),
        ("merge-theories", ("T1", "T2", "T4"), "T2, T4 merged into T1"),
        ("move-subtheme", ("T5.a", "T6.d"), "T5.a moved as T6.d"),
        ("move-subtheme", ("T5.a",), "T5.a moved"),
        (
            "import-codes",
            tuple(f"T{n}" for n in range(1, 12)),
            "T1, T2, T3, T4, T5, T6, T7, T8 and 3 more imported",
        ),
        ("programme-theory", ("programme-theory",), "programme theory worded"),
    ],
)
def test_an_act_is_told_by_what_it_did_to_its_codes(change: str, codes: tuple[str, ...], words: str) -> None:
    assert act_in_words(change, codes) == words


def test_every_act_on_the_map_has_its_word() -> None:
    acts = theory.TheoryAct.__subclasses__()
    kinds = {str(one.__struct_config__.tag) for one in acts}
    assert kinds == DONE.keys()
