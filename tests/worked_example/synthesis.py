"""What the worked example concludes, by commands: configurations of several sources, and verdicts.

The verdicts are those of the review itself: two theories were not explored, one rival framing is partially supported, with a caveat and a
named gap, and there is none on the other. The configurations are invented, as the documents are.
"""

from __future__ import annotations

from typing import Any

from tests.worked_example.history import FERRIS, KELLING, Example

ADVISED, UNNAMED, STRANGERS = "C1", "C2", "C3"
"""The labels of the configurations."""

MEMO = "What must be true for this outcome? Nobody says how advice leads to control; it needs that people can weigh the offers."
CAVEAT = "The evidence is mainly about missing specialist provision."
GAP = "No source tells whether councils that buy together can bring about supply."
NOT_EXPLORED = ("T2", "T5")

PASSAGES = (
    (ADVISED, "context", KELLING, "People with a direct payment", "348", ()),
    (ADVISED, "resource", KELLING, "An adviser who sells nothing", "353", ()),
    (ADVISED, "resource", FERRIS, "Advocates were asked as often what to choose as what there was.", "349", ("--status", "reported")),
    (ADVISED, "outcome", KELLING, "chose when support came and who gave it", "348", ()),
    (ADVISED, "outcome", KELLING, "Told of the offers without help to weigh them, people took the first.", "354", ("--qualifies",)),
    (ADVISED, "outcome", FERRIS, "A directory of services was opened by one resident in forty.", "348", ("--against", "--status", "measured")),
    (UNNAMED, "context", KELLING, "Nine providers bid", "346", ()),
    (UNNAMED, "outcome", KELLING, "the council could not say what any of them was for", "346", ()),
    (STRANGERS, "context", FERRIS, "the worker changed with the contract", "350", ()),
    (STRANGERS, "outcome", FERRIS, "people stopped coming", "350", ()),
)  # fmt: skip
"""Configuration, role, source, quotation, the page that is printed there, and options."""


def compose(example: Example) -> None:
    """Three configurations: one of two sources with a retroduced element and evidence against, and two pairs."""
    new = ("cmoc", "new")
    say = example.terminal.json
    say(*new, "--if", "people hold a direct payment", "--resource", "somebody who sells nothing advises them", "--then", "they choose support that fits",
        "--theory", "T6=supports", "--theory", "RB=challenges")  # fmt: skip
    say(*new, "--theory", "T1=challenges", "--theory", "RA=supports")
    say(*new, "--theory", "T7=supports")
    for cmoc, role, source, quote, _, options in PASSAGES:
        say("cmoc", "put", cmoc, role, example.records[source], "--quote", quote, *options)
    say("cmoc", "retroduce", ADVISED, "reasoning", "they can weigh what there is", "--memo", MEMO)
    say("cmoc", "link", UNNAMED, STRANGERS, "leads-to")
    say("cmoc", "status", ADVISED, "kept", "--reason", "two sources, and what limits it is known")


def conclude(example: Example) -> None:
    """The verdicts: two theories were not explored, and one rival framing is partially supported."""
    say = example.terminal.json
    for code in NOT_EXPLORED:
        say("verdict", code, "not-explored")
    say("verdict", "RA", "partially-supported", "--caveat", CAVEAT, "--gap", GAP)


def shown(example: Example, cmoc: str) -> Any:
    """A configuration as the command shows it."""
    return example.terminal.json("cmoc", "show", cmoc)
