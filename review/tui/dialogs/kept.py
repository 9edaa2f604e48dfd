"""What is typed in a form, kept on disk until the form closes, so that a terminal that is closed loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from review.errors import ReviewError

if TYPE_CHECKING:
    from review.project.writing.drafts import Draft

SECONDS = 1.0
"""How long after a key what is typed is on disk."""


class KeptFields:
    """The draft of a form in a review's `folder`: fields by their ids, each with what was typed in it.

    The form is known by its title and by what was in its fields when it opened (`opened_with`), so that words on one record never come
    into the form of another.
    """

    def __init__(
        self, folder: Path, reviewer: str, title: str, about: str, opened_with: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._reviewer = reviewer
        self._title = title
        self._known = (sha256(msgspec.json.encode([about, sorted(opened_with.items())])).hexdigest(),)
        self._draft: Draft | None = None

    def take_left(self) -> tuple[Mapping[str, str], str]:
        """What was typed in this form and neither saved nor discarded, with when; its draft is this one's from now on."""
        from review.project.writing.drafts import forms_left

        for left in forms_left(self._folder, self._reviewer):
            if left.note.form == self._title and left.note.known == self._known:
                with suppress(msgspec.DecodeError, ReviewError):
                    fields = msgspec.json.decode(left.text, type=dict[str, str])
                    self._write(fields)
                    left.remove()
                    return fields, f"{left.time.astimezone():%Y-%m-%d %H:%M}"
        return {}, ""

    def keep(self, fields: Mapping[str, str]) -> None:
        """Have these fields on disk; none if nothing is typed. What cannot be written is on the screen only."""
        if not fields:
            self.drop()
        else:
            with suppress(ReviewError):
                self._write(fields)

    def _write(self, fields: Mapping[str, str]) -> None:
        from review.project.writing.drafts import Draft

        self._draft = self._draft or Draft(
            self._folder, "form", self._reviewer, self._known, form=self._title
        )
        self._draft.keep(msgspec.json.format(msgspec.json.encode(fields)).decode())

    def drop(self) -> None:
        """Remove the draft: the form was saved or left."""
        if self._draft is not None:
            self._draft.drop()
            self._draft = None
