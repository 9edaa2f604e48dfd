"""Where the files of sources and the texts of sources and notes are, in the archive or in the project itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from review.domain.texts.decoding import decoded
from review.domain.texts.endings import WORD
from review.exchange.refi.reading.archive import Archive, UnreadableError, base_name
from review.exchange.refi.reading.found import FoundNote, FoundSource
from review.exchange.refi.reading.limits import ProjectLimits, in_bytes
from review.exchange.refi.reading.skipping import SkipList, quoted
from review.exchange.refi.values import SourceKind
from review.manuscripts import word_document
from review.sandbox.messages import CannotReadError

_PLAIN = frozenset({".txt", ".md", ".text", ""})
_PIECE = 1 << 18


@dataclass(frozen=True)
class Content:
    """What there is of a source or note: its text inside the project or in a file, and the file that is imported for it.

    `ending` is that of the imported file, empty if there is none.
    """

    inline: str | None = None
    text: zipfile.ZipInfo | None = None
    file: zipfile.ZipInfo | None = None
    ending: str = ""


NO_CONTENT = Content()


class Contents:
    """Finds and reads the contents; what is missing is listed in `skipped`, what is damaged in `refused`."""

    def __init__(self, archive: Archive, limits: ProjectLimits, skipped: SkipList, refused: SkipList) -> None:
        self._archive, self._limits = archive, limits
        self._skipped, self._refused = skipped, refused
        self._sizes: dict[str, int] = {}
        self._bad: set[str] = set()

    def of_source(self, source: FoundSource) -> Content:
        """Where its file and its text are."""
        if source.kind is SourceKind.PDF:
            return self._of_pdf(source)
        if source.kind is not SourceKind.TEXT:
            return NO_CONTENT
        content = self._of_text(source)
        if not content.ending and not self._lists_missing(source, source.plain_path or source.rich_path):
            self._skipped.add("text", _text_of(source), "the file has none")
        return content

    def list_empty(self, source: FoundSource) -> None:
        """List a source whose text has no words."""
        self._skipped.add("text", _text_of(source), "it is empty")

    def of_note(self, note: FoundNote) -> str:
        """The text of a note; empty if there is none."""
        content = self._of_text(note)
        if content.ending == WORD and content.file:
            return self._text_of_word(quoted(note.name), content.file)
        text = self.text(quoted(note.name), content)
        if text is None and (path := note.plain_path or note.rich_path):
            why = f"its text {quoted(base_name(path))} {self._archive.absence()}"
            self._skipped.add("note", f"note {quoted(note.name)}", why)
        return text or ""

    def text(self, name: str, content: Content) -> str | None:
        """The text with its line ends and byte order mark as they are, None if there is none or it cannot be read."""
        if content.text is None:
            return content.inline
        if content.text.filename in self._bad:
            return None
        try:
            data = self._archive.read(content.text, self._limits.text)
        except UnreadableError as error:
            self._refuse(name, content.text, error)
            return None
        self._sizes[content.text.filename] = len(data)
        if sum(self._sizes.values()) > self._limits.texts:
            raise CannotReadError(
                f"its texts are longer than {in_bytes(self._limits.texts)}; export a part of the project"
            )
        return decoded(data)

    def pieces(self, name: str, content: Content) -> Iterator[bytes]:
        """The bytes of the file that is imported; if it turns out to be damaged, it is listed and they end."""
        if content.file is None:
            data = (content.inline or "").encode("utf-8", "replace")
            yield from (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
            return
        try:
            yield from self._archive.pieces(content.file, self._limits.file)
        except UnreadableError as error:
            self._refuse(name, content.file, error)
            raise

    def _refuse(self, name: str, member: zipfile.ZipInfo, error: UnreadableError) -> None:
        if member.filename not in self._bad:
            self._bad.add(member.filename)
            self._refused.add("file", f"{quoted(base_name(member.filename))} of {name}", str(error))

    def _of_pdf(self, source: FoundSource) -> Content:
        text = self._of_text(source)
        file = self._archive.find(source.path)
        if file:
            return Content(text.inline, text.text, file, ".pdf")
        self._lists_missing(source, source.path, "; its text is imported instead" if text.ending else "")
        return text

    def _lists_missing(self, source: FoundSource, path: str, instead: str = "") -> bool:
        if not path:
            return False
        why = f"its file {quoted(base_name(path))} {self._archive.absence()}{instead}"
        if source.kind is SourceKind.PDF:
            self._skipped.add("PDF", f"the PDF of {quoted(source.name)}", why)
        else:
            self._skipped.add("text", _text_of(source), why)
        return True

    def _of_text(self, of: FoundSource | FoundNote) -> Content:
        """The plain text if there is one, else the formatted text if it is a Word document."""
        plain, rich = (self._archive.find(path) for path in (of.plain_path, of.rich_path))
        if plain and _ending(plain) != WORD:
            return Content(text=plain, file=plain, ending=".md" if _ending(plain) == ".md" else ".txt")
        if of.content is not None:
            return Content(inline=of.content, ending=".txt")
        for member in (plain, rich):
            if member and _ending(member) == WORD:
                return Content(file=member, ending=WORD)
            if member and _ending(member) in _PLAIN:
                return Content(text=member, file=member, ending=".txt")
        return NO_CONTENT

    def _text_of_word(self, name: str, member: zipfile.ZipInfo) -> str:
        try:
            data = self._archive.read(member, self._limits.text)
            return "\n".join(part.text for part in word_document.parts(data))
        except (UnreadableError, CannotReadError) as error:
            self._refuse(name, member, UnreadableError(str(error)))
            return ""


def _text_of(source: FoundSource) -> str:
    return f"the text of {quoted(source.name)}"


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(base_name(member.filename)).suffix.lower()
