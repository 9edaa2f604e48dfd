"""An address is shown and remembered without its password."""

from __future__ import annotations

import pytest

from review.errors import ReviewError
from review.sync.postgres.address import Address, is_address


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://db.example.org/review", "postgresql://db.example.org/review"),
        ("postgresql://ann@db/review", "postgresql://ann@db/review"),
        ("postgres://ann:geheim@db:5433/review", "postgres://ann@db:5433/review"),
        ("postgresql://ann:a%40b%2Fc@one:1,two:2/review?x=1", "postgresql://ann@one:1,two:2/review?x=1"),
        ("postgresql:///review?host=/run&password=geheim", "postgresql:///review?host=/run"),
        ("postgresql://db/review?pass%77ord=geheim", "postgresql://db/review"),
        ("postgresql://db/r?sslpassword=geheim&sslmode=verify-full", "postgresql://db/r?sslmode=verify-full"),
        ("postgresql://ann:geheim@[::1]:5432/review", "postgresql://ann@[::1]:5432/review"),
    ],
)
def test_the_shown_address_has_no_password(given: str, shown: str) -> None:
    address = Address.of(given)
    assert address.shown == shown
    assert (address.given != address.shown) == ("geheim" in given or "a%40b" in given)
    assert Address.of(address.shown).shown == shown


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://ann:ge@heim@db/review",
        "postgresql://ann:ge/he@db/review",
        "postgresql://ann:ge?he@db/review",
        "postgresql://ann:ge im@db/review",
        "postgresql://ann:ge\nim@db/review",
        "mysql://ann:geheim@db/review",
    ],
)
def test_a_password_that_cannot_be_told_from_the_rest_is_not_repeated(given: str) -> None:
    with pytest.raises(ReviewError) as raised:
        Address.of(given)
    assert "ge" not in str(raised.value)


def test_a_folder_is_no_address() -> None:
    assert is_address("postgres://db/review")
    assert not is_address("postgresql")
    assert not is_address("/home/ann/shared")
