"""The desk: prose on theories and sections of the report, with the passages and configurations to write from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from review.acts import CiteText, WriteProse
from review.domain.wording.unknown import unknown_name
from review.domain.writing.citations import CheckedCitations
from review.domain.writing.desk import Mark, Material, Resolved
from review.domain.writing.prose import Prose, ProseVersion, Token, length, tokens
from review.domain.writing.sections import SECTIONS
from review.errors import ReviewError, UnknownNameError
from review.journal.queries.writing import cited
from review.journal.queries.writing import prose as written
from review.project.configurations.service import ConfigurationService
from review.project.service import Acknowledgement, Context, Service
from review.project.theory import TheoryService
from review.project.writing.tokens import Tokens

LONGEST = 1_000_000
"""How many characters a text may have; a report has a twentieth of that."""


class DeskService(Service):
    """Writes prose, keeps its versions, and knows what it quotes.

    A `code` is a theory or rival framing of the map, also by a former id, or a section of the report (`SECTIONS`).
    """

    def __init__(self, context: Context, theory: TheoryService, configurations: ConfigurationService) -> None:
        super().__init__(context)
        self._theory = theory
        self._configurations = configurations
        self._tokens: tuple[tuple[int, str], Tokens] = ((-1, ""), Tokens(context.journal))

    # --- prose -----------------------------------------------------------------------------------------------------

    def codes(self) -> dict[str, str]:
        """What prose is written on, each with its name: theories, rival framings, then sections."""
        return {code.id: code.name for code in self._theory.map.codes} | {
            section: name for section, name in SECTIONS.items() if section not in self._theory.map.code_names
        }

    def prose(self, code: str) -> Prose:
        """The present prose on a code; version 0, empty, if none was written.

        Raises:
            UnknownNameError: the code is unknown or a sub-theme, and no prose was ever written on it.
        """
        of, versions = self._read(code)
        return written.present_prose(of, versions)

    def all(self) -> Mapping[str, Prose]:
        """The prose on every code and section that has any, the codes in the map's order."""
        return written.all_prose(self._journal, self._theory.map)

    def versions(self, code: str) -> list[ProseVersion]:
        """The versions of the prose on a code that were not undone, oldest first.

        Raises:
            UnknownNameError: as for `prose`.
        """
        return self._read(code, only_standing=False)[1]

    def version(self, code: str, number: int) -> ProseVersion:
        """One version.

        Raises:
            UnknownNameError: the version is unknown, or as for `prose`.
        """
        versions = self.versions(code)
        if not 1 <= number <= len(versions):
            there = f"there are versions 1 to {len(versions)}" if versions else "nothing is written yet"
            raise UnknownNameError(f"version {number} of the prose on {code} is unknown; {there}")
        return versions[number - 1]

    def _read(self, code: str, *, only_standing: bool = True) -> tuple[str, list[ProseVersion]]:
        """The present id of a code, and the versions of its prose (`only_standing`: the replaced ones without their text).

        A code that is gone keeps its prose.
        """
        theory_map = self._theory.map
        of = theory_map.present(code)
        versions = written.versions(self._journal, theory_map, of, only_standing=only_standing).get(of, [])
        return (of, versions) if versions else (self._checked(code), [])

    def write(self, code: str, text: str, known: Collection[str] | None = None) -> Acknowledgement:
        """Replace the prose on a code; nothing happens if the text is the same.

        Args:
            code: the code.
            text: Markdown with tokens; empty clears it. Line ends become a newline.
            known: the versions that the writer knew (`Prose.known`); those written since, elsewhere, stay beside this one
                (`Prose.others`). Without it all are replaced.

        Raises:
            ReviewError: the text is too long, or has a character that cannot be stored.
            UnknownNameError: the code is unknown or a sub-theme.
        """
        of = self._checked(code)
        text = _storable(text)
        with self._journal.transaction():
            present = self.prose(of)
            follows = tuple(event for event in present.known if known is None or event in known)
            if text == present.text and not present.others:
                return Acknowledgement(present.event, f"{of}: nothing changed")
            act = WriteProse(code=of, text=text, follows=follows)
            version = len(present.known) + 1
            return self._act(act, f"{of}: version {version} ({length(text)})")

    def _checked(self, code: str) -> str:
        """The id that a code to write on has now."""
        theory_map, codes = self._theory.map, self.codes()
        of = theory_map.present(code)
        if of in codes:
            return of
        if of in theory_map.code_names:
            theory = theory_map.theory_of(of).id
            raise UnknownNameError(
                f"{code} is a sub-theme; its findings are written under its theory: {theory}"
            )
        raise UnknownNameError(unknown_name("theory, rival framing or section", code, codes))

    # --- what is cited ---------------------------------------------------------------------------------------------

    def check_text(self, path: Path) -> CheckedCitations:
        """The citations of a text (Markdown, plain text, Word or HTML), under the theories that its headings name.

        Raises:
            ReadingError: it cannot be read; the text says why.
        """
        from review.manuscripts.stream import manuscript
        from review.project.writing.citing import check, parts_of_text

        return check(self._journal, self._theory.map, list(parts_of_text(manuscript(path))), self._now())

    def check_prose(self) -> CheckedCitations:
        """The citations of the prose of the desk, each under its theory."""
        from review.project.writing.citing import check, parts_of_prose

        theory_map = self._theory.map
        parts = list(parts_of_prose(self.all(), theory_map))
        return check(self._journal, theory_map, parts, self._now())

    def cited_under(self) -> Mapping[str, Collection[str]]:
        """For each theory the records cited under it, in the prose or in the text that was checked last."""
        from review.project.writing.citing import cited_under

        return cited_under(self._journal, self._theory.map)

    def record_cited(self, name: str, sha256: str, under: Mapping[str, Collection[str]]) -> Acknowledgement:
        """Record what a text cites under each theory; nothing happens if that is what was recorded last.

        Args:
            name: the name of its file.
            sha256: the digest of its file.
            under: for each theory the records.
        """
        records = {code: tuple(sorted(those)) for code, those in under.items() if those}
        with self._journal.transaction():
            last = cited.last_text(self._journal)
            if last and (last.name, last.sha256, last.under) == (name, sha256, records):
                return Acknowledgement(last.event, f"{name}: nothing changed")
            return self._act(CiteText(name=name, sha256=sha256, under=records), f"{name}: citations recorded")

    # --- what it quotes --------------------------------------------------------------------------------------------

    def resolve(self, token: str) -> Resolved:
        """What a token means (``C3``, or the beginning of an id of at least four digits).

        Raises:
            UnknownNameError: nothing, or several things.
        """
        return self._now().resolve(token)

    def unknown(self, text: str) -> list[tuple[Token, str]]:
        """The tokens of a text that mean nothing, each with why."""
        found = []
        for token in tokens(text):
            try:
                self.resolve(token.name)
            except UnknownNameError as error:
                found.append((token, str(error)))
        return found

    def marks(self, code: str) -> list[Mark]:
        """The paragraphs of the present prose that have to be looked at again, and why, in the order of the text.

        Something that they quote was removed, no longer bears on the theory, moved or was lost since the version was written.

        Raises:
            UnknownNameError: as for `prose`.
        """
        from review.project.writing.marks import marks_of

        of, _ = self._read(code)
        return marks_of(self._journal, self._theory.map, of, self._now())

    def material(self, code: str) -> Material:
        """What there is to write from on a theory, and whether the prose uses it; nothing for a section.

        Raises:
            UnknownNameError: as for `prose`.
        """
        of = self.prose(code).code
        return self.materials([of])[0] if of in self._theory.map.code_names else Material(of)

    def materials(self, theories: Sequence[str]) -> list[Material]:
        """What there is to write from on each of these theories of the map: passages of configurations without their last pages.

        Raises:
            UnknownNameError: as for `prose`.
        """
        from review.project.writing.material import materials_on

        used = {prose.code: self._used(prose.text) for prose in map(self.prose, theories)}
        return list(materials_on(self._journal, self._theory.map, used, self._configurations.all()))

    def _used(self, text: str) -> set[str]:
        """The ids of what a text quotes or names."""
        found = set()
        for token in tokens(text):
            with suppress(UnknownNameError):
                found.add(self.resolve(token.name).id)
        return found

    def _now(self) -> Tokens:
        """What tokens mean, kept until something is done in the review, by any program."""
        now = self._journal.revision, self._reviewer
        if self._tokens[0] != now:
            self._tokens = now, Tokens(self._journal)
        return self._tokens[1]


def _storable(text: str) -> str:
    """A text with line ends as the journal keeps them.

    Raises:
        ReviewError: it is too long, or has a character that cannot be stored.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise ReviewError(f"the text has {len(text):,} characters; {LONGEST:,} are the most")
    for number, line in enumerate(text.split("\n"), 1):
        if any(not character.isprintable() and character < " " and character != "\t" for character in line):
            raise ReviewError(f"line {number} has a control character; remove it")
        if any("\ud800" <= character <= "\udfff" for character in line):
            raise ReviewError(f"line {number} has a character that is not valid text; remove it")
    return text
