"""Whether words that somebody types are in a configuration."""

from __future__ import annotations

from review.domain.search_hits import folded
from review.domain.theories.configuration import Configuration


def is_found_in(configuration: Configuration, search: str) -> bool:
    """Whether all words are somewhere in the label, the statement, wordings, memos or quotations."""
    said = [configuration.label, *configuration.merged, configuration.statement]
    for element in configuration.elements:
        said += [element.wording, element.memo, *(fragment.quote for fragment in element.fragments)]
    within = folded("\n".join(said))
    return all(word in within for word in folded(search).split())
