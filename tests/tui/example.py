"""A small review on disk: theory map, PDFs, a hostile reference."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from review.project import Project

MAP = """
title: Care markets
question: How do care markets work, for whom and in which circumstances?
categories: {market: care as a market, people: the active consumer}
theories:
  T1: {name: Market logic, category: market, proposition: Many providers compete and quality rises., key_terms: [competition, quasi-market], key: "1"}
  T2: {name: Shaping, category: market, proposition: Councils shape the market., key_terms: [market shaping], key: "2", subthemes: {T2.a: {name: Innovation}}}
  T3: {name: "[@click=app.quit]Choice[/]", category: people, proposition: People choose what suits them., key_terms: [choice], key: "3"}
rival_framings:
  RA: {name: Councils cannot shape it, proposition: Councils know too little., key_terms: [retendering], key: a, rivals: [T1, T2]}
stages:
  title-abstract: {reviewers: 1, criterion_required: false}
  theory-map: {reviewers: 1, criterion_required: true}
criteria:
  include:
    I1: {text: About councils and commissioning, stage: title-abstract, group: topic, key_terms: [council, commissioning]}
    I2: {text: Concerns England, stage: title-abstract, group: place, key_terms: [England]}
  exclude:
    E1: {text: Not about commissioning, stage: title-abstract}
    E2: {text: About children, stage: title-abstract, key_terms: [children]}
    E3: {text: Third, stage: title-abstract}
    E4: {text: Fourth, stage: title-abstract}
    E5: {text: Fifth, stage: title-abstract}
    E6: {text: Sixth, stage: title-abstract}
    E7: {text: Seventh, stage: title-abstract}
    E8: {text: Eighth, stage: title-abstract}
    E9: {text: Ninth, stage: title-abstract}
    E10: {text: Tenth, stage: title-abstract}
    E20: {text: Bears on no theory, stage: theory-map}
source_types:
  empirical: {name: Empirical study, description: interviews and measurements}
  report: {name: Voluntary-sector report, description: by a charity}
facets:
  population: {name: Population group, values: [older people, women, "[b]hostile[/]"]}
  country: {name: Country}
"""

TEXTS = {
    "rahman.pdf": (
        "Market shaping in three councils",
        "Councils in England are expected to shape the market. Commissioning decides what is bought.",
    ),
    "okafor.pdf": (
        "Choice and control",
        "People with a budget choose. The council in England pays, and children are not considered.",
    ),
    "lind.pdf": (
        "[@click=app.quit]Hostile[/] [/etc/x]",
        "Frequent retendering put price before relationship. Competition did not raise quality.",
    ),
}


def write_pdf(path: Path, title: str, text: str) -> None:
    """A PDF of two pages that is the same bytes every time."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(72, 760, title)
    for number, sentence in enumerate(
        [text, f"The second page of {path.stem} ends here, with a sentence of its own."]
    ):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, sentence)
        canvas.drawString(300, 40, str(number + 11))
        canvas.showPage()
    canvas.save()


def make_review(folder: Path) -> Path:
    """A review with three documents read, nothing decided."""
    Project.create(folder, MAP)
    for name, (title, text) in TEXTS.items():
        write_pdf(folder / "corpus" / name, title, text)
    project = Project.open(folder, "Ana")
    try:
        report = project.documents.ingest(jobs=1)
        assert [file.status for file in report.files] == ["added"] * 3
    finally:
        project.close()
    return folder


def work_done(project: Project) -> None:
    """Some decisions and codings, so that every screen has something to show."""
    first, second, third = (row.record for row in project.records.rows(project.records.listing()))
    for record in (first, second):
        project.screening.decide(record, "include", "title-abstract")
        project.screening.decide(record, "include", "theory-map")
        project.records.set_source_type(record, "empirical")
    project.screening.decide(third, "exclude", "title-abstract", criteria=["E1"])
    for record, code, stance in (
        (first, "T1", "supports"),
        (first, "RA", "challenges"),
        (second, "T2.a", "refines"),
    ):
        document = project.documents.get(record)
        assert document is not None
        passage = next(p for p in document.passages if p.kind == "paragraph")
        project.coding.code(record, [code], passage.start, passage.end, stance=stance)
