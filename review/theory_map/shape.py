"""The shape of ``theory_map.yaml``: its keys, which of them are required, and their values.

Editors show the descriptions, through the JSON Schema that is made from these classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import ErrorDetails

from review.domain.texts.languages import ENGLISH, LANGUAGES, language_code
from review.domain.wording.unknown import nearest
from review.theory_map.keys import RESERVED_KEYS, free_keys
from review.theory_map.mistakes import Mistake, Path, did_you_mean, quoted, unknown
from review.theory_map.theory_work import LEVELS, TAKEN_KEYS, free_role_keys, is_base
from review.theory_map.values import ACCEPT_FROM, CODING, DUTIES, THEORY_MAP_STAGE, Plain

_IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_COLOUR = r"#[0-9a-fA-F]{6}"
_APPRAISAL_COLUMNS = frozenset({"citation", "for", "because", "reviewer"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _line(text: str) -> str:
    tidy = " ".join(text.split())
    if _CONTROL.search(tidy):
        raise ValueError(f"{quoted(tidy)} contains a control character")
    return tidy


def _filled(text: str) -> str:
    if not text:
        raise ValueError("is empty")
    return text


def _identifier(text: str) -> str:
    if not re.fullmatch(_IDENTIFIER, text):
        raise ValueError(
            f"{quoted(text)} is not an identifier; use letters, digits, '.', '_' and '-' (at most 64, the first a letter or digit)"
        )
    return text


def _colour(text: str) -> str:
    if text and not re.fullmatch(_COLOUR, text):
        raise ValueError(f'{quoted(text)} is not a colour; write six hexadecimal digits, such as "#0072b2"')
    return text.lower()


def _key(text: str) -> str:
    if text in RESERVED_KEYS or (len(text) > 1 and text.casefold() in RESERVED_KEYS):
        free = " ".join(free_keys(()))
        raise ValueError(f"{quoted(text)} is a reserved key of the Reader; codes can have {free}")
    if len(text) > 1 or not text.isprintable():
        raise ValueError(f"{quoted(text)} is not one character")
    return text


def _role_key(text: str) -> str:
    if len(text) != 1 or not text.isprintable() or text.isspace():
        raise ValueError(f"{quoted(text)} is not one character")
    if text in TAKEN_KEYS:
        raise ValueError(
            f"{quoted(text)} is a key of the configuration line or the Reader; roles can have {free_role_keys()}"
        )
    return text


def _role(text: str) -> str:
    if is_base(text):
        raise ValueError(f"every review has the role {quoted(text)}; list only others")
    return _identifier(text)


def _dimension(text: str) -> str:
    if text in _APPRAISAL_COLUMNS:
        raise ValueError(f"{quoted(text)} is a column of the export appraisal; use another identifier")
    return _identifier(text)


def _level(text: str) -> str:
    if text not in LEVELS:
        raise ValueError(unknown("level", text, LEVELS))
    return text


def _share(share: float) -> float:
    if not 0 <= share <= 1:
        raise ValueError(f"{share:g} is not a share; write a number from 0 to 1, such as 0.2")
    return share


def _score(score: float) -> float:
    if not 0 <= score <= 1:
        raise ValueError(f"{score:g} is not a score; write a number from 0 to 1, such as 0.3")
    return score


def _coding(text: str) -> str:
    if text not in CODING:
        raise ValueError(unknown("way of coding", text, CODING))
    return text


def _duty(text: str) -> str:
    if text not in DUTIES:
        raise ValueError(unknown("role", text, DUTIES))
    return text


def _language(text: str) -> str:
    code = language_code(text)
    if code is None:
        near = nearest(text, LANGUAGES.values())
        hint = (
            f"Did you mean '{near}'?" if near else "Write an ISO 639-1 code, such as de, or an English name"
        )
        raise ValueError(f"Unknown language {quoted(text)}. {hint}")
    return code


def _listed(given: object) -> object:
    """A text alone as a list of it."""
    if isinstance(given, dict):
        raise ValueError("is not a language; write one (de) or a list ([de, en])")  # noqa: TRY004 - pydantic reports these
    return (given,) if isinstance(given, str) else given


def _alone(texts: tuple[str, ...]) -> str | list[str]:
    """A list of one text as the text."""
    return texts[0] if len(texts) == 1 else list(texts)


def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    repeated = next((text for place, text in enumerate(texts) if text in texts[:place]), None)
    if repeated is not None:
        raise ValueError(f"{quoted(repeated)} is listed twice")
    return texts


Line = Annotated[str, AfterValidator(_line)]
"""Text without line breaks, with normalised white space."""
Words = Annotated[Line, AfterValidator(_filled), WithJsonSchema({"type": "string", "minLength": 1})]
Identifier = Annotated[
    str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
Colour = Annotated[
    Line, AfterValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR}$"})
]
Key = Annotated[Line, AfterValidator(_key), WithJsonSchema({"type": ["string", "integer"]})]
RoleKey = Annotated[Line, AfterValidator(_role_key), WithJsonSchema({"type": ["string", "integer"]})]
Role = Annotated[
    str, AfterValidator(_role), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
DimensionId = Annotated[
    str, AfterValidator(_dimension), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
LevelId = Annotated[
    str, AfterValidator(_level), WithJsonSchema({"type": "string", "pattern": f"^({'|'.join(LEVELS)})$"})
]
Share = Annotated[
    float, AfterValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
Score = Annotated[
    float, AfterValidator(_score), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
CodingWay = Annotated[str, AfterValidator(_coding), WithJsonSchema({"type": "string", "enum": list(CODING)})]
Duty = Annotated[str, AfterValidator(_duty), WithJsonSchema({"type": "string", "enum": list(DUTIES)})]
Texts = Annotated[tuple[Words, ...], AfterValidator(_once)]
Languages = Annotated[
    tuple[Annotated[Line, AfterValidator(_language)], ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    AfterValidator(_once),
    PlainSerializer(_alone),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
            ]
        }
    ),
]


class _Group(BaseModel):
    """A group of ``name: value`` lines; a name without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, group: object) -> object:
        if isinstance(group, dict):
            return {name: value for name, value in group.items() if value is not None}
        return {} if group is None else group


class SubthemeShape(_Group):
    """A finer code under a theory."""

    name: Words
    definition: Line = Field("", description="What belongs under the sub-theme.")
    key_terms: Texts = Field(
        (), description="Words that indicate the sub-theme before anything is coded to it."
    )


class CodeShape(_Group):
    """A theory that passages are coded to."""

    name: Words
    category: Line = Field("", description="One of the map's categories.")
    proposition: Words = Field(
        description="What the theory claims, in a sentence that evidence can support or challenge."
    )
    key_terms: Texts = Field(
        (),
        description="Words that indicate the theory before anything is coded to it; 8 to 20 are a good number.",
    )
    key: Key = Field("", description="The key that toggles the code in the Reader; chosen if left out.")
    colour: Colour = Field(
        "", description='The colour of its codings, in quotes: "#6699ff"; chosen if left out.'
    )
    subthemes: dict[Identifier, SubthemeShape] = Field({}, description="Finer codes under it, by identifier.")
    rejected: bool = Field(
        False, description="A rejected code is kept in the map but no longer suggested or listed for coding."
    )


class RivalShape(CodeShape):
    """A framing that may explain things better than the theories it rivals."""

    rivals: Texts = Field((), description="The theories that it competes with.")


class StageShape(_Group):
    """A stage of screening."""

    reviewers: int = Field(1, ge=1, le=99, description="How many reviewers decide on each record.")
    criterion_required: bool | None = Field(
        None,
        description=f"Whether an exclusion needs a criterion; default: yes at {THEORY_MAP_STAGE}, no elsewhere.",
    )
    double: Share = Field(
        0.0, description="The share of records, drawn at random, that two reviewers decide on independently."
    )
    seed: int = Field(
        0, description="Begins the drawing: the same seed draws the same records on every copy."
    )
    coding: CodingWay = Field(
        "open",
        description="'blind': codings of others are hidden until a record has enough decisions at this stage.",
    )


class InclusionShape(_Group):
    """A criterion of inclusion."""

    text: Words
    stage: Words = Field(description="The stage at which it is applied.")
    group: Line = Field("", description="Groups are ANDed, members of a group ORed.")
    key_terms: Texts = Field((), description="Words that are highlighted while screening.")


class ExclusionShape(_Group):
    """A criterion of exclusion."""

    text: Words
    stage: Words = Field(description="The stage at which it is applied.")
    key_terms: Texts = Field((), description="Words that are highlighted while screening.")


class CriteriaShape(_Group):
    """The written criteria, by identifier."""

    include: dict[Identifier, InclusionShape] = {}
    exclude: dict[Identifier, ExclusionShape] = {}


class SourceTypeShape(_Group):
    """A source type, a row of the table of source types."""

    name: Words
    description: Line = Field(
        "", description="What belongs to the type; first suggestions are based on these words."
    )
    key_terms: Texts = Field((), description="Words that indicate the type.")


class FacetShape(_Group):
    """A characteristic by which records can be described."""

    name: Words
    values: Texts = ()


class SuggestionsShape(_Group):
    """What suggestions may do, and how much work is done without them, to limit bias."""

    accept_from: Score = Field(
        ACCEPT_FROM,
        description="The score from which Enter accepts a suggestion in the Reader; weaker ones are shown faintly and coded by their key.",
    )

    blind_share: Share = Field(
        0.0,
        description="The share of passages shown without suggestions; codings there show what the model misses.",
    )
    random_share: Share = Field(
        0.0, description="The share of random records in the queue, whatever its order."
    )
    semantic: bool = Field(
        True,
        description="false: sentence vectors are not used for suggestions of codes in this review, even where a sentence encoder is chosen.",
    )


class DimensionShape(_Group):
    """A dimension by which sources are appraised."""

    name: Line = Field("", description="Its name; default: the identifier.")
    levels: dict[LevelId, Words] = Field(
        {},
        description=f"What each level means ({', '.join(LEVELS)}); those of relevance, richness and rigour have usual meanings.",
    )


class AppraisalShape(_Group):
    """How sources are appraised for a theory, a configuration or the review."""

    dimensions: dict[DimensionId, DimensionShape] = Field(
        {}, description="The dimensions in order; default: relevance, richness and rigour."
    )


class RoleShape(_Group):
    """A role of elements of configurations, beside context, resource, reasoning and outcome."""

    name: Line = Field("", description="Its name; default: the identifier.")
    key: RoleKey = Field(
        "", description="The key that puts a passage in the role in the Reader; chosen if left out."
    )


class PersonShape(_Group):
    """Somebody who works on the review; a name alone is a reviewer."""

    name: Line = Field(min_length=1)
    role: Duty = Field("reviewer", description="A stakeholder comments, and neither decides nor codes.")

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, given: object) -> object:
        return {"name": given} if isinstance(given, str) else given

    @model_serializer
    def _as_written(self) -> str | dict[str, str]:
        return self.name if self.role == "reviewer" else {"name": self.name, "role": self.role}


def _each_once(people: tuple[PersonShape, ...]) -> tuple[PersonShape, ...]:
    _once(tuple(person.name for person in people))
    return people


People = Annotated[tuple[PersonShape, ...], AfterValidator(_each_once)]


class TheoryMapShape(_Group):
    """The theory map of a realist review: theories, rival framings, stages, criteria, source types and facets."""

    title: Words
    question: Words = Field(
        description="The review question, which orders the queue before the first decisions."
    )
    programme_theory: Line = Field(
        "", description="The overall programme theory, in one paragraph, above the theories."
    )
    language: Languages = Field(
        (ENGLISH,),
        description="The language of the texts, or a list of languages: ISO 639-1 codes (de) or English names; default: English.",
    )
    categories: dict[Identifier, Words] = Field(
        {}, description="The categories of theories: identifier and name."
    )
    theories: dict[Identifier, CodeShape] = Field(min_length=1, description="The theories, by identifier.")
    rival_framings: dict[Identifier, RivalShape] = Field({}, description="The rival framings, by identifier.")
    stages: dict[Identifier, StageShape] = Field(
        min_length=1,
        description="The stages of screening in order; the records included at the last are the review's N.",
    )
    criteria: CriteriaShape = CriteriaShape()
    source_types: dict[Identifier, SourceTypeShape] = Field(
        {}, description="The source types, by identifier."
    )
    facets: dict[Identifier, FacetShape] = Field(
        {}, description="The characteristics of records, by identifier."
    )
    suggestions: SuggestionsShape = SuggestionsShape()
    appraisal: AppraisalShape = AppraisalShape()
    configuration_roles: dict[Role, RoleShape] = Field(
        {}, description="Roles of elements beside context, resource, reasoning and outcome, by identifier."
    )
    reviewers: People = Field((), description="Who works on the review; other names are accepted, too.")
    former_codes: dict[Identifier, Identifier] = Field(
        {},
        description="Ids that codes had before a merge, move or split, and those they have now; written by `review theory export`.",
    )

    def canonical(self) -> Plain:
        """The map as a JSON object without default values, except for the settings of stages."""
        plain = self.model_dump(mode="json", exclude_defaults=True)
        for identifier, stage in self.stages.items():
            required = stage.criterion_required
            plain["stages"][identifier] = {
                "reviewers": stage.reviewers,
                "criterion_required": identifier == THEORY_MAP_STAGE if required is None else required,
                **stage.model_dump(mode="json", exclude_defaults=True, include={"double", "seed", "coding"}),
            }
        return plain


_SENTENCES = {
    "list_type": "is not a list; write [one, another]",
    "tuple_type": "is not a list; write [one, another]",
    "dict_type": "is not a group of 'name: value' lines",
    "model_type": "is not a group of 'name: value' lines",
    "model_attributes_type": "is not a group of 'name: value' lines",
    "string_type": "is not a text",
    "too_short": "needs at least one entry",
    "greater_than_equal": "is not a number from 1 to 99",
    "less_than_equal": "is not a number from 1 to 99",
}


_MOST_MISTAKES = 1_000
"""How many mistakes get suggestions, because searching for similar names is slow."""


def shaped(plain: object) -> TheoryMapShape | list[Mistake]:
    """The theory map in a JSON object, or all mistakes in its shape (the first ones, if there are very many)."""
    try:
        return TheoryMapShape.model_validate(plain)
    except ValidationError as error:
        details = error.errors(include_url=False)[:_MOST_MISTAKES]
        return [_mistake(detail, plain) for detail in details]


def _mistake(detail: ErrorDetails, plain: object) -> Mistake:
    kind: str = detail["type"]
    path: Path = tuple(detail["loc"])
    # Pydantic's mark of a wrong key; a file may have a key of that name.
    if path[-1:] == ("[key]",) and not _exists(plain, path):
        path = path[:-1]
    if kind == "missing":
        message = "is empty" if _exists(plain, path) else "is missing"
    elif kind == "extra_forbidden":
        message = f"unknown name{did_you_mean(str(path[-1]), _names_at(path[:-1]))}"
    elif kind == "value_error":
        message = str(detail["ctx"]["error"])
    elif kind.startswith("int_"):
        message = f"{quoted(str(detail['input']))} is not a whole number"
    elif kind.startswith("float_"):
        message = f"{quoted(str(detail['input']))} is not a number"
    elif kind.startswith("bool_"):
        message = f"{quoted(str(detail['input']))} is neither true nor false"
    else:
        message = _SENTENCES.get(kind, detail["msg"])
    return Mistake(path, message)


def _exists(plain: object, path: Path) -> bool:
    """Whether the path exists, even with an empty value."""
    for step in path:
        if not isinstance(plain, dict) or step not in plain:
            return False
        plain = plain[step]
    return True


def _names_at(path: Path) -> Iterable[str]:
    """The valid names in the group at this path."""
    shape: Any = TheoryMapShape
    for step in path:
        fields = getattr(shape, "model_fields", None)
        shape = fields[step].annotation if fields else _entry_of(shape)
    return tuple(shape.model_fields)


def _entry_of(shape: object) -> Any:  # noqa: ANN401 - a type
    """The type of the entries of a list or group."""
    return [one for one in get_args(shape) if one is not ...][-1]
