"""The Library's line about files in ``corpus/`` that are not read yet, and notices of those that are gone or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from review.domain.wording.counted import counted, them
from review.errors import ReviewError
from review.tui.places.library.listing import LostFiles

if TYPE_CHECKING:
    from review.project import Project
    from review.tui.support.folder_watcher import FolderWatcher


class NewFiles(Static):
    """Hidden unless there are new files. `key` gives the key that reads them.

    Looks in the folder once it `begin`s, and whenever something changes there.
    """

    class Gone(Message):
        """The files with these paths were read and are no longer in the folder."""

        def __init__(self, paths: frozenset[str]) -> None:
            super().__init__()
            self.paths = paths

    def __init__(self, project: Project, key: Callable[[], str]) -> None:
        super().__init__(id="new-files")
        self._key = key
        self._project = project
        self._lost = LostFiles()
        self._watching: FolderWatcher | None = None

    def begin(self) -> None:
        """Look for new files, and begin to watch the folder: what this loads should not keep the first picture waiting."""
        self.look()
        self._start_watching()

    def on_unmount(self) -> None:
        """Stop watching the folder."""
        if self._watching is not None:
            self._watching.stop()

    def _start_watching(self) -> None:
        from review.tui.support.folder_watcher import FolderWatcher

        if self.is_running:
            self._look_for_lost(report=False)
            self._watching = FolderWatcher(
                self._project.documents.corpus, partial(self.call_later, self._look_again)
            )
            self._watching.start()

    def _look_again(self) -> None:
        self.look()
        self._look_for_lost()

    @work(thread=True, exclusive=True, group="new-files")
    def look(self, then: Callable[[Sequence[Path]], None] | None = None) -> None:
        """Look for new files in the background, and show how many there are, or call `then` with them."""
        copies = 0
        try:
            found = list(self._project.corpus.new_files())
            if then is None:
                copies = self._project.corpus.copies_among(found)
        except ReviewError:
            found = []
        if then is None:
            self.call_later(self._show, len(found) - copies, copies)
        else:
            self.call_later(then, found)

    def _show(self, new: int, copies: int) -> None:
        self.display = new > 0 and not self._project.read_only
        files = counted(new, "new file")
        others = f" (and {counted(copies, 'copy', 'copies')} of files that are there)" if copies else ""
        self.update(
            Content.assemble(
                (f" {files} in corpus/{others} ", "bold"), f"press {self._key()} to read {them(new)}"
            )
        )

    @work(thread=True, exclusive=True, group="lost-files")
    def _look_for_lost(self, *, report: bool = True) -> None:
        try:
            gone, changed = self._project.corpus.gone(), self._project.corpus.changed()
        except ReviewError:
            return
        self.call_later(self._note_lost, gone, changed, report)

    def _note_lost(self, gone: Sequence[str], changed: Sequence[str], report: bool) -> None:
        """Report once, in one notice, which files are missing or changed."""
        self.post_message(self.Gone(frozenset(gone)))
        news = self._lost.news(gone, changed)
        if news and report:
            self.app.notify(news, severity="warning")
