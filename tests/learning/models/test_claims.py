"""What passages may challenge."""

import pytest
from msgspec.structs import replace

from review.domain import Stance
from review.domain.theories.configuration import ConfigurationStatus
from review.learning.models.claims import claim_of_code, claim_of_configuration
from tests.learning.configurations import a_configuration
from tests.learning.material import A_MAP

SUPPORTS, CHALLENGES = Stance.SUPPORTS, Stance.CHALLENGES


def test_a_theory_is_rivalled_by_its_framings_and_by_configurations_that_challenge_it():
    tied = a_configuration("C1", context="x", theories={"T1.a": SUPPORTS})
    against = a_configuration("C2", context="x", theories={"T1": CHALLENGES})
    elsewhere = a_configuration("C3", context="x", theories={"T2": SUPPORTS})
    claim = claim_of_code("T1", A_MAP, [tied, against, elsewhere])
    assert (claim.codes, claim.rivals) == (("T1",), ("RA",))
    assert claim.configurations == (tied,)
    assert claim.rival_configurations == (against,)
    assert claim.judged == {"T1", "T1.a"}


def test_a_rival_framing_is_rivalled_by_the_theories_that_it_rivals():
    assert claim_of_code("RA", A_MAP, []).rivals == ("T1",)


def test_what_was_set_aside_does_not_count():
    aside = a_configuration(theories={"T1": SUPPORTS}, status=ConfigurationStatus.SET_ASIDE)
    assert claim_of_code("T1", A_MAP, [aside]).configurations == ()


def test_a_configuration_is_rivalled_by_the_rivals_of_its_theories_and_by_linked_ones():
    rival = a_configuration("C2", context="x")
    one = a_configuration("C1", context="x", theories={"T1": SUPPORTS, "T2": CHALLENGES}, rival=rival.id)
    claim = claim_of_configuration(one, A_MAP, [one, rival])
    assert (claim.target, claim.codes, claim.rivals) == (one.id, ("T1",), ("RA",))
    assert claim.configurations == (one,)
    assert claim.rival_configurations == (rival,)
    linked_to_it = claim_of_configuration(
        replace(rival, linked_from=(replace(one.links[0], to=one.id),)), A_MAP, [one, rival]
    )
    assert linked_to_it.rival_configurations == (one,)


@pytest.mark.parametrize("theories", [{}, {"gone": SUPPORTS}])
def test_a_configuration_without_a_theory_of_the_map_has_no_rival(theories):
    one = a_configuration(theories=theories)
    assert claim_of_configuration(one, A_MAP, [one]).rivals == ()
