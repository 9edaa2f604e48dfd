"""The answer of exchange export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from review.domain.wording.meaning import meaning
from review.sandbox.regular_file import as_text
from review.views.exchange.importing import LeftOut
from review.views.view import View

if TYPE_CHECKING:
    from review.project.interchange.exporting.writing import Exported


class ExportedProject(View, frozen=True, kw_only=True):
    """The review was exported as a coded project, or its codes as a codebook."""

    file: Annotated[str, meaning("the file")]
    codes: Annotated[int, meaning("number of codes in the file")]
    sources: Annotated[int, meaning("number of sources in the file, none in a codebook")]
    selections: Annotated[int, meaning("number of selections, by distinct id: one for each act of coding")]
    passages: Annotated[int, meaning("number of different places that are coded")]
    codings: Annotated[int, meaning("number of codes on them, each person's apart")]
    uncoded: Annotated[int, meaning("number of selections without a code, which only configurations have")]
    sets: Annotated[int, meaning("number of sets of codes or sources")]
    lost: Annotated[tuple[LeftOut, ...], meaning("what of the review the file does not have, and why")]

    @classmethod
    def of(cls, made: Exported) -> ExportedProject:
        """The view of what was written."""
        return cls(
            file=as_text(str(made.file)),
            codes=made.codes,
            sources=made.sources,
            selections=made.selections,
            passages=made.passages,
            codings=made.codings,
            uncoded=made.uncoded,
            sets=made.sets,
            lost=tuple(map(LeftOut.of, made.lost)),
        )
