"""The history of the worked example's theory map, by commands: 12 codings, three rewordings, 8 codings.

The rewordings are those that the review's own text makes without saying so. The documents are invented.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from review.project import Project
from tests.cli.run import Terminal
from tests.reviews import a_document, add_record

KELLING = "Kelling, 2015"
FERRIS = "Ferris, 2016"

PARAGRAPHS = {
    KELLING: (
        "Where the county had nine providers, waiting times fell and people stayed with their support.",
        "Nine providers bid, and the council could not say what any of them was for.",
        "The council met the user groups each autumn and wrote down what they expected to need.",
        "People with a direct payment chose when support came and who gave it.",
        "Direct payments were refused by those who had nobody to help with the accounts.",
        "Personal budgets were set by a formula that nobody could explain.",
        "A person who was asked what mattered said that it was being known, not being a customer.",
        "The figures on need were published, and two charities opened evening services in answer.",
        "An adviser who sells nothing made the choice between four offers a real one.",
        "Told of the offers without help to weigh them, people took the first.",
    ),
    FERRIS: (
        "The strategy speaks of a mixed market and names no provider.",
        "The duty to shape the market led the council to publish what it expected to buy.",
        "The forecast of demand left out everybody who had never asked.",
        "A directory of services was opened by one resident in forty.",
        "Advocates were asked as often what to choose as what there was.",
        "When the worker changed with the contract, people stopped coming.",
        "A care market in which the person is the measure was promised and not described.",
        "Providers were asked what they could offer before the council said what it would buy.",
        "The register of what there is was kept by the providers themselves.",
        "Information without advocacy was no use to people who were unwell.",
    ),
}
"""Each document's paragraphs, one to a page; each is coded once."""

BEFORE = (
    (KELLING, 0, ("T1=supports",)),
    (KELLING, 1, ("T1=challenges", "RA=supports")),
    (KELLING, 2, ("T3=supports",)),
    (KELLING, 3, ("T6=supports",)),
    (KELLING, 4, ("T6=challenges", "RB=supports")),
    (KELLING, 5, ("T6.a=challenges",)),
    (FERRIS, 0, ("T1",)),
    (FERRIS, 1, ("T2=supports", "T3=supports")),
    (FERRIS, 2, ("T3=challenges",)),
    (FERRIS, 3, ("T5=challenges",)),
    (FERRIS, 4, ("T5=extends", "T6=supports")),
    (FERRIS, 5, ("T7=supports",)),
)
AFTER = (
    (KELLING, 6, ("T1=refines",)),
    (KELLING, 7, ("T3=supports", "T4=supports")),
    (KELLING, 8, ("T6=supports",)),
    (KELLING, 9, ("T6=refines",)),
    (FERRIS, 6, ("T1=challenges",)),
    (FERRIS, 7, ("T3=supports",)),
    (FERRIS, 8, ("T3=extends",)),
    (FERRIS, 9, ("T6=supports", "T5")),
)

T1_REWORDED = (
    "A quasi-market with many different providers is the surest way to enough care of high quality that is"
    " person-oriented and sustainable, now and in the future."
)
T3_RETITLED = "Stimulating appropriate provision"
T3_REWORDED = (
    "Together with communities, councils gather information on present and future demand and supply, share it with current"
    " and possible providers in care, health and housing, and support them in other ways, so that the right provision"
    " comes about, prevention included."
)
T6_REWORDED = (
    "People have access to information, advice and advocacy in order to exercise choice and control over their support,"
    " in whatever way it is paid for, and whether or not the service is a regulated one."
)


@dataclass(frozen=True)
class Example:
    """The review: its folder as a terminal, the records by citation, the codings in the order in which they were made."""

    terminal: Terminal
    records: dict[str, str]
    codings: list[str]

    def code(self, citation: str, paragraph: int, codes: tuple[str, ...]) -> str:
        """Code a paragraph; the coding's id."""
        quote = PARAGRAPHS[citation][paragraph]
        return self.terminal.json("code", self.records[citation], *codes, "--quote", quote)["coding"]


def built(folder: Path, terminal: Terminal) -> Example:
    """The review with its whole history; theory map v1 to v4."""
    example = begun(folder, terminal)
    example.codings.extend(example.code(*one) for one in BEFORE)
    reword(example)
    example.codings.extend(example.code(*one) for one in AFTER)
    return example


def begun(folder: Path, terminal: Terminal) -> Example:
    """A review by the worked example's map, with both documents included."""
    terminal.json("init", folder, "--example")
    project = Project.open(folder, "ann")
    records = {}
    for citation, paragraphs in PARAGRAPHS.items():
        name, year = citation.split(", ")
        title = f"A study by {name}"
        document = a_document(paragraphs)
        records[citation] = add_record(
            project, title, authors=(f"{name}, Jo",), year=int(year), document=document
        )
    project.close()
    for record in records.values():
        terminal.json("source-type", record, "empirical")
        for stage in ("title-abstract", "theory-map"):
            terminal.json("decide", record, "include", "--stage", stage)
    return Example(terminal, records, [])


def reword(example: Example) -> None:
    """Versions 2, 3 and 4: T1, T3 and T6 in the words of the review's own text, each with what led to it."""
    refine = ("theory", "refine")
    say, codings = example.terminal.json, example.codings
    say(
        *refine,
        "T1",
        "--proposition",
        T1_REWORDED,
        "--reason",
        "the findings say person-oriented",
        "--inference",
        "induction",
    )
    say(*refine, "T3", "--name", T3_RETITLED, "--proposition", T3_REWORDED, "--reason", "sources tell as much of supply as of demand",
        "--inference", "abduction", "--trigger", codings[2], "--trigger", codings[8])  # fmt: skip
    say(*refine, "T6", "--proposition", T6_REWORDED, "--reason", "information is there for the sake of choice",
        "--inference", "retroduction", "--if", "people are told and advised by somebody who sells nothing",
        "--then", "they exercise choice and control", "--because", "they can weigh what there is", "--trigger", codings[10])  # fmt: skip


def table(example: Example, name: str, *options: str) -> list[dict[str, str]]:
    """The rows of an export as CSV."""
    file, _ = example.terminal.json("export", name, "--format", "csv", *options)["files"]
    with Path(file).open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))
