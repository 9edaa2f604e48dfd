"""Authors' names as databases write them."""

import pytest

from review.duplicates.names import names, same_people


def same(left, right):
    return same_people(names(left), names(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Rahman, Amina",), ("A. Rahman",)),
        (("Rahman, Amina B.",), ("Rahman AB",)),
        (("Omulo, S.", "Thumbi, S. M."), ("Omulo Sylvia", "Thumbi Samuel M.")),
        (("Gálvez, R.",), ("GALVEZ, R",)),
        (("Albarqouni, Loai",), ("Albarquoni, L.",)),
        (("Rahman, A.", "Okoro, C.", "Smith, J."), ("Okoro, C.", "Rahman, A.", "Smith, J.")),
        (("Rahman, A.", "Okoro, C.", "Smith, J."), ("Rahman, A.", "et al.")),
        (("Department of Health and Social Care",), ("Department of Health & Social Care",)),
        (
            ("Science and Technology Select Committee",),
            ("House of Lords Science and Technology Select Committee",),
        ),
    ],
)
def test_the_same_people(left, right):
    assert same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Hall, Laura L.",), ("Hall, Gillian",)),
        (("Rahman, A.",), ("Okoro, C.",)),
        (("Centre for Mental Health Policy",), ("Mental Health Foundation Trust",)),
    ],
)
def test_other_people(left, right):
    assert not same(left, right)


def test_placeholders_are_nobody():
    assert names(("Anonymous", "UNKNOWN", "et al.", "")) == ()
