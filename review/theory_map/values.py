"""The theory map as immutable values, convertible to and from JSON objects like ``theory_map.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct, field

from review.domain.texts.languages import ENGLISH, LANGUAGES
from review.domain.wording.unknown import unknown_name
from review.theory_map.keys import with_keys_and_colours
from review.theory_map.theory_work import ConfigurationRole, Dimension, dimensions_of, roles_of

THEORY_MAP_STAGE = "theory-map"
"""The stage at which an exclusion needs a criterion by default."""

CODING = ("open", "blind")
"""Whether codings of others are seen at once, or once a record has enough decisions at a stage."""

DUTIES = ("reviewer", "stakeholder")
"""What people do in a review."""

ACCEPT_FROM = 0.3
"""The score from which Enter accepts a suggestion, unless the map says otherwise."""

CODE_SECTIONS: Mapping[str, bool] = {"theories": False, "rival_framings": True}
"""The sections with codes, in order, and whether the codes are rival framings."""

Plain = dict[str, Any]
"""A JSON object in the shape of ``theory_map.yaml``."""

T = TypeVar("T", bound="Subtheme | Code | Stage | Criterion | SourceType | Facet")


class Subtheme(Struct, frozen=True):
    """A finer code under a theory, such as ``T1.a``."""

    id: str
    name: str
    definition: str = ""
    key_terms: tuple[str, ...] = ()


class Code(Struct, frozen=True):
    """A theory or a rival framing (`is_rival`); `rivals` are the theories that a framing competes with.

    `key` toggles the code in the Reader (``""`` when all keys are taken), `colour` is a ``#rrggbb`` background for black
    text; both are chosen if the file leaves them out. A rejected code is kept in the map but no longer suggested or
    listed for coding.
    """

    id: str
    name: str
    proposition: str
    category: str = ""
    key_terms: tuple[str, ...] = ()
    key: str = ""
    colour: str = ""
    subthemes: tuple[Subtheme, ...] = ()
    is_rival: bool = False
    rivals: tuple[str, ...] = ()
    rejected: bool = False


class Stage(Struct, frozen=True):
    """A stage of screening: how many reviewers decide, and whether an exclusion must name a criterion.

    `double` is the share of records that are drawn, by `seed`, to be decided on twice where one reviewer decides on the
    others. `coding` says whether reviewers see each other's codings of a record (`open`) or only once it has enough
    decisions at this stage (`blind`).
    """

    id: str
    reviewers: int = 1
    criterion_required: bool = False
    double: float = 0.0
    seed: int = 0
    coding: str = "open"


class Reviewer(Struct, frozen=True):
    """Somebody who works on the review. A stakeholder comments, and neither decides nor codes."""

    name: str
    role: str = "reviewer"


class UnguidedShares(Struct, frozen=True):
    """How much work is done without suggestions, as shares from 0 to 1, to limit bias.

    `blind`: the share of passages shown without suggestions, so that the model also learns of codes that it would not
    have suggested. `random`: the share of random records in the queue, whatever the order.
    """

    blind: float = 0.0
    random: float = 0.0


class Criterion(Struct, frozen=True):
    """A criterion of inclusion or exclusion. Groups are ANDed, members of a group ORed. `key_terms` are highlighted."""

    id: str
    text: str
    stage: str
    excludes: bool
    group: str = ""
    key_terms: tuple[str, ...] = ()


class SourceType(Struct, frozen=True):
    """A source type, a row of Table 1."""

    id: str
    name: str
    description: str = ""
    key_terms: tuple[str, ...] = ()


class Facet(Struct, frozen=True):
    """A characteristic by which records can be described, with its allowed values."""

    id: str
    name: str
    values: tuple[str, ...] = ()


class TheoryMap(Struct, frozen=True, dict=True):
    """The theory map of a review. `codes` has the theories first, then the rival framings, in the file's order.

    `programme_theory` is the overall one, a paragraph above the theories. `former_codes` maps ids that codes had before a
    merge, move or split to those they have now; such ids are not used again. `accept_from` is the score from which Enter
    accepts a suggestion. `uses_semantics` says whether sentence vectors may be used for suggestions, where a reviewer has
    chosen a sentence encoder. `languages` are those of the texts, as ISO 639-1 codes. `appraisal_dimensions` and
    `configuration_roles` are never empty. `plain` is the map as written, without what was chosen for it.
    """

    title: str
    question: str
    categories: Mapping[str, str]
    codes: tuple[Code, ...]
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...] = ()
    source_types: tuple[SourceType, ...] = ()
    facets: tuple[Facet, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    shares: UnguidedShares = field(default_factory=UnguidedShares)
    accept_from: float = ACCEPT_FROM
    uses_semantics: bool = True
    programme_theory: str = ""
    languages: tuple[str, ...] = (ENGLISH,)
    appraisal_dimensions: tuple[Dimension, ...] = dimensions_of({})
    configuration_roles: tuple[ConfigurationRole, ...] = roles_of({})
    former_codes: Mapping[str, str] = field(default_factory=dict)
    plain: Plain = field(default_factory=dict)

    @property
    def theories(self) -> tuple[Code, ...]:
        """The theories, in order."""
        return tuple(code for code in self.codes if not code.is_rival)

    @property
    def rival_framings(self) -> tuple[Code, ...]:
        """The rival framings, in order."""
        return tuple(code for code in self.codes if code.is_rival)

    @cached_property
    def _code_of(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes} | {
            s.id: code for code in self.codes for s in code.subthemes
        }

    @cached_property
    def code_names(self) -> dict[str, str]:
        """The name of every code that can be put on a passage, sub-themes included, in the map's order."""
        names: dict[str, str] = {}
        for code in self.codes:
            names[code.id] = code.name
            names |= {subtheme.id: subtheme.name for subtheme in code.subthemes}
        return names

    def theory_of(self, code: str) -> Code:
        """The theory or rival framing with this code, or of which it is a sub-theme.

        Raises:
            KeyError: the code is not in this map.
        """
        return self._code_of[code]

    def under(self, code: str) -> tuple[str, ...]:
        """A code and, if it is a theory or rival framing, its sub-themes; a code that is not in this map alone."""
        of = self._code_of.get(code)
        return (code, *(s.id for s in of.subthemes)) if of and of.id == code else (code,)

    def with_theories(self, codes: Iterable[str]) -> frozenset[str]:
        """Codes, and the theory or rival framing of each that is a sub-theme."""
        known = self._code_of
        return frozenset(one for code in codes for one in (code, known[code].id if code in known else code))

    def proposition_of(self, code: str) -> str:
        """The proposition of a theory or rival framing, or the definition of a sub-theme.

        Raises:
            KeyError: the code is not in this map.
        """
        theory = self.theory_of(code)
        definitions = {subtheme.id: subtheme.definition for subtheme in theory.subthemes}
        return definitions.get(code, theory.proposition)

    def claim_of(self, code: str) -> str:
        """The proposition of the theory or rival framing that a code belongs to, or ``""`` if it is not in this map."""
        theory = self._code_of.get(code)
        return theory.proposition if theory else ""

    def present(self, code: str) -> str:
        """The id that a code has now, given by this id or by one that it had before."""
        return self.former_codes.get(code, code)

    def unknown_code(self, code: str) -> str:
        """Why a code is unknown: ``'T5' is now 'T6'``, or the codes that there are."""
        now = self.former_codes.get(code)
        return f"'{code}' is now '{now}'" if now else unknown_name("code", code, self.code_names)

    def competitors(self, code: str) -> tuple[str, ...]:
        """The framings that rival a theory, or the theories that a framing rivals."""
        of = self.theory_of(code)
        return (
            of.rivals if of.is_rival else tuple(c.id for c in self.codes if c.is_rival and of.id in c.rivals)
        )

    def keys_and_colours(self) -> dict[str, tuple[str, str]]:
        """For each theory and rival framing its key and its colour."""
        return {code.id: (code.key, code.colour) for code in self.codes}

    def stage(self, stage: str) -> Stage:
        """The stage with this name.

        Raises:
            KeyError: the stage is not in this map.
        """
        return {s.id: s for s in self.stages}[stage]

    @property
    def last_stage(self) -> str:
        """The stage whose included records are the N of the review."""
        return self.stages[-1].id

    def criteria_of(self, stage: str, *, excludes: bool | None = None) -> tuple[Criterion, ...]:
        """The criteria of a stage, in order: all, or only those of exclusion (or inclusion)."""
        return tuple(c for c in self.criteria if c.stage == stage and excludes in (None, c.excludes))

    def to_plain(self) -> Plain:
        """The map as a JSON object in the shape of ``theory_map.yaml``."""
        return self.plain


def from_plain(plain: Plain, kept: Mapping[str, Sequence[str]] | None = None) -> TheoryMap:
    """The map described by a checked JSON object (see ``review.theory_map.reading``).

    `kept`: the keys and colours that codes had before (see ``with_keys_and_colours``).
    """
    criteria = _section(plain, "criteria")
    suggestions = _section(plain, "suggestions")
    return TheoryMap(
        title=plain.get("title", ""),
        question=plain.get("question", ""),
        categories=dict(_section(plain, "categories")),
        codes=with_keys_and_colours(
            (
                _code(identifier, value, is_rival=is_rival)
                for section, is_rival in CODE_SECTIONS.items()
                for identifier, value in _section(plain, section).items()
            ),
            kept,
        ),
        stages=tuple(
            _entry(Stage, identifier, {"criterion_required": identifier == THEORY_MAP_STAGE} | (value or {}))
            for identifier, value in _section(plain, "stages").items()
        ),
        criteria=tuple(
            _entry(Criterion, identifier, value, excludes=kind == "exclude")
            for kind in ("include", "exclude")
            for identifier, value in _section(criteria, kind).items()
        ),
        source_types=tuple(_entry(SourceType, *named) for named in _section(plain, "source_types").items()),
        facets=tuple(_entry(Facet, *named) for named in _section(plain, "facets").items()),
        reviewers=tuple(
            Reviewer(one) if isinstance(one, str) else Reviewer(one["name"], one.get("role") or "reviewer")
            for one in plain.get("reviewers") or ()
        ),
        shares=UnguidedShares(suggestions.get("blind_share", 0.0), suggestions.get("random_share", 0.0)),
        accept_from=suggestions.get("accept_from", ACCEPT_FROM),
        uses_semantics=suggestions.get("semantic", True),
        programme_theory=plain.get("programme_theory") or "",
        languages=_languages(plain.get("language") or ENGLISH),
        appraisal_dimensions=dimensions_of(_section(_section(plain, "appraisal"), "dimensions")),
        configuration_roles=roles_of(_section(plain, "configuration_roles")),
        former_codes=dict(_section(plain, "former_codes")),
        plain=plain,
    )


def _languages(given: str | Sequence[str]) -> tuple[str, ...]:
    """The languages of a map, which has one of them as a text and several as a list.

    Codes that this version does not know, such as those of others' maps may have, are left out.
    """
    codes = (given,) if isinstance(given, str) else given
    return tuple(dict.fromkeys(code for code in codes if code in LANGUAGES)) or (ENGLISH,)


def _section(plain: Plain, name: str) -> Plain:
    """A section's entries by identifier; none if it is empty or left out."""
    return plain.get(name) or {}


def _code(identifier: str, value: Plain, *, is_rival: bool) -> Code:
    subthemes = tuple(_entry(Subtheme, *named) for named in _section(value, "subthemes").items())
    own = {name: given for name, given in value.items() if name != "subthemes"}
    return _entry(Code, identifier, own, subthemes=subthemes, is_rival=is_rival)


def _entry(kind: type[T], identifier: str, plain: Plain, **more: Any) -> T:  # noqa: ANN401 - arguments of the value types
    """An entry of a section as a value; missing and empty fields get the type's defaults.

    Unknown names are ignored, because a map may be from a newer version.
    """
    given: Plain = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in plain.items()
        if name in kind.__struct_fields__ and value is not None
    }
    return kind(**(given | more | {"id": identifier}))
