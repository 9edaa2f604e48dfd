"""A model that has numbers in other files is found wherever they are in it, without the library that would read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.learning.semantic.external_data import has_external_data
from tests.learning.semantic.encoders import field, graph, model, node, word_vectors

ELSEWHERE = field(8, "table") + field(13, field(1, "location") + field(2, "../../etc/passwd"))
SOUND = word_vectors()


def attribute(number: int, content: bytes) -> bytes:
    """An attribute of a node."""
    return field(5, field(1, "value") + field(number, content))


def inside(attribute: bytes) -> bytes:
    """A model with a node that has an attribute."""
    return model(graph([node("Constant", (), "c", attribute)], [], [], b""))


@pytest.mark.parametrize(
    "of",
    [
        model(graph([], [ELSEWHERE], [], b"")),
        model(graph([], [field(14, 1)], [], b"")),
        model(graph([], [], [], b"") + field(15, field(1, ELSEWHERE))),
        inside(attribute(5, ELSEWHERE)),
        inside(attribute(10, ELSEWHERE)),
        inside(attribute(22, field(2, ELSEWHERE))),
        inside(attribute(6, graph([], [ELSEWHERE], [], b""))),
        inside(attribute(11, graph([node("If", (), "o", attribute(6, graph([], [ELSEWHERE], [], b"")))], [], [], b""))),
        SOUND + field(25, field(7, node("Constant", (), "c", attribute(5, ELSEWHERE)))),
        SOUND + field(20, field(2, graph([], [ELSEWHERE], [], b""))),
        SOUND + field(7, graph([], [ELSEWHERE], [], b"")),
        model(graph([], [field(14 + (1 << 29), 1)], [], b"")),
    ],
    ids=["a table", "a mark", "a sparse table", "an attribute", "attributes", "a sparse attribute", "a branch", "branches",
         "a function", "training", "a second graph", "a mark with a long number"],
)  # fmt: skip
def test_it_is_found(of):
    assert has_external_data(of)


def test_a_model_of_one_file_has_none():
    assert not has_external_data(SOUND)
    assert not has_external_data(SOUND + b"\x99\x06" + bytes(8) + b"\x9d\x06" + bytes(4))


@pytest.mark.parametrize(
    "of", [b"", b"ORTM", SOUND[:-1], SOUND + b"\x0b", SOUND + b"\xff" * 11, field(2, "pytorch")]
)
def test_what_is_no_model_is_refused(of):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        has_external_data(of)


def test_graphs_in_graphs_without_end_are_refused():
    of = graph([], [], [], b"")
    for _ in range(1000):
        of = graph([node("If", (), "o", attribute(6, of))], [], [], b"")
    with pytest.raises(ValueError, match="deep"):
        has_external_data(model(of))


@given(st.binary(max_size=60), st.integers(0, len(SOUND)))
def test_whatever_it_is_it_is_answered_or_refused(some, cut):
    for of in (some, SOUND[:cut] + some + SOUND[cut:]):
        try:
            assert has_external_data(of) in {True, False}
        except ValueError as error:
            assert str(error)  # noqa: PT017 - either is right
