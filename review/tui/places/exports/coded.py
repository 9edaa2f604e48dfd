"""Exporting the review for another program, step by step: what, and to which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.project.interchange.exporting.wording import in_words
from review.tui.dialogs.choose import Choice, Chooser
from review.tui.dialogs.files.file_form import FileForm
from review.tui.widgets.screens.long_work import Monitor, StoppedError

if TYPE_CHECKING:
    from review.tui.places.base import ReviewScreen

TITLE = "Export a coded project"
ABOUT = "For NVivo, ATLAS.ti, MAXQDA, QualCoder and others: codes, documents and coded passages"

_WHOLE, _TEXTS, _CODES, _INCLUDED, _CODED = "whole", "texts", "codes", "included", "coded"
_CHOICES = (
    Choice(_WHOLE, "Project with documents", "codes, texts, PDFs and passages (.qdpx)", "1"),
    Choice(_TEXTS, "Project without the PDFs", "codes, texts and passages (.qdpx)", "2"),
    Choice(_CODES, "Codes alone", "the theory map as a codebook (.qdc)", "3"),
    Choice(_INCLUDED, "Included documents only", "with their PDFs (.qdpx)", "4"),
    Choice(_CODED, "Coded documents only", "with their PDFs (.qdpx)", "5"),
)


def export_coded(screen: ReviewScreen) -> None:
    """Ask what to export, then for the file."""

    def chosen(what: str | None) -> None:
        if what:
            screen.app.push_screen(_form(screen, what), screen.stored)

    screen.app.push_screen(Chooser(TITLE, _CHOICES), chosen)


def _form(screen: ReviewScreen, what: str) -> FileForm:
    project = screen.project

    def job(path: Path, monitor: Monitor) -> str:
        try:
            made = project.interchange.export_project(
                path,
                with_files=what != _TEXTS,
                only=what if what in (_INCLUDED, _CODED) else "",
                say=monitor.say,
            )
        except StoppedError as error:
            raise StoppedError("Nothing was written.") from error
        return "\n".join(in_words(made))

    file = project.interchange.usual_file(codes_alone=what == _CODES)
    label = next(choice.label for choice in _CHOICES if choice.value == what)
    explanation = "An earlier export with this name, if there is one, is replaced."
    if what != _CODES:
        explanation += " The file has names of reviewers and memos."
    return FileForm(f"{TITLE}: {label}", explanation, job, file=str(file), exists=False, stops=True)
