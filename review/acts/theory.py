"""Acts on the theory map; each creates a new version of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from review.acts.act import TOGETHER, Act, Names
from review.domain.theories import MAP_SUBJECT
from review.domain.theories.theory_version import Inference
from review.domain.wording.counted import first_of


class TheoryAct(Act, frozen=True, kw_only=True):
    """An act whose subject is the theory map; `reason` says why.

    `inference` is the kind of reasoning that led to it, `triggers` the codings, memos and comments that did. `if_`, `then`
    and `because` restate the theory as a configuration, `draws_on` are records with substantive theories that it draws on.
    `follows` is the event of the last version that changed one of `about_codes` as its maker knew the map, ``""`` if none did:
    a version between the two was made apart, in another copy.
    """

    about = MAP_SUBJECT
    undoable = True
    reason: str
    inference: Inference | UnsetType = UNSET
    triggers: tuple[str, ...] = ()
    if_: str | UnsetType = field(default=UNSET, name="if")
    then: str | UnsetType = UNSET
    because: str | UnsetType = UNSET
    draws_on: tuple[str, ...] = ()
    follows: str | UnsetType = UNSET

    @property
    def about_codes(self) -> tuple[str, ...]:
        """The codes that the act is about, the one that names it in lists first; none if it is about the whole map."""
        code = str(getattr(self, "code", ""))
        return (code,) if code else ()

    @property
    def configuration(self) -> dict[str, str]:
        """The parts of the configuration that the act states, of ``if``, ``then`` and ``because``."""
        parts = {"if": self.if_, "then": self.then, "because": self.because}
        return {name: said for name, said in parts.items() if isinstance(said, str)}

    @property
    def detail(self) -> str:
        """The codes, if the act is about some."""
        return ", ".join(self.about_codes)

    def detail_in_words(self, names: Names) -> str:
        """The codes with their names."""
        return ", ".join(map(names.code, self.about_codes)) if self.detail else ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """The reason."""
        return (self.reason,) if self.reason else ()


class Adopt(TheoryAct, frozen=True, kw_only=True, tag="adopt"):
    """A whole map, as JSON text (its order is significant). `file`: the edited file, if one was applied.

    `made_from` is the map before, as its maker had it: what differs from it is what was changed, and what other copies changed
    meanwhile stays. Acts without it put their map in the place of every other.
    """

    noun = "theory map applied"
    map: str
    file: str | UnsetType = UNSET
    made_from: str | UnsetType = UNSET

    @property
    def can_be_undone(self) -> bool:
        """Whether a file was applied: the first map stays, because a review always has one."""
        return bool(self.file)


class Refine(TheoryAct, frozen=True, kw_only=True, tag="refine"):
    """The wording of a theory, rival framing or sub-theme changed.

    `wording_only`: the meaning is the same, so that no coding has to be looked at again.
    """

    noun = "change of wording"
    code: str
    name: str | UnsetType = UNSET
    proposition: str | UnsetType = UNSET
    key_terms: tuple[str, ...] | UnsetType = UNSET
    wording_only: bool = False


class Add(TheoryAct, frozen=True, kw_only=True, tag="add"):
    """A theory or rival framing (`plain`: its entry, `rival`), or a sub-theme (`theory`: its theory) was added."""

    noun = "addition to the theory map"
    code: str
    plain: dict[str, Any] | UnsetType = UNSET
    rival: bool | UnsetType = UNSET
    theory: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    proposition: str | UnsetType = UNSET

    @property
    def wording(self) -> str:
        """Its name, and its proposition or definition."""
        said = self.plain if isinstance(self.plain, dict) else {}
        parts = (self.name or said.get("name"), self.proposition or said.get("proposition"))
        return ": ".join(part for part in parts if isinstance(part, str) and part)


class AddedCode(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code that came with an import: a theory, a rival framing, or a sub-theme of `theory`.

    `rival` is true for a framing, which competes with the theories `rivals`. `wording` is its proposition, or the definition of a sub-theme.
    """

    id: str
    name: str
    wording: str = ""
    theory: str = ""
    rival: bool = False
    rivals: tuple[str, ...] = ()
    colour: str = ""
    category: str = ""
    rejected: bool = False


class ImportCodes(TheoryAct, frozen=True, kw_only=True, tag="import-codes"):
    """Codes of another program were added; they took the place of the theories `replaced`, which nobody had worded yet.

    `categories` are those of the codes that the map did not have. Acts with the same `batch` were made by one import and are
    undone and redone together.
    """

    deed = TOGETHER
    noun = "import of codes"
    plural = "imports of codes"
    added: tuple[AddedCode, ...]
    replaced: tuple[str, ...] = ()
    categories: dict[str, str] = field(default_factory=dict)
    batch: str = ""

    @property
    def about_codes(self) -> tuple[str, ...]:
        """The codes that were added."""
        return tuple(code.id for code in self.added)

    @property
    def detail(self) -> str:
        """The first of the codes, and how many there are."""
        return _listed(self.about_codes)

    def detail_in_words(self, names: Names) -> str:
        """The same with their names."""
        return _listed([*map(names.code, self.about_codes[:_MOST_LISTED]), *self.about_codes[_MOST_LISTED:]])


_MOST_LISTED = 3


def _listed(codes: Sequence[str]) -> str:
    return first_of(codes, _MOST_LISTED)


class RejectTheory(TheoryAct, frozen=True, kw_only=True, tag="reject-theory"):
    """A theory was rejected: it is kept in the map with its codings, but no longer suggested."""

    noun = "rejection of a theory"
    code: str


class Reinstate(TheoryAct, frozen=True, kw_only=True, tag="reinstate"):
    """A rejected theory was reinstated."""

    noun = "reinstatement of a theory"
    code: str


class Rename(TheoryAct, frozen=True, kw_only=True, tag="rename"):
    """A theory, rival framing or sub-theme got another name; its meaning is the same."""

    noun = "change of a name"
    code: str
    name: str


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the codes that a code was split into. Without `proposition` it begins with that of the split code."""

    id: str
    name: str
    proposition: str | UnsetType = UNSET


class Split(TheoryAct, frozen=True, kw_only=True, tag="split"):
    """A theory, rival framing or sub-theme was split. The part with the old id, else the first, keeps the codings."""

    noun = "split of a theory"
    code: str
    parts: tuple[Part, ...]

    @property
    def about_codes(self) -> tuple[str, ...]:
        """The split code, then its parts."""
        return tuple(dict.fromkeys([self.code, *(part.id for part in self.parts)]))


class MergeTheories(TheoryAct, frozen=True, kw_only=True, tag="merge-theories"):
    """`codes` were merged into `code`, which has their codings and sub-themes from then on."""

    noun = "merging of theories"
    code: str
    codes: tuple[str, ...]

    @property
    def about_codes(self) -> tuple[str, ...]:
        """The code that stays, then those merged into it."""
        return (self.code, *self.codes)


class MoveSubtheme(TheoryAct, frozen=True, kw_only=True, tag="move-subtheme"):
    """A sub-theme was moved under another theory or rival framing, and got the id `as_` if it is given."""

    noun = "move of a sub-theme"
    code: str
    under: str
    as_: str | UnsetType = field(default=UNSET, name="as")

    @property
    def about_codes(self) -> tuple[str, ...]:
        """The sub-theme, and its new id if it has one."""
        return (self.code, self.as_) if isinstance(self.as_, str) else (self.code,)


class ProgrammeTheory(TheoryAct, frozen=True, kw_only=True, tag="programme-theory"):
    """The overall programme theory, one paragraph above the theories, was worded."""

    noun = "wording of the programme theory"
    text: str

    @property
    def code(self) -> str:
        """The name under which its versions are listed."""
        return self.kind

    @property
    def detail(self) -> str:
        """Nothing: there is only one."""
        return ""
