"""The memos and comments that the notes, descriptions and variables of a file come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from review.acts import Comment
from review.domain import CommentSource
from review.exchange.refi.values import QdaArea, QdaSelection, QdaSource
from review.project.interchange.importing.coding_plan import in_words
from review.project.interchange.importing.describing import Described, codes_on_whole
from review.project.interchange.importing.ground import Ground, Intent, appending


class NotePlanning:
    """Says what becomes of notes."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._note_of = {note.guid: note for note in ground.project.notes}

    def of_source(self, source: QdaSource, record: str, said: Described) -> Iterator[Intent]:
        """The memos on the record of a source; in files of this program its description is the reference."""
        if not self._ground.is_own:
            yield from self._ground.memo(record, source.description.strip(), source.user)
        yield from self._memos(record, source.notes)
        on_whole = codes_on_whole(source, self._called)
        yield from self._ground.memo(record, "\n".join(filter(None, (said.memo, on_whole))), "")

    def of_codes(self, longer: Iterable[tuple[str, str]]) -> Iterator[Intent]:
        """The memos on codes: their notes, and the descriptions that were too long."""
        for cut, text in longer:
            yield from self._ground.memo(cut, text, "")
        for code in self._ground.project.codes:
            if code.guid in self._ground.code_of:
                yield from self._memos(self._ground.code_of[code.guid], code.notes)

    def of_project(self) -> Iterator[Intent]:
        """Comments of the team on the whole review: the notes of the project, and those that are on nothing."""
        project = self._ground.project
        used = {guid for code in project.codes for guid in code.notes}
        used.update(guid for link in project.links for guid in link.notes)
        used.update(guid for one in project.sets for guid in one.notes)
        for source in project.sources:
            used.update(_notes_on(source))
        loose = [note.guid for note in project.notes if note.guid not in used]
        for guid in dict.fromkeys([*project.project_notes, *loose]):
            if note := self._note_of.get(guid):
                yield from self._comment(in_words(note), note.user)
        if not self._ground.is_own:
            yield from self._comment(project.description.strip(), "")

    def _memos(self, target: str, notes: Sequence[str]) -> Iterator[Intent]:
        for guid in notes:
            if note := self._note_of.get(guid):
                yield from self._ground.memo(target, in_words(note), note.user)

    def _comment(self, text: str, user: str) -> Iterator[Intent]:
        ground = self._ground
        who = ground.users.name(user) if user else ""
        if text.strip() and ground.present.lacks_comment(text):
            act = Comment(text=text, source=CommentSource.TEAM, who=who, batch=ground.batch)
            yield appending("comments", ground.users.importer, lambda: act)

    def _called(self, guid: str) -> str:
        code = self._ground.code_of.get(guid, "")
        return f"{code} {self._ground.theory_map.code_names.get(code, '')}".strip()


def _notes_on(source: QdaSource) -> Iterator[str]:
    """The guids of the notes on a source, its passages and their codings."""
    yield from source.notes
    passages: list[QdaSelection | QdaArea] = [*source.selections, *source.areas]
    for passage in passages:
        yield from passage.notes
    for coding in (*source.codings, *(one for passage in passages for one in passage.codings)):
        yield from coding.notes
