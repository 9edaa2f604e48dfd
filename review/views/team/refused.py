"""What the answers of all exchanges with other copies have in common."""

from __future__ import annotations

from typing import Annotated

from review.domain.team.exchange import RefusedInput
from review.domain.wording.meaning import meaning
from review.views.view import View


class RefusedPart(View, frozen=True, kw_only=True):
    """Something of another copy that was not imported."""

    file: Annotated[str, meaning("name of the file; for files in a shared folder relative to it")]
    line: Annotated[int, meaning("its line in the file, from 1; 0: the file as a whole")]
    reason: Annotated[str, meaning("why")]

    @classmethod
    def of(cls, refused: RefusedInput) -> RefusedPart:
        """The view of what was refused."""
        return cls(file=refused.file, line=refused.line, reason=refused.reason)


Conflicts = Annotated[int, meaning("number of open conflicts that the reviewer may see")]
KeptApart = Annotated[
    tuple[str, ...],
    meaning(
        "lines on texts, corrections, answers and merges that two copies made apart and that contradict each other; all are kept"
    ),
]
