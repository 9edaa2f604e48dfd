"""``cmocs``: the context-mechanism-outcome configurations, as they are worded."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.theories.configuration import ROLES, Configuration, Relation, ordered
from review.domain.theories.grounds import limits
from review.domain.wording.counted import are, counted
from review.domain.wording.named import capitalised
from review.domain.wording.one_line import on_one_line
from review.export.material import ExportMaterial
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN, LOCATES, Names

COUNTED = (
    "Retroduced elements are those that only reasoning supports. Documents are counted: those with a passage in the configuration, and those with a"
    f" passage that is against one of its elements. {LOCATES}"
)
NOTE = (
    "Not shown: what no passage of an included document shows, what is only qualified, and what is missing."
    f" {COUNTED}"
)

SINCE = "; to look at again, changed since"
"""Of a theory in print that was reworded since a configuration was tied to it."""


def cmocs(material: ExportMaterial) -> ExportTable:
    """One row per configuration, in the order of their labels."""
    every = material.configurations()
    others = [role.id for role in material.theory_map.configuration_roles if role.id not in ROLES]
    names = material.words[Names.CONFIGURATION_ROLE]
    return material.table(
        "cmocs",
        "Configurations",
        f"{counted(len(every), 'context-mechanism-outcome configuration')}. {COUNTED}",
        (
            Column("label", "Label", width=7),
            Column("theories", "Theories", width=24),
            *(Column(role, names[role], width=40) for role in ROLES),
            Column("statement", "Statement", width=80),
            Column("retroduced", "Retroduced", width=14),
            Column("sources", "Sources", Kind.INTEGER, 9),
            Column("against", "Against", Kind.INTEGER, 9),
            Column("status", "Status", width=10),
            *(Column(role, names[role], width=40) for role in others),
            Column("not_included", "Not included", Kind.INTEGER, 9),
            Column("to_recheck", "To recheck", width=24),
        ),
        tuple(_row(material, one, others) for one in every),
        unprinted="theories are CODE=STANCE; several elements in one role are on lines of their own, and those that nobody worded are the words of"
        " a passage; sources and against count all records,"
        " not_included those of the sources that are not included; to_recheck has the theories that were reworded since.",
        printed_title="Context-mechanism-outcome configurations",
        note=f"{NOTE} {_left_out(every, material)}".rstrip(),
        printed_as=_printed(material, every),
    )


def _row(material: ExportMaterial, one: Configuration, others: Sequence[str]) -> tuple[Cell, ...]:
    return (
        one.label,
        BETWEEN.join(f"{code}={stance}" for code, stance in one.theories.items()) or None,
        *(_wordings(one, role) for role in ROLES),
        one.statement or None,
        BETWEEN.join(_retroduced(one)) or None,
        len(one.sources),
        len(one.sources_that(Relation.AGAINST)),
        one.status.value,
        *(_wordings(one, role) for role in others),
        len(one.sources - material.included),
        BETWEEN.join(one.reworded) or None,
    )


def _wordings(one: Configuration, role: str) -> str | None:
    """The wordings of the elements in a role, each on a line."""
    wordings = (on_one_line(element.wording) for element in one.elements if element.role == role)
    return "\n".join(wordings) or None


def _as_read(one: Configuration, role: str) -> str | None:
    """The same in print: what nobody worded is in quotation marks, as a source's words are."""
    return "\n".join(element.as_read for element in one.elements if element.role == role) or None


def _retroduced(one: Configuration) -> list[str]:
    """The roles of the elements that were retroduced."""
    return list(dict.fromkeys(element.role for element in one.elements if element.is_retroduced))


def _not_shown(material: ExportMaterial, one: Configuration) -> list[str]:
    """What no passage shows: the roles that were retroduced, and what else is only qualified or missing."""
    names = material.words[Names.CONFIGURATION_ROLE]
    retroduced = [f"{names.get(role, role)}: retroduced" for role in _retroduced(one)]
    return retroduced + [capitalised(clause) for clause in limits(one, material.included, names)]


def _is_outside(one: Configuration, material: ExportMaterial) -> bool:
    """Whether all passages in it are of documents that are not included."""
    return bool(one.sources) and not one.sources & material.included


def _left_out(every: Sequence[Configuration], material: ExportMaterial) -> str:
    """What print leaves out, as a sentence."""
    outside = [one for one in every if _is_outside(one, material)]
    if not outside:
        return ""
    return f"{counted(len(outside), 'configuration')} with passages of documents that are not included only {are(len(outside))} left out."


def _printed(material: ExportMaterial, every: Sequence[Configuration]) -> Printed:
    """Elements in the order of a statement, which is printed where it was written by hand; included documents are counted."""
    names, statuses = material.words[Names.CONFIGURATION_ROLE], material.words[Names.CONFIGURATION_STATUS]
    roles = ordered([role.id for role in material.theory_map.configuration_roles])
    return Printed(
        (
            Column("label", "Label"),
            Column("theories", "Theories"),
            *(Column(role, names[role]) for role in roles),
            Column("statement", "Statement"),
            Column("retroduced", "Not shown"),
            Column("sources", "Documents", Kind.INTEGER),
            Column("against", "Against", Kind.INTEGER),
            Column("status", "Status"),
        ),
        tuple(
            (
                one.label,
                "\n".join(
                    f"{code} ({material.words[Names.STANCE][stance]}{SINCE if code in one.reworded else ''})"
                    for code, stance in one.theories.items()
                )
                or None,
                *(_as_read(one, role) for role in roles),
                one.written or None,
                "\n".join(_not_shown(material, one)) or None,
                len(one.sources & material.included),
                len(one.sources_that(Relation.AGAINST) & material.included),
                statuses[one.status],
            )
            for one in every
            if not _is_outside(one, material)
        ),
        key=_theories(material, every),
    )


def _theories(material: ExportMaterial, every: Sequence[Configuration]) -> tuple[str, ...]:
    """The codes that configurations are tied to, with their names."""
    tied = {code for one in every for code in one.theories}
    known = [code for code in material.theory_map.code_names if code in tied]
    return tuple(map(material.named, known))
