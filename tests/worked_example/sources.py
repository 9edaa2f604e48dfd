"""The sources of the whole worked example: invented works, in the numbers that it reports.

Of 70 potential includes 37 are included: 12 empirical studies, 3 policy analyses, 7 statutory and 15 voluntary reports. Four of them are
cited in the example in two spellings, or with two years; these have the names that it has, and all titles are invented.
"""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """An invented work: who is cited for it, the year, its type, the search that found it, and whether it is included.

    `authors` are names as in references, or the organisation alone.
    """

    author: str
    year: int
    source_type: str
    search: str
    is_included: bool = True
    others: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its title, in no two works the same."""
        return f"An invented {self.source_type} work by {self.author}"

    @property
    def is_by_organisation(self) -> bool:
        """Whether an organisation is cited for it."""
        return self.source_type in {"statutory", "voluntary"}


def _of(
    source_type: str, search: str, *works: tuple[str, int] | tuple[str, int, tuple[str, ...]]
) -> list[Source]:
    return [
        Source(author, year, source_type, search, others=others[0] if others else ())
        for author, year, *others in works
    ]


def _couples(*names: str) -> tuple[str, ...]:
    return names


INCLUDED: tuple[Source, ...] = (
    *_of(
        "empirical",
        "S1",
        ("van Hoof", 2015, _couples("Deddle", "Orrin")),
        ("Aldermoor", 2014),
        ("Brackwell", 2016, _couples("Stane")),
        ("Cotterdale", 2015, _couples("Holm", "Pyrie", "Quast")),
        ("Dunnering", 2017),
        ("Eskew", 2014, _couples("Marrable")),
        ("Farthingoe", 2016),
        ("Gannerby", 2015, _couples("Ilsey", "Tarn")),
    ),
    *_of(
        "empirical",
        "S2",
        ("Harrowmere", 2016),
        ("Innisgarth", 2014, _couples("Voss")),
        ("Jessamoor", 2015),
        ("Kettlewray", 2017, _couples("Lune", "Ashgill")),
    ),
    *_of("policy-analysis", "S1", ("Knapp", 2014, _couples("Brandreth", "Soule")), ("Lorrimore", 2016)),
    *_of("policy-analysis", "S4", ("Mossbank", 2015)),
    *_of(
        "statutory",
        "S4",
        ("LGA", 2014),
        ("London Assembly", 2016),
        ("Norrowby Council", 2015),
        ("Oxmere Borough", 2016),
        ("Penhallow Commission", 2014),
        ("Quernford Council", 2017),
        ("Rushholme Board", 2015),
    ),
    *_of(
        "voluntary",
        "S3",
        ("Saltmarsh Minds", 2015),
        ("Tansy Trust", 2014),
        ("Umberleigh Foundation", 2016),
        ("Vellacott Network", 2015),
        ("Wychwood Carers", 2017),
        ("Yarrow Centre", 2014),
        ("Zennor Alliance", 2016),
        ("Amberfold Housing", 2015),
        ("Beacon Peers", 2016),
        ("Candleford Advocacy", 2014),
        ("Dovecote Recovery", 2017),
    ),
    *_of(
        "voluntary",
        "S4",
        ("Elderflower Forum", 2015),
        ("Foxglove Group", 2016),
        ("Greenmantle Trust", 2014),
        ("Hollins Society", 2015),
    ),
)
"""The 37 that make up N."""

NOT_INCLUDED: tuple[Source, ...] = tuple(
    Source(f"{first}{second}", 2014 + number % 4, kind, search, is_included=False)
    for number, (first, second, kind, search) in enumerate(
        [
            *(
                (name, "thwaite", "empirical", "S1")
                for name in ("Ack", "Bar", "Cor", "Dow", "Ease", "Finn", "Gar", "Hib", "Ivy", "Jen")
            ),
            *((name, "worth", "empirical", "S2") for name in ("Kel", "Lam", "Mars", "New")),
            *(
                (name, " Trust", "voluntary", "S3")
                for name in ("Orchard", "Pebble", "Quill", "Rowan", "Sedge", "Thistle")
            ),
            *(
                (name, " Council", "statutory", "S4")
                for name in (
                    "Upton",
                    "Vale",
                    "Wharf",
                    "Yew",
                    "Ash",
                    "Birch",
                    "Cedar",
                    "Dale",
                    "Elm",
                    "Fern",
                    "Glen",
                    "Heath",
                    "Isle",
                )
            ),
        ]
    )
)
"""The 33 others of the 70 potential includes."""

SOURCES = (*INCLUDED, *NOT_INCLUDED)

CITED_UNDER: dict[str, tuple[int, ...]] = {
    "T1": tuple(range(11)),
    "T3": tuple(range(11, 26)),
    "T4": (*range(26, 37), 0, 1, 2),
    "T6": tuple(range(3, 15)),
    "T7": tuple(range(15, 36)),
}
"""Which of the included works each theory's findings cite, by their places in `INCLUDED`: 11, 15, 14, 12 and 21 of them."""

OTHER_SPELLINGS: dict[str, tuple[str, str, str]] = {
    "van Hoof": ("T4", "van Hooff", "2015"),
    "Knapp": ("T6", "Knapp", "2015"),
    "LGA": ("T7", "LGA", "2015"),
    "London Assembly": ("T7", "London Assembly", "2017"),
}
"""The works that are cited in a second form, and the theory under which: the name and the year there."""

BACKGROUND = ("BBC, 2015", "NHS, 2016", "Legislation.gov.uk, 2014", "Gov.uk, 2016a", "Gov.uk, 2016b")
"""The five works that are cited and are not in the review."""
