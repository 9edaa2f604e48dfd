"""What a passage does for its element, as the configuration line shows it."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain.theories.configuration import Relation

SIGNS: Mapping[Relation, str] = {Relation.SHOWS: "", Relation.AGAINST: "-", Relation.QUALIFIES: "~"}
"""The sign of a relation, the key that asks for it."""

IN_WORDS: Mapping[Relation, str] = {
    Relation.SHOWS: "shows it",
    Relation.AGAINST: "evidence against it",
    Relation.QUALIFIES: "qualifies it",
}
"""The same in words."""
