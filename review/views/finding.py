"""The answer of find."""

from __future__ import annotations

from typing import Annotated

from review.domain.found import AllFound, Found, FoundKind
from review.domain.wording.meaning import meaning
from review.views.view import View


class FoundPart(View, frozen=True, kw_only=True):
    """Something that has the words. What does not apply is empty."""

    kind: Annotated[FoundKind, meaning("what it is; verdicts are found as `theory`")]
    id: Annotated[
        str,
        meaning(
            "id of the coding, memo, comment, configuration, appraisal, verdict, search or version of the prose, or a theory's code"
        ),
    ]
    record: Annotated[str, meaning("id of the record that it is in or about")]
    citation: Annotated[str, meaning("that record as cited: Author, year")]
    page_label: Annotated[str, meaning("the number printed on the page of its passage")]
    cited_page: Annotated[
        str, meaning("that page as in a citation, or the paragraphs of a text file; empty without a number")
    ]
    code: Annotated[str, meaning("the code that it is about; those of a coding, separated by commas")]
    cmoc: Annotated[str, meaning("label of the configuration that it is about")]
    text: Annotated[str, meaning("the words in their surroundings, on one line")]

    @classmethod
    def of(cls, one: Found) -> FoundPart:
        """The view of one."""
        return cls(
            kind=one.kind,
            id=one.id,
            record=one.record,
            citation=one.citation,
            page_label=one.page_label,
            cited_page=one.cited_page,
            code=one.code,
            cmoc=one.cmoc,
            text=one.text,
        )


class FoundList(View, frozen=True, kw_only=True):
    """What was found."""

    found: Annotated[
        tuple[FoundPart, ...], meaning("the best first: words in a row, then words close together")
    ]
    total: Annotated[int, meaning("how many there are, whatever the limit")]

    @classmethod
    def of(cls, found: AllFound) -> FoundList:
        """The view of all."""
        return cls(found=tuple(map(FoundPart.of, found.found)), total=found.total)
