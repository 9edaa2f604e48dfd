"""Who may talk to the server."""

import pytest

from review.serve.access import Access, is_local, is_own


def test_only_the_whole_token_opens() -> None:
    access = Access()
    assert access.opens(access.token)
    assert not any(
        map(access.opens, ["", access.token[:-1], access.token + "x", access.cookie, "ß", "\ud800"])
    )


def test_only_the_cookie_is_known() -> None:
    access = Access()
    assert access.knows(access.cookie)
    assert not any(map(access.knows, ["", access.token, access.cookie[:-1]]))


def test_secrets_differ_and_are_not_printed() -> None:
    access, other = Access(), Access()
    assert len({access.token, access.cookie, other.token, other.cookie}) == 4
    assert access.cookie_name != other.cookie_name
    assert access.token not in repr(access)
    assert access.cookie not in repr(access)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:1", "[::1]:8765", "127.0.0.1"]
)
def test_names_of_this_machine(host: str) -> None:
    assert is_local([host])


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["example.org"],
        ["127.0.0.1.example.org:8765"],
        ["localhost.example.org"],
        ["127.0.0.1:8765@example.org"],
        ["127.0.0.1:8765", "example.org"],
        ["127.0.0.2:8765"],
        ["0.0.0.0:8765"],
        ["127.0.0.1:8765\n"],
        ["127.0.0.1:٣"],
    ],
)
def test_other_names(hosts: list[str]) -> None:
    assert not is_local(hosts)


def test_the_own_page_has_the_name_and_the_port_of_the_request() -> None:
    assert is_own(["http://localhost:8765"], "localhost:8765")
    others = [
        "http://localhost:9999",
        "http://127.0.0.1:8765",
        "https://localhost:8765",
        "null",
        "",
        "http://example.org",
    ]
    assert not any(is_own([origin], "localhost:8765") for origin in others)
    assert not is_own([], "localhost:8765")
    assert not is_own(["http://localhost:8765", "http://example.org"], "localhost:8765")
