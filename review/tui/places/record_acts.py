"""Acts on a record shared by places: details, reference, source type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from review.domain.wording.counted import counted
from review.domain.wording.moments import day_of
from review.domain.wording.named import capitalised
from review.tui.support.reference_fields import unconfirmed
from review.tui.widgets.record_details import RecordDetail

if TYPE_CHECKING:
    from review.domain.suggestions.suggestion import RecordSuggestions
    from review.project import Acknowledgement, Project
    from review.tui.dialogs.choose import Chooser
    from review.tui.dialogs.text_prompt import TextPrompt


def detail_of(project: Project, identifier: str) -> RecordDetail:
    """The details shown of a record.

    Raises:
        UnknownNameError: the record is unknown.
    """
    from review.domain.searches.wording import came_from
    from review.tui.support.abstracts import abstract_of

    record = project.records.get(identifier)
    kinds = {kind.id: kind.name for kind in project.theory.map.source_types}
    return RecordDetail(
        record,
        source_type=kinds.get(record.source_type, record.source_type),
        opening="" if record.abstract else abstract_of(project, record),
        decisions=project.screening.decisions(identifier),
        settlements=project.screening.settlements(identifier),
        codings=project.coding.codings(identifier),
        code_names=project.theory.map.code_names,
        memos=project.annotations.memos(identifier),
        comments=project.annotations.comments(identifier),
        facets=_facets(project, identifier),
        appraisals=[
            (_appraised_for(project, one.target), one) for one in project.appraisals.all(record=identifier)
        ],
        unconfirmed=unconfirmed(record),
        notes=project.references.notes(identifier),
        came_from=capitalised(came_from(project.searches.ties(identifier))),
    )


def _appraised_for(project: Project, target: str) -> str:
    """What people call it: a code, the label of a configuration, the review."""
    is_code = target in project.theory.map.code_names  # only the label of a configuration is looked up
    return target if is_code else project.targets.label(target) if target else "the review"


def _facets(project: Project, target: str) -> dict[str, Sequence[str]]:
    """The facets that are set on a record or coding, by their names."""
    names = {facet.id: facet.name for facet in project.theory.map.facets}
    return {names.get(name, name): values for name, values in project.annotations.facets_of(target).items()}


def why_unreadable(project: Project, identifier: str) -> str:
    """Why a record cannot be read, in a line with what to do; empty if it has a text.

    Raises:
        UnknownNameError: the record is unknown.
    """
    document = project.documents.get(identifier)
    if document and document.passages:
        return ""
    record = project.records.get(identifier)
    without = "Its file has no text." if record.path else "It has no file; A in the Library attaches one."
    return f"No text to read for {record.author_year}: {record.message or without}"


def edit_reference(project: Project, identifier: str, changes: Mapping[str, str]) -> Acknowledgement:
    """Store the fields as typed in the form.

    Raises:
        ReviewError: the project cannot be written.
    """
    values: dict[str, object] = dict(changes)
    if "authors" in changes:
        values["authors"] = tuple(name.strip() for name in changes["authors"].split(";") if name.strip())
    if "year" in changes:
        values["year"] = int(changes["year"]) if changes["year"] else None
    return project.records.edit(identifier, **values)


def these(project: Project, identifiers: Sequence[str]) -> str:
    """What a dialog about one or several records calls them: a citation, or their number."""
    if len(identifiers) == 1:
        return project.records.cited(identifiers[0])
    return counted(len(identifiers), "marked record")


def new_source_type(
    project: Project, identifiers: Sequence[str], suggestions: RecordSuggestions | None = None
) -> Chooser:
    """The dialog for the source type of records; with their scores; the likeliest is suggested if it is likely enough."""
    from review.tui.dialogs.choose import Chooser, keyed
    from review.tui.widgets.suggestions import score_text

    scores = (
        {s.source_type: score_text(s.score, calibrated=s.calibrated) for s in suggestions.source_type}
        if suggestions
        else {}
    )
    likely = suggestions.likely_types(project.theory.map.accept_from) if suggestions else ()
    likeliest = likely[0].source_type if likely else ""
    choices = keyed(
        [
            (
                kind.id,
                kind.name,
                " · ".join(
                    filter(
                        None, ["suggested" * (kind.id == likeliest), scores.get(kind.id), kind.description]
                    )
                ),
            )
            for kind in project.theory.map.source_types
        ],
        project.records.get(identifiers[0]).source_type if len(identifiers) == 1 else "",
    )
    return Chooser(f"Source type of {these(project, identifiers)}", choices)


def new_memo(project: Project, target: str, title: str, about: str = "") -> TextPrompt:
    """The dialog that shows memos and comments on a record, coding or code, asks for one more memo, and stores it."""
    from review.tui.dialogs.text_prompt import TextPrompt  # when needed: the first screen imports this module

    written = [
        f"{memo.reviewer}, {day_of(memo.time)}: {memo.text}" for memo in project.annotations.memos(target)
    ]
    written += [f"{said.in_words}: {said.text}" for said in project.annotations.comments(target)]
    return TextPrompt(
        title,
        hint=about,
        earlier="\n".join(written),
        memo=True,
        store=lambda text: project.annotations.memo(target, text).message,
    )


def not_retrieved(project: Project, identifier: str) -> TextPrompt:
    """The dialog that asks why a record's document could not be obtained, and stores it."""
    from review.tui.dialogs.text_prompt import TextPrompt  # when needed: the first screen imports this module

    return TextPrompt(
        f"{project.records.get(identifier).author_year}: why was it not retrieved?",
        store=lambda reason: project.records.set_not_retrieved(identifier, reason).message,
    )
