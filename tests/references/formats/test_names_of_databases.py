"""Family names followed by initials are the same people in every format that lists them so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.domain.citation import parse_authors
from tests.references.conftest import Read

FAMILIES = [
    "Marsh",
    "Loft-Toft",
    "van der Velde",
    "de la Cruz",
    "O'Dea",
    "Ó Brien",
    "García Pardo",
    "von Ahn",
    "Çelik",
    "MacAda",
]
INITIALS = ["A.", "B.C.", "A.-M.", "J. P.", "J.P.T.", "Yu.A.", "Ł.", "AB", "C", "K-H", "É.M."]

people = st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(INITIALS)), min_size=1, max_size=5)


def tagged(begin: str, tag: str, end: str) -> Callable[[Sequence[str]], str]:
    return lambda names: begin + "".join(f"{tag}{name}\n" for name in names) + end


FORMATS: dict[str, Callable[[Sequence[str]], str]] = {
    "csv, semicolons": lambda names: f'Title,Authors\nOne,"{"; ".join(names)}"\n',
    "csv, commas": lambda names: f'Title,Authors\nOne,"{", ".join(names)}"\n',
    "csv, and": lambda names: f'Title,Authors\nOne,"{" and ".join(names)}"\n',
    "csv, full names": lambda names: (
        f'Title,Authors,Author full names\nOne,X Y.,"{"; ".join(f"{n} (57123)" for n in names)}"\n'
    ),
    "ris": tagged("TY  - JOUR\nTI  - One\n", "AU  - ", "ER  - \n"),
    "ris, one line": lambda names: f"TY  - JOUR\nTI  - One\nAU  - {'; '.join(names)}\nER  - \n",
    "bibtex": lambda names: f"@article{{k,\n title = {{One}},\n author = {{{' and '.join(names)}}}\n}}\n",
    "nbib": tagged("PMID- 1\nTI  - One\n", "AU  - ", ""),
    "web of science": lambda names: "PT J\nAU " + "\n   ".join(names) + "\nTI One\nER\n",
    "endnote tagged": tagged("%0 Journal Article\n%T One\n", "%A ", ""),
    "endnote xml": lambda names: (
        "<xml><records><record><titles><title>One</title></titles><contributors><authors>"
        + "".join(f"<author>{name}</author>" for name in names)
        + "</authors></contributors></record></records></xml>"
    ),
}


@pytest.mark.parametrize("format_name", FORMATS)
@given(people=people)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_names_stay_the_right_way_round(read: Read, format_name: str, people: list[tuple[str, str]]) -> None:
    file = read(FORMATS[format_name]([" ".join(person) for person in people]))
    assert [r.authors for r in file.references] == [tuple(f"{family}, {given}" for family, given in people)]


@given(people=people, between=st.sampled_from(["; ", ", ", " and "]))
def test_typed_names_stay_the_right_way_round(people: list[tuple[str, str]], between: str) -> None:
    typed = between.join(" ".join(person) for person in people)
    assert parse_authors(typed) == tuple(f"{family}, {given}" for family, given in people)
