"""Configurations as acts on a review."""

from review.project import Project
from review.project.theories.changes import NO_GROUNDS


def records_of(project: Project) -> list[str]:
    """The records, as the Library lists them."""
    return [row.record for row in project.records.rows(project.records.listing())]


def span_in(project: Project, record: str) -> tuple[int, int]:
    """The first paragraph of a record's text."""
    document = project.documents.get(record)
    assert document is not None
    passage = next(one for one in document.passages if one.kind == "paragraph")
    return passage.start, passage.end


def compose(project: Project) -> None:
    """Three configurations: C1 leads to C2, C3 is a counter-case of C1; T1 is reworded after they were tied."""
    service = project.configurations
    service.new(
        {
            "context": "self-funders look for support",
            "resource": "an adviser explains what there is",
            "outcome": "they change provider less often",
        },
        {"T1": "supports", "RA": "challenges"},
    )
    service.retroduce("C1", "reasoning", "they know what to ask for", "What must be true for this outcome?")
    for record in records_of(project):
        service.put("C1", "context", record, span_in(project, record))
    first = records_of(project)[0]
    service.put("C1", "outcome", first, span_in(project, first), relation="against")
    service.new({"context": "[b]hostile[/] context"}, {"T2.a": "refines"})
    service.new({"context": "nobody advises", "outcome": "they leave"}, {"T3": "bears-on"})
    service.link("C1", "C2", "leads-to")
    service.link("C1", "C3", "counter-case")
    service.set_status("C2", "kept", "it holds in all sources")
    project.theory.refine(
        "T1", "so it is", proposition="Some providers compete and quality rises.", grounds=NO_GROUNDS
    )
