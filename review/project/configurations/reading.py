"""The configurations of a journal, with what changed of their theories: for the service, and for exports as of a moment."""

from __future__ import annotations

from review.domain.theories.configuration import Configuration
from review.journal.journal import Journal
from review.journal.queries import theory
from review.journal.queries.theories.configurations import Versions, configurations
from review.project.looking_again.waiting import StandingWordings


def versions_of(journal: Journal, wordings: StandingWordings | None = None) -> Versions:
    """What is known of the versions of the theory map; `wordings` keeps what takes long to compute."""
    return Versions(theory.numbers(journal), (wordings or StandingWordings(journal)).now())


def all_configurations(journal: Journal, texts_in: Journal | None = None) -> list[Configuration]:
    """All configurations of a journal, oldest first; `texts_in` is the journal with the texts, if it is another one."""
    return configurations(journal, versions_of(journal), texts_in=texts_in)
