"""How much each document added to what the documents coded before it said: when nothing is new any more, reading may end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from review.domain import Coding, SaturationStep, TheoryVersion

_CONTENT = {"refine", "add", "split", "merge-theories", "programme-theory", "adopt"}
"""The acts that change what a theory claims, unless they change the wording only."""


def saturation(
    codings: Sequence[Coding],
    versions: Iterable[TheoryVersion],
    subthemes: Collection[str],
    records: Mapping[str, str],
    fragments: Sequence[str] = (),
) -> tuple[SaturationStep, ...]:
    """One step per document, in the order in which they were first coded.

    `codings` are in the order in which they were made. A change of a theory's content counts once: for the last of the documents
    that its triggers are on, by the order of the steps; without such a trigger it counts for none. `records` has the record of
    everything that can trigger a change, `fragments` the record of each fragment of a configuration, in the order in which they
    were put: a document that only has fragments comes after those that were coded.
    """
    codes: dict[str, set[str]] = {}
    for coding in codings:
        codes.setdefault(coding.record, set()).update(coding.codes)
    for record in fragments:
        codes.setdefault(record, set())
    put = Counter(fragments)
    changes = Counter(
        _led_by(version, list(codes), records) for version in versions if _is_of_content(version)
    )
    steps, known = [], set[str]()
    for record, those in codes.items():
        new = those - known
        known |= new
        steps.append(
            SaturationStep(record, len(new.intersection(subthemes)), len(new), put[record], changes[record])
        )
    return tuple(steps)


def _is_of_content(version: TheoryVersion) -> bool:
    return version.change in _CONTENT and not version.wording_only


def _led_by(version: TheoryVersion, order: Sequence[str], records: Mapping[str, str]) -> str:
    """The document that led to a version; ``""`` if no trigger lies in one."""
    triggered = {records.get(trigger, "") for trigger in version.triggers}
    led = [record for record in order if record in triggered]
    return led[-1] if led else ""
