"""Results: the configurations of a theory, each as its statement with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from review.domain.theories.configuration import (
    Configuration,
    ConfigurationStatus,
    Relation,
    link_in_words,
)
from review.domain.theories.grounds import limits
from review.domain.wording.counted import was
from review.domain.wording.named import capitalised
from review.export.report.blocks import Block, Fact, Gap, Reference
from review.export.report.draft import Draft
from review.export.report.sentences import Part, counted, items, listed, said, sentence, strong
from review.export.words import Names
from review.theory_map import Code


def homes(draft: Draft, codes: Sequence[Code]) -> Mapping[str, str]:
    """For each configuration, by its label, the first of these theories that it is tied to: there it is given in full."""
    return {
        one.label: next(code.id for code in codes if code.id in tied)
        for one in draft.material.configurations()
        if not (tied := draft.material.theory_map.with_theories(one.theories)).isdisjoint(
            code.id for code in codes
        )
    }


def of_theory(draft: Draft, code: Code, home: Mapping[str, str]) -> Iterator[Block]:
    """The configurations tied to a theory or its sub-themes, the kept ones first; those set aside are only counted."""
    material = draft.material
    tied = [
        one for one in material.configurations() if code.id in material.theory_map.with_theories(one.theories)
    ]
    shown = [
        one
        for status in (ConfigurationStatus.KEPT, ConfigurationStatus.CANDIDATE)
        for one in tied
        if one.status is status
    ]
    aside = len(tied) - len(shown)
    if not tied:
        return
    yield said(
        sentence(
            counted(len(tied), "configuration", f"configurations tied to {code.id}"),
            f" {was(len(tied))} tied to it",
            (
                ", of which ",
                counted(aside, "configuration", f"configurations of {code.id} set aside"),
                f" {was(aside)} set aside",
            )
            if aside
            else "",
            ":" if shown else "",
        ),
    )
    if shown:
        yield items(_configuration(draft, one, code, home) for one in shown)


def untied(draft: Draft, home: Mapping[str, str]) -> Iterator[Block]:
    """Configurations that are under no theory of the report, except those set aside."""
    left = [
        one
        for one in draft.material.configurations()
        if one.label not in home and one.status is not ConfigurationStatus.SET_ASIDE
    ]
    if left:
        yield said(
            sentence(
                counted(len(left), "configuration", "configurations of no theory"),
                f" {was(len(left))} not tied to a theory above:",
            )
        )
        yield items(_in_full(draft, one, ()) for one in left)


def _configuration(draft: Draft, one: Configuration, code: Code, home: Mapping[str, str]) -> Part:
    under = draft.material.theory_map.under(code.id)
    stances = draft.material.words[Names.STANCE]
    toward = [f"{stances[stance]} {tied}" for tied, stance in one.theories.items() if tied in under]
    if home[one.label] != code.id:
        return (
            strong(f"{one.label} "),
            f"({', '.join(toward)}): see ",
            Reference(f"theory-{home[one.label]}"),
            ".",
        )
    return _in_full(draft, one, toward)


def _in_full(draft: Draft, one: Configuration, toward: Sequence[str]) -> Part:
    material = draft.material
    names = material.words[Names.CONFIGURATION_ROLE]
    status = [material.words[Names.CONFIGURATION_STATUS][one.status]]
    retroduced = list(
        dict.fromkeys(
            names.get(element.role, element.role).lower() for element in one.elements if element.is_retroduced
        )
    )
    against = one.sources_that(Relation.AGAINST) & material.included
    unsupported = limits(one, material.included, names)
    statement = one.as_read.rstrip(".")
    links = [link_in_words(link.kind, one.label, link.label) for link in one.links]
    return (
        strong(f"{one.label} "),
        f"({', '.join([*status, *toward])}). ",
        Fact(statement, f"statement of {one.label}") if statement else Gap("The statement."),
        draft.cited(
            (one.sources_that(Relation.SHOWS) | one.sources_that(Relation.QUALIFIES)) & material.included
        ),
        ".",
        (" ", Fact(capitalised("; ".join(unsupported)), f"what no passage of {one.label} shows"), ".")
        if unsupported
        else "",
        (" ", *sentence("Retroduced: ", listed(retroduced))) if retroduced else "",
        (" ", *sentence("Against an element of it speaks", draft.cited(against))) if against else "",
        (" ", *sentence(listed(links))) if links else "",
        (" ", Gap("The statement again: its elements changed since it was written."))
        if one.written and one.is_outdated
        else "",
        *_reworded(draft, one),
    )


def _reworded(draft: Draft, one: Configuration) -> Iterator[Part]:
    """That theories were reworded since a configuration was tied to them."""
    stances = draft.material.words[Names.STANCE]
    for of in one.rewordings:
        still = f"{one.label} still {stances[one.theories[of.code]].lower()} {of.code}"
        yield " ", Gap(f"Whether {still}, which changed since (v{of.judged_under} → v{of.since}).")
