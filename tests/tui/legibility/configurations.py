"""Configurations of all kinds for the pictures: whole, partial, hostile, long, linked in circles."""

from __future__ import annotations

from review.project import Project
from tests.tui.legibility.reviews import HOSTILE, LONG, WIDE


def compose(project: Project) -> None:
    """Configurations with passages, if the review has texts; a theory is reworded after they were tied to it."""
    if project.read_only or project.configurations.listed():
        return
    service, (first, second, *_) = project.configurations, project.theory.map.codes
    service.new(
        {
            "context": "self-funders without a council assessment look for support",
            "resource": "an adviser explains what there is",
            "outcome": "they change provider less often",
        },
        {first.id: "supports", second.id: "refines"},
    )
    service.retroduce("C1", "reasoning", f"they know what to ask for {HOSTILE}", LONG)
    service.new(
        {"context": f"{LONG} {HOSTILE}", "outcome": WIDE},
        {code.id: "challenges" for code in project.theory.map.codes},
    )
    service.new({"outcome": "families take the first vacancy"}, {second.id: "bears-on"})
    service.new({"context": HOSTILE, "resource": LONG}, {first.id: "extends"})
    for to, kind in (("C2", "leads-to"), ("C3", "counter-case"), ("C4", "rival"), ("C4", "variant")):
        service.link("C1", to, kind)
    service.link("C2", "C1", "leads-to")
    _put(project)
    service.state("C1", f"If an adviser is there, they stay. {HOSTILE}")
    service.word("C1", "resource", "an adviser explains what there is, and listens")
    service.set_status("C2", "kept", LONG)
    service.set_status("C4", "set-aside", HOSTILE)
    project.annotations.memo(service.find("C1").id, f"{LONG} {HOSTILE}")
    words = first.proposition.split()
    project.theory.refine(first.id, "so it is", proposition=" ".join(["Some", *words[1:-1], "at", "last."]))


def _put(project: Project) -> None:
    """Put passages of the texts that there are into C1, some of them against it."""
    records = [row.record for row in project.records.rows(project.records.listing())]
    for record in [one for one in records if project.records.get(one).text_sha256][:2]:
        document = project.documents.get(record)
        assert document is not None
        for number, passage in enumerate(document.passages[1:5]):
            role, relation = (
                ("context", "shows") if number < 2 else ("outcome", ("against", "qualifies")[number % 2])
            )
            project.configurations.put("C1", role, record, (passage.start, passage.end), relation=relation)
        project.appraisals.appraise(record, {"relevance": "high", "rigour": "low"}, LONG, target="C1")
