"""Names become people and bodies one by one, in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.citation import short_author
from review.references.cleaning.people import people


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Marsh, Ada", ("Marsh, Ada",)),
        ("Marsh A.", ("Marsh, A.",)),
        ("Marsh AB", ("Marsh, AB",)),
        ("Marsh Yu.A.", ("Marsh, Yu.A.",)),
        ("MARSH A.B.", ("MARSH, A.B.",)),
        ("O A.", ("O, A.",)),
        ("Marsh J P", ("Marsh, J P",)),
        ("Marsh J.P., Jr.", ("Marsh, J.P., Jr",)),
        ("Velde J.P. van der", ("van der Velde, J.P.",)),
        ("A. B. Marsh", ("Marsh, A. B.",)),
        ("van der Velde J.-P.", ("van der Velde, J.-P.",)),
        ("Marsh, Ada; Loft, Ed", ("Marsh, Ada", "Loft, Ed")),
        ("JP ter Braak, AB do Vale", ("ter Braak, JP", "do Vale, AB")),
        ("Marsh A, Loft E, Toft K", ("Marsh, A", "Loft, E", "Toft, K")),
        ("Ada Marsh and Ed Loft", ("Marsh, Ada", "Loft, Ed")),
        ("Marsh, A. and Loft, E.", ("Marsh, A.", "Loft, E.")),
        ("Ada Marsh, Ed Loft, Kim van den Berg", ("Marsh, Ada", "Loft, Ed", "van den Berg, Kim")),
        ("M&ouml;ller, K.", ("Möller, K.",)),
        ("Marsh, Ada (57123456789)", ("Marsh, Ada",)),
        ("Age UK", ("Age UK",)),
        ("Salt and Pepper", ("Salt and Pepper",)),
        ("Royal College of Nursing, Wales", ("Royal College of Nursing, Wales",)),
        ("Department for Work, Pensions & Families,", ("Department for Work, Pensions & Families",)),
        ("World Health Organization,", ("World Health Organization",)),
        ("{World Health Organization}", ("World Health Organization",)),
        ("{Barnardo's, Wales}", ("{Barnardo's, Wales}",)),
        ("Barnardo's,, Wales", ("{Barnardo's, Wales}",)),
        ("Salt, Pepper & Vinegar of Hull,", ("{Salt, Pepper & Vinegar of Hull}",)),
        ("{Shelter Q}", ("{Shelter Q}",)),
        ("Marsh, Ada,", ("Marsh, Ada",)),
        ("Marsh,A.,", ("Marsh, A.",)),
        ("Marsh, ...,", ("Marsh",)),
        ("Marsh, Ada, ... …", ("Marsh, Ada",)),
        ("Marsh,, Jr.", ("Marsh, Jr.",)),
        ("{et al.}", ()),
        ("et al.", ()),
        ("others", ()),
        ("[Anonymous]", ()),
        ("No author name available", ()),
    ],
)
def test_one_value(written: str, names: tuple[str, ...]) -> None:
    assert people([written]) == names


@pytest.mark.parametrize(
    ("author", "cited"),
    [
        ("Department for Work, Pensions & Families", "Department for Work, Pensions & Families"),
        ("Centre for Care, University of Nowhere", "Centre for Care, University of Nowhere"),
        ("Care, Mary", "Care"),
        ("de la Cruz, María", "de la Cruz"),
        ("Board, A.", "Board"),
        ("{Barnardo's, Wales}", "Barnardo's, Wales"),
        ("{Shelter Q}", "Shelter Q"),
    ],
)
def test_a_body_with_commas_is_cited_whole(author: str, cited: str) -> None:
    assert short_author([author], "", "") == cited


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "A. Marsh",
                    "Loft, E",
                    "{Barnardo's, Wales}",
                    "Salt,, Pepper",
                    "{",
                    "}",
                    ",",
                    "et al",
                    "...",
                    ";",
                    "&amp;",
                    " and ",
                    "Age UK",
                    "Toft K",
                ]
            ),
            st.text(max_size=9),
        ),
        max_size=6,
    ).map(" ".join)
)
def test_names_that_were_split_stay_so(written: str) -> None:
    once = people([written])
    assert people(once) == once
