import pytest

from review.domain.wording.counted import are, counted, do, first_of, has, them, was


@pytest.mark.parametrize("number", [0, 2, 1_000])
def test_a_sentence_about_several_things(number: int) -> None:
    said = f"{counted(number, 'record')} {are(number)}, {was(number)} and {has(number)}; we {do(number, 'wait')} for {them(number)}"
    assert said == f"{number:,} records are, were and have; we wait for them"


def test_a_sentence_about_one_thing() -> None:
    assert f"{counted(1, 'record')} {are(1)}, {was(1)} and {has(1)}; she {do(1, 'wait')} for {them(1)}" == (
        "1 record is, was and has; she waits for it"
    )


def test_a_plural_that_is_not_in_s() -> None:
    assert [counted(number, "search", "searches") for number in (1, 2)] == ["1 search", "2 searches"]


def test_of_a_long_list_the_beginning_is_named() -> None:
    codes = [f"T{number}" for number in range(1, 2_000)]
    assert first_of(codes, 2) == "T1, T2 and 1,997 more"
    assert first_of(codes[:2], 2) == "T1, T2"
