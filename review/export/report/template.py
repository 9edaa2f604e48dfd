"""The template of a report: what a journal asks for, as data that another file can give.

A template comes with the program (``templates/NAME.yaml``) or is a file of the user's. It has no text of the report itself, only
headings and what is to be written under them; what the program knows is put there by the sections.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from review.domain.wording.unknown import unknown_name
from review.domain.writing.sections import SECTIONS
from review.errors import ReviewError, UnknownNameError
from review.sandbox.regular_file import read_regular
from review.theory_map.located import located
from review.theory_map.mistakes import dotted, printable

TEMPLATES = Path(__file__).with_name("templates")
GENERIC = "generic"
LARGEST = 200_000
"""The largest template in bytes."""

_LONGEST = 2_000


class Part(StrEnum):
    """A part of the report; a template has them in its order."""

    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    DECLARATIONS = "declarations"
    REFERENCES = "references"
    SUPPLEMENTS = "supplements"


class Facts(StrEnum):
    """What the program knows and can say under a heading of the abstract or of the methods."""

    QUESTION = "question"
    DESIGN = "design"
    SEARCHES = "searches"
    CRITERIA = "criteria"
    ANALYSIS = "analysis"
    INCLUDED = "included"
    REGISTRATION = "registration"
    """What was noted when the plan was frozen; it replaces the gap."""


class Supplement(StrEnum):
    """A supplement of the report."""

    SEARCHES = "searches"
    CRITERIA = "criteria"
    EXCLUDED = "excluded"
    APPRAISAL = "appraisal"
    CONFIGURATIONS = "configurations"
    RIVALS = "rivals"
    BREAKDOWN = "breakdown"
    THEORY_CHANGES = "theory-changes"
    DEVIATIONS = "deviations"
    EVIDENCE = "evidence"
    MODEL_CARD = "model-card"
    RAMESES = "rameses"


def _words(text: str) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise ValueError("is empty")
    if not tidy.isprintable():
        raise ValueError("contains a control character")
    if len(tidy) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST:,} characters")
    return tidy


def _section(name: str) -> str:
    if name and name not in SECTIONS:
        raise ValueError(unknown_name("text of the desk", name, SECTIONS))
    return name


def _once(names: tuple[StrEnum, ...]) -> tuple[StrEnum, ...]:
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise ValueError(f"'{twice}' is listed twice")
    return names


Words = Annotated[str, AfterValidator(_words)]


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(_Group):
    """A heading, and what the gap below it says."""

    title: Words = Field(description="heading, as the journal has it")
    write: Words = Field(description="what to write here, shown as a marked gap")
    facts: Facts | None = Field(None, description="what the program says above the gap, if it knows it")
    prose: Annotated[str, AfterValidator(_section)] = Field(
        "", description="text of the desk that replaces the gap: `discussion`, `limitations` …"
    )
    answers: tuple[Annotated[int, Field(ge=1, le=19)], ...] = Field(
        (), description="items of the RAMESES standards that this heading answers, 1 to 19"
    )


class AskedBox(_Group):
    """A box after the abstract."""

    title: Words = Field(description="title of the box")
    points: tuple[Words, ...] = Field(
        description="what to write, one marked gap for each point", min_length=1
    )


class Abstract(_Group):
    """The abstract."""

    words: int | None = Field(None, description="how many words the journal allows", gt=0)
    parts: tuple[Asked, ...] = Field((), description="its headings, in order")


class Template(_Group):
    """What a journal asks for."""

    name: Words = Field(description="name of the template for people")
    source: Words | None = Field(None, description="where the journal says so, and when it was looked up")
    style: Words = Field(
        "author-year", description="citation style: `author-year`, `vancouver` or a .csl file"
    )
    limits: tuple[Words, ...] = Field((), description="limits of the journal, shown on the first page")
    title_page: tuple[Asked, ...] = Field((), description="what is above the abstract, as gaps")
    abstract: Abstract = Field(default_factory=Abstract, description="the abstract")
    boxes: tuple[AskedBox, ...] = Field((), description="boxes after the abstract")
    headings: dict[Part, Words] = Field(
        default_factory=dict,
        description="other words for headings of parts, such as `introduction: Background`",
    )
    parts: Annotated[tuple[Part, ...], AfterValidator(_once)] = Field(
        tuple(Part), description="parts of the report, in order"
    )
    introduction: tuple[Asked, ...] = Field(
        (), description="headings of the introduction that the program cannot fill"
    )
    methods: tuple[Asked, ...] = Field((), description="headings at the end of the methods")
    discussion: tuple[Asked, ...] = Field((), description="headings of the discussion")
    declarations: tuple[Asked, ...] = Field((), description="headings of the declarations")
    supplements: Annotated[tuple[Supplement, ...], AfterValidator(_once)] = Field(
        tuple(one for one in Supplement if one is not Supplement.EVIDENCE),
        description="supplements, in order; without it all but `evidence`",
    )

    def with_evidence(self) -> Template:
        """The template with the supplement of all coded passages, before the last one, if it has none."""
        if Supplement.EVIDENCE in self.supplements:
            return self
        *others, last = self.supplements or (Supplement.RAMESES,)
        return self.model_copy(update={"supplements": (*others, Supplement.EVIDENCE, last)})

    def heading(self, part: Part) -> str:
        """The heading of a part."""
        return self.headings.get(part, part.value.capitalize())


def template_names() -> tuple[str, ...]:
    """The templates that come with the program, the generic one first."""
    found = sorted(path.stem for path in TEMPLATES.glob("*.yaml"))
    return tuple(sorted(found, key=lambda name: name != GENERIC))


def template(name: str) -> Template:
    """A template that comes with the program, by its name, or the one in a file of the user's (``FILE.yaml``).

    Raises:
        UnknownNameError: the name is unknown.
        ReviewError: the file cannot be read or has mistakes; one ``FILE:LINE: place: what`` line for each.
    """
    if name in template_names():
        return _read(TEMPLATES / f"{name}.yaml")
    if Path(name).suffix.casefold() in {".yaml", ".yml"}:
        return _read(Path(name))
    raise UnknownNameError(unknown_name("template", name, (*template_names(), "FILE.yaml")))


def _read(path: Path) -> Template:
    name = printable(path.name)
    try:
        text = read_regular(path, LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise ReviewError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: not UTF-8; save the file in UTF-8") from error
    source = located(text)
    if source.mistakes:
        raise ReviewError(
            "\n".join(f"{name}:{one.line or source.line(one.path)}: {one}" for one in source.mistakes)
        )
    if not isinstance(source.plain, dict):
        raise ReviewError(
            f"{name}: not a template; it needs name: and the parts of a report at the top level"
        )
    try:
        return Template.model_validate(source.plain)
    except ValidationError as error:
        lines = (
            f"{name}:{source.line(one['loc'])}: {dotted(one['loc'])}: {_message(one['type'], one['msg'])}"
            for one in error.errors()
        )
        raise ReviewError("\n".join(lines)) from error


def _message(kind: str, message: str) -> str:
    """What is wrong, in the words of the program."""
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is unknown; docs/reference/report-templates.md has the keys of a template"
    return message.removeprefix("Value error, ")[:1].lower() + message.removeprefix("Value error, ")[1:]
