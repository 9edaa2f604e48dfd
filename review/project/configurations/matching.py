"""Whether words that somebody types are in a configuration."""

from __future__ import annotations

from review.domain.theories.configuration import Configuration
from review.domain.wording.folded import has_all_words


def is_found_in(configuration: Configuration, search: str) -> bool:
    """Whether all words are somewhere in the label, the statement, wordings, memos or quotations."""
    said = [configuration.label, *configuration.merged, configuration.statement]
    for element in configuration.elements:
        said += [element.wording, element.memo, *(fragment.quote for fragment in element.fragments)]
    return has_all_words("\n".join(said), search)
