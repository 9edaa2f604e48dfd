"""Documents for tests: small ones that look like papers, and a large one."""

import hashlib
from collections.abc import Iterable, Sequence

from review.domain import Document, LabelSource, Page, Passage, PassageKind, SideText

HEADING, PARAGRAPH, ASIDE = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ASIDE


def document(
    paragraphs: Sequence[str | tuple[PassageKind, str]],
    *,
    page_starts: Sequence[int] = (0,),
    labels: Iterable[str] = (),
    asides: Sequence[tuple[int, str, str]] = (),
) -> Document:
    """A document of paragraphs; `asides` hold (page, kind, text)."""
    kinds = [(PARAGRAPH, item) if isinstance(item, str) else item for item in paragraphs]
    body = "\n".join(text for _, text in kinds)
    passages, offset = [], 0
    for kind, text in kinds:
        passages.append(Passage(offset, offset + len(text), kind))
        offset += len(text) + 1
    text, aside_spans = body, []
    for page, kind, words in asides:
        start = len(text) + 1
        text += "\n" + words
        aside_spans.append(SideText(start, len(text), page, kind))
        passages.append(Passage(start, len(text), ASIDE))
    names = list(labels) or [str(number + 1) for number in range(len(page_starts))]
    ends = [*page_starts[1:], len(body)]
    return Document(
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        body_end=len(body),
        pages=tuple(
            Page(number, label, start, end, label_source=LabelSource.PRINTED if label else LabelSource.PDF)
            for number, (label, start, end) in enumerate(zip(names, page_starts, ends, strict=True), 1)
        ),
        passages=tuple(passages),
        asides=tuple(aside_spans),
    )


PAPER = document(
    [
        (HEADING, "Market shaping and its limits"),
        """Councils in England carry a duty to shape their local market. Commissioners described the duty as “more \
aspiration than lever”. In two of the four sites the number of providers fell between 2014 and 2016.""",
        (HEADING, "Findings"),
        """Where providers were involved early, new services opened within a year. People said that they had been \
asked, and that the asking mattered. One manager put it plainly: nobody had ever asked before. Small \
organisations, however, spent more on tendering than they won.""",
        """Personal budgets widened choice for some. For others there was nothing to choose from, and the budget went \
back to the council. The evidence is mixed.""",
        "Information was hard to find.",
        "Quality was said to have held when people moved between services, though no measure was reported.",
    ],
    page_starts=(0, 250),
    labels=("347", "348"),
    asides=[(1, "running head", "Journal of Care Markets 12(3)"), (2, "footnote", "1 Names are changed.")],
)
