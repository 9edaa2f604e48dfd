"""What somebody means by a code, a role, a stance or a status of a configuration."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain import EvidenceStatus, Stance
from review.domain.theories.configuration import ConfigurationStatus, Relation
from review.domain.wording.named import named
from review.domain.wording.unknown import folded, meant
from review.errors import UnknownNameError
from review.project.theory import TheoryService
from review.theory_map.rivalry import SameStanceError, check


class Names:
    """The names of the theory map as it is now. All methods but `both_sides` raise UnknownNameError."""

    def __init__(self, theory: TheoryService) -> None:
        self._theory = theory

    def code(self, code: str) -> str:
        """A code of the map."""
        theory_map = self._theory.map
        if code not in theory_map.code_names:
            raise UnknownNameError(theory_map.unknown_code(code))
        return code

    def role(self, role: str) -> str:
        """A role of elements, in any case."""
        known = [one.id for one in self._theory.map.configuration_roles]
        if folded(role) == "mechanism" and "mechanism" not in known:
            raise UnknownNameError("a mechanism is a resource or a reasoning; say which")
        return meant("role", role, known)

    def ties(self, theories: Mapping[str, Stance | str]) -> dict[str, Stance]:
        """Codes of the map with stances toward them."""
        return {self.code(code): as_stance(stance) for code, stance in theories.items()}

    def both_sides(self, tied: Mapping[str, Stance], *changed: str) -> str:
        """What is said where a configuration has one stance toward a theory and its rival; ``""`` where it has not."""
        try:
            check(self._theory.map, tied, changed or tied)
        except SameStanceError as error:
            return (
                f"; it has the stance {named(error.stance)} toward {error.theory} and its rival {error.rival}"
            )
        return ""


def as_stance(typed: Stance | str) -> Stance:
    """The stance that somebody typed.

    Raises:
        UnknownNameError: it is unknown.
    """
    return meant("stance", typed, Stance)


def as_evidence_status(typed: EvidenceStatus | str | None) -> EvidenceStatus | str:
    """The status of evidence that somebody typed, ``""`` for none.

    Raises:
        UnknownNameError: it is unknown.
    """
    return meant("status", typed, EvidenceStatus) if typed else ""


def as_relation(typed: Relation | str) -> Relation:
    """What a passage does in an element, as somebody typed it.

    Raises:
        UnknownNameError: it is unknown.
    """
    return meant("relation", typed, Relation)


def as_status(typed: ConfigurationStatus | str) -> ConfigurationStatus:
    """The status of a configuration that somebody typed.

    Raises:
        UnknownNameError: it is unknown.
    """
    return meant("status", typed, ConfigurationStatus)
