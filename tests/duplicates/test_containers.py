"""Names of journals, abbreviated and not."""

import pytest

from review.duplicates.containers import same_container


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("curr opin lipidol", "current opinion in lipidology"),
        ("j soc policy adm", "journal of social policy and administration"),
        ("pnas", "proceedings of the national academy of sciences"),
        ("bmj", "british medical journal"),
        ("diabetes metabolism", "diabetes and metabolism"),
    ],
)
def test_one_journal(short, long):
    assert same_container(short, long)
    assert same_container(long, short)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("journal of digital studies", "workshop of digital studies"),
        ("journal of social work", "journal of social policy"),
        ("health", "health and social care in the community"),
    ],
)
def test_two_journals(left, right):
    assert not same_container(left, right)
