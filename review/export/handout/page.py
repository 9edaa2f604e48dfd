"""Writes a handout as one HTML file: the map is inside, nothing is fetched, nothing runs, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

from msgspec.structs import replace

from review.domain.wording.named import capitalised
from review.domain.wording.quoted import nested
from review.export.figures.drawing import drawn
from review.export.figures.theory_map import TheoryMapPicture
from review.export.formats.html import inline, lines, page
from review.export.handout.assembling import CONFIGURATIONS, MAP, OPEN, QUESTION, Handout
from review.export.handout.content import Quotation, Section, Shown, Theory, Wording, theories_shown
from review.export.handout.questions import Question, Topic
from review.export.material import ExportMaterial, state_of
from review.export.report.writers.svg import inside_html

NOTE_LINES = 4
"""How many lines there are below a question to write on by hand."""
NOT_KNOWN = "… (not known yet)"
INFERRED = "(inferred: no document says it)"
ABOUT_THEORIES = (
    "A theory says what happens for whom, in which circumstances, and why. A rival framing explains the same in another way. One document may"
    " both support and challenge a theory."
)
ABOUT_CONFIGURATIONS = (
    "A configuration says: IF circumstances are so and something is offered, THEN this comes of it, BECAUSE people respond to it in this way."
    " Below each is what documents say, with their pages."
)


def render(made: Handout, material: ExportMaterial) -> bytes:
    """The file of a handout. Equal reviews as of the same time give equal bytes."""
    body = "\n".join(
        (
            _top(made),
            "<main>",
            _question(made),
            _map(made, material),
            _configurations(made),
            _open(made.topics),
            "</main>",
        )
    )
    rules = files("review.export.handout").joinpath("handout.css").read_text(encoding="utf-8")
    return page(f"{made.title}: handout", body, rules=rules).encode()


def _top(made: Handout) -> str:
    notices = "\n".join(map(_paragraph, made.notices))
    return f"""<header>
<h1 dir="auto">{inline(made.title)}</h1>
<aside class="notices" aria-label="About this handout">
{notices}
</aside>
<p class="made">{inline(made.made)}</p>
</header>"""


def _question(made: Handout) -> str:
    overall = (
        f"\n<h3>The programme theory, in short</h3>\n{_paragraph(made.programme_theory)}"
        if made.programme_theory
        else ""
    )
    return f"""<section aria-labelledby="question">
<h2 id="question">{QUESTION}</h2>
{_paragraph(made.question or "The theory map has no question yet.", "question")}{overall}
</section>"""


def _map(made: Handout, material: ExportMaterial) -> str:
    if not made.sections:
        inside = _paragraph("No theories yet: add theories to the theory map first.")
    else:
        inside = "\n".join((_paragraph(ABOUT_THEORIES), _drawing(material), *map(_section, made.sections)))
    return (
        f'<section class="begins-page" aria-labelledby="map">\n<h2 id="map">{MAP}</h2>\n{inside}\n</section>'
    )


def _drawing(material: ExportMaterial) -> str:
    """The map as it is now, on as many sheets as it needs, without what was rejected, sub-themes and programme theory."""
    shown = theories_shown(material.theory_map)
    shown = replace(
        shown, programme_theory="", codes=tuple(replace(code, subthemes=()) for code in shown.codes)
    )
    picture = TheoryMapPicture(shown, shown, material.theory_version)
    sheets = drawn(picture, "svg", "", state_of(material))
    return "\n".join(
        _sheet(sheet, number, len(sheets), picture.alternative if number == 1 else "The theory map goes on.")
        for number, sheet in enumerate(sheets, start=1)
    )


def _sheet(sheet: bytes, number: int, of: int, alternative: str) -> str:
    part = f" (part {number} of {of})" if of > 1 else ""
    anchor = f"drawing-{number}"
    return f"""<figure class="picture" id="{anchor}">
<div class="canvas">{inside_html(sheet, anchor, alternative)}</div>
<figcaption>The theory map, drawn{part}; the same in words is below.</figcaption>
</figure>"""


def _section(section: Section) -> str:
    theories = "\n".join(map(_theory, section.theories))
    return f'<h3 dir="auto">{inline(section.heading)}</h3>\n{theories}'


def _theory(theory: Theory) -> str:
    return f"""<article class="theory">
<h4 dir="auto">{inline(theory.title)}</h4>
{_paragraph(theory.proposition or "(no proposition yet)", "proposition")}
{_paragraph(theory.rivals) if theory.rivals else ""}
{_paragraph(theory.standing) if theory.standing else ""}
</article>"""


def _configurations(made: Handout) -> str:
    if made.configurations:
        inside = "\n".join((_paragraph(ABOUT_CONFIGURATIONS), *map(_configuration, made.configurations)))
    else:
        inside = _paragraph("No configuration is kept or a candidate yet.")
    aside = f"\n{_paragraph(made.left_out, 'note')}" if made.left_out else ""
    return f"""<section class="begins-page" aria-labelledby="configurations">
<h2 id="configurations">{CONFIGURATIONS}</h2>
{inside}{aside}
</section>"""


def _configuration(one: Shown) -> str:
    about = capitalised("; ".join((one.status, *one.theories)))
    statement = _paragraph(one.statement, "statement") if one.statement else ""
    parts = _parts(one) if one.conditions or one.outcomes or one.reasons else ""
    quoted = "\n".join(map(_quotation, one.quotations)) or _paragraph(
        "No passage of an included document is quoted here yet.", "note"
    )
    return f"""<article class="configuration">
<h3 dir="auto">{inline(one.label)}</h3>
{_paragraph(about, "note")}
{statement}{parts}
{quoted}
</article>"""


def _parts(one: Shown) -> str:
    parts = (("IF", one.conditions), ("THEN", one.outcomes), ("BECAUSE", one.reasons))
    inside = "\n".join(f"<dt>{name}</dt>\n{_wordings(wordings)}" for name, wordings in parts)
    return f'<dl class="parts">\n{inside}\n</dl>'


def _wordings(wordings: Sequence[Wording]) -> str:
    if not wordings:
        return f'<dd class="inferred">{NOT_KNOWN}</dd>'
    return "\n".join(
        f'<dd dir="auto">{"and " if place else ""}{_wording(one)}</dd>' for place, one in enumerate(wordings)
    )


def _wording(one: Wording) -> str:
    inferred = f' <span class="inferred">{INFERRED}</span>' if one.is_retroduced else ""
    return f"{lines(one.text)}{inferred}"


def _quotation(quoted: Quotation) -> str:
    does = f" ({quoted.does})" if quoted.does else ""
    return (
        f'<blockquote dir="auto"><p>“<span class="quotation" dir="auto">{lines(nested(quoted.text))}</span>”'
        f" {inline(quoted.citation)}{does}</p></blockquote>"
    )


def _open(topics: Sequence[Topic]) -> str:
    numbers = iter(range(1, 1 + sum(len(topic.questions) for topic in topics)))
    inside = "\n".join(_topic(topic, numbers) for topic in topics) or _paragraph(
        "The review has no open questions yet: code documents, compose configurations and give verdicts first."
    )
    return f"""<section class="begins-page" aria-labelledby="open">
<h2 id="open">{OPEN}</h2>
{inside}
</section>"""


def _topic(topic: Topic, numbers: Iterable[int]) -> str:
    asked = "\n".join(_asked(one, number) for one, number in zip(topic.questions, numbers, strict=False))
    return f"<h3>{inline(topic.heading)}</h3>\n{asked}"


def _asked(one: Question, number: int) -> str:
    quoted = f"\n{_quotation(one.quotation)}" if one.quotation else ""
    points = "\n".join(f'<li dir="auto">{inline(point)}</li>' for point in one.points)
    listed = f"\n<ul>\n{points}\n</ul>" if points else ""
    room = "<hr>" * NOTE_LINES
    return f"""<article class="asked">
<h4 dir="auto">{number}. {inline(one.about)}</h4>
{_paragraph(one.said)}{listed}{quoted}
{_paragraph(one.asked, "question")}
<p class="notes-label">Notes</p>
<div class="lines" aria-hidden="true">{room}</div>
</article>"""


def _paragraph(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<p{named} dir="auto">{lines(text)}</p>'
