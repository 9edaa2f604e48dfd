"""Acts that describe what is there: values of facets on records and codings, and comments of people outside the coding."""

from __future__ import annotations

from review.acts.act import TOGETHER, Act, Names
from review.domain.act import CommentSource
from review.domain.wording.short_id import short_id


class SetFacet(Act, frozen=True, kw_only=True, tag="set-facet"):
    """The values of a facet on a record or coding (`target`), all of them; none: it is no longer set.

    `record` is the record that it is about: the target, or that of the coding. Of several acts on one facet of one target
    the last one counts, no matter who made it.
    """

    about = "facet:{act.target}:{act.facet}"
    undoable = True
    deed = TOGETHER
    noun = "facet"
    plural = "facets"
    record: str
    target: str
    facet: str
    values: tuple[str, ...]
    batch: str = ""

    def many_in_words(self, count: int, names: Names) -> str:
        """So many facets, which may be of different records."""
        del names
        return f"{count:,} {self.plural}"

    @property
    def detail(self) -> str:
        """The facet and its values."""
        return f"{self.facet}: {'; '.join(self.values) or 'not set'}"

    def in_words(self, names: Names) -> str:
        """As usual, and whether it is about a passage."""
        words = super().in_words(names)
        return words if self.target == self.record else f"{words}, coding {short_id(self.target)}"


class Comment(Act, frozen=True, kw_only=True, tag="comment"):
    """What somebody outside the coding said: a stakeholder, an expert, or the team itself.

    `who` said it and when (`date`: a year, month or day, ISO) are empty if not reported. `on` is the record, coding,
    configuration or code that it is about, empty for the whole review; `record` as in other acts, if there is one.
    """

    about = "comment:{event}"
    undoable = True
    deed = TOGETHER
    noun = "comment"
    plural = "comments"
    text: str
    source: CommentSource
    who: str = ""
    date: str = ""
    on: str = ""
    record: str = ""
    batch: str = ""

    def many_in_words(self, count: int, names: Names) -> str:
        """So many comments, which may be of different people."""
        del names
        return f"{count:,} {self.plural}"

    @property
    def detail(self) -> str:
        """Who commented, and when."""
        return ", ".join(part for part in (self.source, self.who, self.date) if part)

    @property
    def explanation(self) -> tuple[str, ...]:
        """The text."""
        return (self.text,)

    def in_words(self, names: Names) -> str:
        """As usual, with the code, the configuration's label or the beginning of the coding's id that it is about."""
        words = super().in_words(names)
        if not self.on or self.on == self.record:
            return words
        return f"{words}, on {names.configuration(self.on) or short_id(self.on)}"
