"""The groups of ``theory_map.yaml``: their keys, and which of them are required.

Editors show the descriptions, through the JSON Schema that is made from these classes.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    model_serializer,
    model_validator,
)

from review.domain.texts.languages import ENGLISH
from review.theory_map.shape.values import (
    CodingWay,
    Colour,
    DimensionId,
    Duty,
    Identifier,
    Key,
    Languages,
    LevelId,
    Line,
    Role,
    RoleKey,
    Score,
    Share,
    Texts,
    Words,
    each_once,
)
from review.theory_map.theory_work import LEVELS
from review.theory_map.values import ACCEPT_FROM, THEORY_MAP_STAGE, Plain


class _Group(BaseModel):
    """A group of ``name: value`` lines; a name of the group without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, group: object) -> object:
        if isinstance(group, dict):
            # Another name stays, and is a mistake: mostly the rest of a text with a comma in {text: one, two}.
            return {
                name: value
                for name, value in group.items()
                if value is not None or name not in cls.model_fields
            }
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


def _named_once(people: tuple[PersonShape, ...]) -> tuple[PersonShape, ...]:
    each_once(tuple(person.name for person in people))
    return people


People = Annotated[tuple[PersonShape, ...], AfterValidator(_named_once)]


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
