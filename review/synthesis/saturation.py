"""How much each document added to what the documents coded before it said: when nothing is new any more, reading may end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from review.domain import Coding, SaturationStep, TheoryVersion


def saturation(
    codings: Sequence[tuple[Coding, int]],
    versions: Iterable[TheoryVersion],
    subthemes: Collection[str],
    records: Mapping[str, str],
) -> tuple[SaturationStep, ...]:
    """One step per document, in the order in which they were first coded.

    `codings` are in the order in which they were made, each with the version of the theory map that stood then. A change of the
    map counts once: for the last of the documents that triggered it, by the order of the steps, else for the document that
    was begun last before it. `records` has the record of everything that can trigger a change. The first version is not a change.
    """
    begun: dict[str, int] = {}
    codes: dict[str, set[str]] = {}
    for coding, version in codings:
        begun.setdefault(coding.record, version)
        codes.setdefault(coding.record, set()).update(coding.codes)
    changes = Counter(_led_by(version, list(begun), begun, records) for version in list(versions)[1:])
    steps, known = [], set[str]()
    for record in begun:
        new = codes[record] - known
        known |= new
        steps.append(SaturationStep(record, len(new.intersection(subthemes)), len(new), 0, changes[record]))
    return tuple(steps)


def _led_by(
    version: TheoryVersion, order: Sequence[str], begun: Mapping[str, int], records: Mapping[str, str]
) -> str:
    """The document that led to a version; ``""`` if none was coded before it."""
    triggered = {records.get(trigger, "") for trigger in version.triggers}
    led = [record for record in order if record in triggered]
    led = led or [record for record in order if begun[record] < version.number]
    return led[-1] if led else ""
