"""What a template asks for: its headings, what the program knows about them, and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.export.report.blocks import Block, Gap, Heading
from review.export.report.draft import Draft
from review.export.report.sections.desk import desk_prose
from review.export.report.sections.facts import facts
from review.export.report.sentences import Part, said, strong
from review.export.report.template import Asked, Facts


def asked(draft: Draft, sections: Sequence[Asked], level: int, key: str) -> Iterator[Block]:
    """A heading for each, with the desk's prose on it, or else what is known and a gap."""
    for number, one in enumerate(sections, start=1):
        yield Heading(level, one.title, f"{key}-{number}")
        prose = desk_prose(draft, one.prose, level + 1) if one.prose else []
        if prose:
            yield from prose
        else:
            yield said(*_known(draft, one))


def asked_in_a_row(draft: Draft, sections: Sequence[Asked]) -> Iterator[Block]:
    """A paragraph for each, which begins with its heading."""
    for one in sections:
        yield said([strong(f"{one.title}:")], *_known(draft, one))


def _known(draft: Draft, one: Asked) -> tuple[Part, Part]:
    """What the program knows, and a gap for the rest, unless what is known is all that is asked for."""
    known = facts(draft, one.facts) if one.facts else ""
    is_whole = one.facts is Facts.REGISTRATION and bool(known)
    return known, "" if is_whole else [Gap(one.write)]
