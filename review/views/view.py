"""What every view is: a frozen value that a command answers with; its fields say what they mean."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from review.domain.wording.says import says


class View(Struct, frozen=True, kw_only=True):
    """What a command answers, or a part of it. Field names are the keys in JSON; what is `UNSET` is not there."""


EventId = Annotated[str, says("id of the event that was written")]
RecordId = Annotated[str, says("id of the record")]
CodeId = Annotated[str, says("id of a theory, rival framing or sub-theme: `T6`, `RA`, `T6.a`")]
Reviewer = Annotated[str, says("name of the reviewer")]
Time = Annotated[str, says("when: ISO 8601, UTC")]
PageNumber = Annotated[int, says("page of the PDF, from 1")]
PageLabel = Annotated[str, says("page number as printed")]
Start = Annotated[int, says("where it begins in the document's text, in code points from 0")]
End = Annotated[int, says("where it ends there; the character at this place is not part of it")]
Quote = Annotated[str, says("the passage, word for word")]
Score = Annotated[float, says("0 to 1, four decimals")]
ModelName = Annotated[str, says("the models that made the suggestions, and from how much they learned")]
Terms = Annotated[
    tuple[tuple[str, float], ...], says("why: pairs of a term and its weight, the strongest first")
]
