"""``theory-changes``: every change of the theory map, with its reason and what it led to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from review.acts import KINDS
from review.domain.theories.theory_version import RuleChange, TheoryChange, TheoryParts, in_words
from review.domain.wording.counted import counted
from review.domain.wording.one_line import first_words
from review.export.material import ExportMaterial, day
from review.export.table import Cell, Column, ExportTable, Kind, Printed
from review.export.words import BETWEEN
from review.theory_map.parts import PROGRAMME

COLUMNS = (
    Column("version", "Version", Kind.INTEGER, 8),
    Column("event", "Event", width=14),
    Column("date", "Date", Kind.DATE, 11),
    Column("code", "Code", width=8),
    Column("act", "Act", width=16),
    Column("before", "Before", width=60),
    Column("after", "After", width=60),
    Column("reason", "Reason", width=40),
    Column("inference", "Inference", width=13),
    Column("triggers", "Triggers", width=14),
    Column("recoded", "Recoded", Kind.INTEGER, 8),
    Column("apart", "Replaced, made apart", width=10),
)
PRINTED = (
    Column("version", "Version"),
    Column("date", "Date", Kind.DATE),
    Column("code", "Theory or sub-theme"),
    Column("act", "Change"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("reason", "Reason"),
    Column("inference", "Inference"),
    Column("triggers", "Led to it"),
    Column("recoded", "Codings changed", Kind.INTEGER),
)
NOTE = (
    "Before and after have the parts that changed. Codings changed are those from which the code was removed, or on which its stance was"
    " changed, after this change and before the next one of the same code."
)
APART = (
    " A change made apart was made in another copy of the review, from the wording in Before, without knowledge of the version that it"
    " replaced."
)


def theory_changes(material: ExportMaterial) -> ExportTable:
    """One row per version of the theory map and code that it changed, oldest first."""
    work = material.theory_work()
    versions = len({change.version.number for change in work.changes})
    return material.table(
        "theory-changes",
        "Changes of the theory map",
        f"{counted(versions, 'version')} of the theory map, one row per code that changed. before and after have the parts that changed;"
        " apart has the versions that a change replaced without knowledge of them, and before is then what its maker knew;"
        " recoded is the number of codings whose code or stance was changed because of it.",
        COLUMNS,
        tuple(_row(change, work.recoded) for change in work.changes),
        printed_title="Changes of the theories",
        note=NOTE + APART if any(change.apart for change in work.changes) else NOTE,
        printed_as=Printed(
            PRINTED, tuple(_printed(material, change, work.recoded) for change in work.changes)
        ),
    )


def _row(change: TheoryChange, recoded: Mapping[tuple[int, str], int]) -> tuple[Cell, ...]:
    version = change.version
    before, after = difference(change)
    return (
        version.number,
        version.event,
        day(version.time),
        change.code or None,
        version.change,
        before or None,
        after or None,
        version.reason or None,
        version.inference.value if version.inference else None,
        BETWEEN.join(version.triggers) or None,
        recoded.get((version.number, change.code), 0),
        BETWEEN.join(map(str, change.apart)) or None,
    )


def _printed(
    material: ExportMaterial, change: TheoryChange, recoded: Mapping[tuple[int, str], int]
) -> tuple[Cell, ...]:
    version = change.version
    before, after = difference(change)
    return (
        f"v{version.number}",
        day(version.time),
        _called(change),
        _done(change),
        before or None,
        after or None,
        version.reason or None,
        version.inference.value if version.inference else None,
        "\n".join(_trigger(material, trigger) for trigger in version.triggers) or None,
        recoded.get((version.number, change.code), 0),
    )


def _done(change: TheoryChange) -> str:
    """What was done, and whether that replaced versions that were not known to who did it."""
    kind = change.version.change
    done = KINDS[kind].noun if kind in KINDS else kind
    return f"{done}, made apart: replaced {versions_in_words(change.apart)}" if change.apart else done


def versions_in_words(numbers: Sequence[int]) -> str:
    """Versions as they are shown: ``v2, v3``."""
    return ", ".join(f"v{number}" for number in numbers)


def _called(change: TheoryChange) -> str:
    """The code with the name that it had then."""
    parts = change.after or change.before
    if parts is None:
        return change.code or "Whole map"
    return parts.name if change.code == PROGRAMME else f"{change.code} {parts.name}"


def _trigger(material: ExportMaterial, identifier: str) -> str:
    """What led to a change: the passage by its citation, a memo or comment by its first words."""
    if coding := material.coding_of.get(identifier):
        return material.cited(coding)
    memo = next((memo for memo in material.memos if memo.id == identifier), None)
    if memo:
        return f"memo: {first_words(memo.text)}"
    comment = next((comment for comment in material.comments if comment.id == identifier), None)
    return f"{comment.in_words}: {first_words(comment.text)}" if comment else identifier[:8]


_PARTS: Mapping[str, Callable[[TheoryParts], str]] = {
    "key_terms": lambda parts: f"Key terms: {BETWEEN.join(parts.key_terms)}",
    "category": lambda parts: f"Category: {parts.category}",
    "rivals": lambda parts: f"Rivals: {BETWEEN.join(parts.rivals)}",
    "subthemes": lambda parts: (
        f"Sub-themes: {BETWEEN.join(f'{one.code} {one.name}' for one in parts.subthemes)}"
    ),
    "rejected": lambda parts: "rejected" if parts.rejected else "in use",
    "configuration": lambda parts: in_words(parts.configuration),
}
"""The parts of a code besides name and proposition, in words."""


def difference(change: TheoryChange) -> tuple[str, str]:
    """What a code was before and after a change, where they differ.

    A code that came or went has its name, proposition and configuration. Before a change made apart there is what its maker knew.
    """
    before, after = change.made_from if change.apart else change.before, change.after
    if change.rules:
        return _rules(change.rules, lambda rule: rule.before), _rules(change.rules, lambda rule: rule.after)
    if before is None or after is None:
        return _whole(before), _whole(after)
    name, proposition = before.name != after.name, before.proposition != after.proposition
    others = [word for part, word in _PARTS.items() if getattr(before, part) != getattr(after, part)]

    def said(parts: TheoryParts) -> str:
        texts = (_wording(parts, name=name, proposition=proposition), *(word(parts) for word in others))
        return "\n".join(filter(None, texts))

    return said(before), said(after)


def _rules(rules: Sequence[RuleChange], side: Callable[[RuleChange], str]) -> str:
    return "\n".join(f"{rule.name}: {side(rule)}" for rule in rules if side(rule))


def _whole(parts: TheoryParts | None) -> str:
    return "\n".join(filter(None, (_wording(parts), in_words(parts.configuration)))) if parts else ""


def _wording(parts: TheoryParts, *, name: bool = True, proposition: bool = True) -> str:
    said = [parts.name] if name and parts.name else []
    said += [parts.proposition] if proposition and parts.proposition else []
    return ": ".join(said)
