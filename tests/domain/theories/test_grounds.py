"""What the elements of a configuration rest on."""

from msgspec.structs import replace

from review.domain.theories.configuration import Element
from review.domain.theories.grounds import Ground, ground, limits
from tests.export.theory_work import C1, fragment

NAMES = {"context": "Context", "outcome": "Outcome", "resource": "Resource", "reasoning": "Reasoning"}


def element(role="context", *relations, of="r1", memo=""):
    return Element(role, role, "x", memo, tuple(fragment(one, of, one) for one in relations))


def test_an_element_rests_on_the_strongest_passage_of_included_documents():
    included = {"r1"}
    assert ground(element("context", "qualifies", "shows"), included) is Ground.SHOWN
    assert ground(element("context", "qualifies", "against"), included) is Ground.QUALIFIED
    assert ground(element("context", "shows", of="r9"), included) is Ground.NOT_INCLUDED
    assert ground(element("context", memo="Haste."), included) is Ground.RETRODUCED
    assert ground(element("context", "against"), included) is Ground.NO_PASSAGE


def test_a_configuration_says_what_no_passage_shows_what_is_qualified_and_what_is_missing():
    one = replace(
        C1, elements=(element("context"), element("resource", "shows"), element("outcome", "qualifies"))
    )
    assert limits(one, {"r1"}, NAMES) == [
        "no passage shows the context",
        "the outcome is only qualified",
        "no reasoning is given",
    ]


def test_one_of_several_elements_is_named_as_such():
    elements = (element("context", "shows"), element("context"))
    every = (*elements, *(element(role, "shows") for role in ("resource", "reasoning", "outcome")))
    assert limits(replace(C1, elements=every), {"r1"}, NAMES) == [
        "no passage shows some of the context elements"
    ]
