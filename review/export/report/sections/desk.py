"""The desk's prose in the report: with quotations and citations in place of its tokens."""

from __future__ import annotations

from review.domain.writing.desk import MarkKind, TokenKind
from review.errors import UnknownNameError
from review.export.report.blocks import Block, Citation, Cited, Gap, Inline, Paragraph, Quotation, Text
from review.export.report.draft import Draft
from review.export.report.prose import prose_blocks


def desk_prose(draft: Draft, code: str, level: int) -> list[Block]:
    """The blocks of the prose on a code or section; none if nothing was written.

    Texts that were written apart, or on a theory that was merged into this one, are not joined: a gap says that there are some.
    """
    written = draft.material.prose().get(code)
    if written is None or not written.text.strip():
        return []
    changed = {
        mark.token.name: mark.why
        for mark in draft.material.marks(code)
        if mark.kind in {MarkKind.RECODED, MarkKind.MOVED}
    }

    def resolved(name: str) -> tuple[Inline, ...]:
        found = _resolved(draft, name)
        return (
            (*found, Text(" "), Gap(f"Whether this still holds: {changed[name]}."))
            if name in changed
            else found
        )

    blocks = prose_blocks(written.text, resolved, level)
    kinds = dict.fromkeys(
        f"on {former}, which is {code} now" if former else "apart" for former in written.written_on
    )
    if kinds:
        apart = f"One text out of several: others on {code} were written {'; '.join(kinds)}."
        blocks.append(Paragraph((Gap(apart),)))
    return blocks


def _resolved(draft: Draft, name: str) -> tuple[Inline, ...]:
    """What a token becomes: a quotation with its citation, a citation, or the label of a configuration."""
    try:
        found = draft.material.resolve(name)
    except UnknownNameError:
        return (Gap(f"[@{name}] is not in the review. Correct or remove it."),)
    if found.kind is TokenKind.CONFIGURATION:
        return (Text(found.label),)
    if found.kind is TokenKind.RECORD:
        return (Citation((Cited(found.id),)),)
    quotation = Quotation(found.quote, found.id, Cited(found.record, found.pages))
    if found.is_lost:
        return (
            quotation,
            Text(" "),
            Gap("Whether these words are right: the present text of the document does not have them."),
        )
    return (quotation,)
