"""A DOI comes bare out of whatever people and programs write around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.doi import doi_of_address, found_doi


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.5555/home.2020", "10.5555/home.2020"),
        ("https://doi.org/10.5555/home.2020", "10.5555/home.2020"),
        ("http://dx.doi.org/10.5555/Home.2020.", "10.5555/Home.2020"),
        ("doi 10.5555/home.2020", "10.5555/home.2020"),
        ("DOI:10.5555/home.2020,", "10.5555/home.2020"),
        ("{{10.5555/home.2020}}", "10.5555/home.2020"),
        ("(10.5555/home.2020)", "10.5555/home.2020"),
        ("10.5555/home(2020)12", "10.5555/home(2020)12"),
        ("10.5555%2Fhome%282020%2912", "10.5555/home(2020)12"),
        ("10.5555/s&lt;1&gt;2", "10.5555/s<1>2"),
        ('=HYPERLINK("https://doi.org/10.5555/home.2020","10.5555/home.2020")', "10.5555/home.2020"),
        ('="10.5555/home.2020"', "10.5555/home.2020"),
        ("10.5555/home.2020 [doi]", "10.5555/home.2020"),
        ("10.5555/home.2020;10.5555/away.2020", "10.5555/home.2020"),
        ("10.5555/home.2020; https://doi.org/10.5555/away.2020", "10.5555/home.2020"),
        ("none", ""),
    ],
)
def test_the_bare_doi(written: str, doi: str) -> None:
    assert found_doi(written).doi == doi


@pytest.mark.parametrize(
    ("written", "alone"),
    [
        ("https://doi.org/10.5555/home.2020.", True),
        ("doi: 10.5555/home.2020 [doi]", True),
        ("10.5555/home.2020; 10.5555/away.2020", False),
        ("see 10.5555/home.2020", False),
    ],
)
def test_whether_a_text_says_anything_else(written: str, alone: bool) -> None:
    assert found_doi(written).alone is alone


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://doi.org/10.5555/home.2020", "10.5555/home.2020"),
        ("https://doi-org.proxy.example.edu/10.5555/home.2020", ""),
        ("https://onlinelibrary.example.com/doi/full/10.5555/home.2020?af=R", "10.5555/home.2020"),
        ("https://example.com/doi/10.5555/home.2020/abstract", "10.5555/home.2020"),
        ("https://example.com/a/10.5555/home.2020", ""),
        ("https://example.com/", ""),
    ],
)
def test_the_doi_of_an_address(address: str, doi: str) -> None:
    assert doi_of_address(address) == doi


@given(st.from_regex(r"10\.[0-9]{4,6}/[!-~]{1,15}", fullmatch=True))
def test_a_cleaned_doi_is_clean(written: str) -> None:
    doi = found_doi(written).doi
    assert doi
    assert found_doi(doi).doi == doi


def test_a_percent_sign_before_what_is_no_text_stays() -> None:
    assert found_doi("https://doi.org/10.5555/a%00b").doi == "10.5555/a%00b"
    assert found_doi("10.5555/a%2Fb").doi == "10.5555/a/b"
