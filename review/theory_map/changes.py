"""The changes that create a new version of a theory map.

Each change is a pure function that returns a new map with matching values and plain form. `check` makes the map of the plain
form: `checked` asks every rule of today; an act in the journal was checked by the rules of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy

from review.errors import TheoryMapError, UnknownNameError
from review.theory_map.mistakes import quoted, unknown
from review.theory_map.values import Plain, TheoryMap

Check = Callable[[Plain], TheoryMap]
"""Makes a map of its plain form, or raises `TheoryMapError`."""


def refined(
    theory_map: TheoryMap,
    code: str,
    name: str | None = None,
    proposition: str | None = None,
    key_terms: Sequence[str] | None = None,
    *,
    check: Check | None = None,
) -> TheoryMap:
    """The map with new wording for a code; None is unchanged. A sub-theme's proposition is its definition.

    Raises:
        UnknownNameError: the code is unknown.
        TheoryMapError: the new wording is invalid (an empty name or proposition, a term listed twice).
    """
    plain = copied(theory_map)
    entry = entry_of(theory_map, plain, code)
    wording = "proposition" if "proposition" in entry else "definition"
    changes = {
        "name": name,
        wording: proposition,
        "key_terms": None if key_terms is None else list(key_terms),
    }
    entry.update({field: value for field, value in changes.items() if value is not None})
    return (check or checked_today)(plain)


def with_theory(
    theory_map: TheoryMap, identifier: str, theory: Plain, *, rival: bool = False, check: Check | None = None
) -> TheoryMap:
    """The map with one more theory (or rival framing), given as in ``theory_map.yaml``.

    Raises:
        TheoryMapError: the identifier is taken, or the theory has mistakes.
    """
    section = "rival_framings" if rival else "theories"
    refuse_taken(theory_map, identifier, section)
    plain = copied(theory_map)
    plain.setdefault(section, {})[identifier] = deepcopy(theory)
    return (check or checked_today)(plain)


def with_subtheme(
    theory_map: TheoryMap,
    theory: str,
    identifier: str,
    name: str,
    definition: str = "",
    *,
    check: Check | None = None,
) -> TheoryMap:
    """The map with one more sub-theme under a theory or rival framing.

    Raises:
        UnknownNameError: the theory or rival framing is unknown.
        TheoryMapError: the identifier is taken, or the name is empty.
    """
    plain = copied(theory_map)
    entry = theory_entry(theory_map, plain, theory)
    refuse_taken(theory_map, identifier, f"{theory}.subthemes")
    entry.setdefault("subthemes", {})[identifier] = {"name": name, "definition": definition}
    return (check or checked_today)(plain)


def with_programme_theory(theory_map: TheoryMap, text: str, *, check: Check | None = None) -> TheoryMap:
    """The map with this overall programme theory; ``""`` removes it.

    Raises:
        TheoryMapError: the text has control characters.
    """
    plain = copied(theory_map)
    plain["programme_theory"] = text
    return (check or checked_today)(plain)


def rejected(theory_map: TheoryMap, code: str, *, check: Check | None = None) -> TheoryMap:
    """The map with a theory or rival framing rejected: it is kept, but no longer suggested or listed for coding.

    Raises:
        UnknownNameError: the theory or rival framing is unknown (a sub-theme cannot be rejected).
    """
    plain = copied(theory_map)
    theory_entry(theory_map, plain, code)["rejected"] = True
    return (check or checked_today)(plain)


def reinstated(theory_map: TheoryMap, code: str, *, check: Check | None = None) -> TheoryMap:
    """The map with a rejected theory or rival framing reinstated.

    Raises:
        UnknownNameError: the theory or rival framing is unknown.
    """
    plain = copied(theory_map)
    theory_entry(theory_map, plain, code).pop("rejected", None)
    return (check or checked_today)(plain)


def copied(theory_map: TheoryMap) -> Plain:
    """The map's plain form, to be changed."""
    return deepcopy(theory_map.to_plain())


def checked_today(plain: Plain) -> TheoryMap:
    """The map of a plain form, by every rule of today.

    Raises:
        TheoryMapError: it breaks one; the text is the first mistake, in a line, since one change is seldom wrong in two ways.
    """
    from review.theory_map.reading import checked

    try:
        return checked(plain)
    except TheoryMapError as error:
        raise TheoryMapError(str(error).partition("\n")[0]) from None


def theory_entry(theory_map: TheoryMap, plain: Plain, code: str) -> Plain:
    """The entry of a theory or rival framing in the plain map.

    Raises:
        UnknownNameError: it is a sub-theme, or unknown.
    """
    known = [theory.id for theory in theory_map.codes]
    if code in theory_map.code_names and code not in known:
        raise UnknownNameError(f"{code} is a sub-theme. Theories and rival framings: {', '.join(known)}")
    if code not in known:
        raise UnknownNameError(_unknown(theory_map, "theory or rival framing", code, known))
    return entry_of(theory_map, plain, code)


def entry_of(theory_map: TheoryMap, plain: Plain, code: str) -> Plain:
    """The entry of a theory, rival framing or sub-theme in the plain map.

    Raises:
        UnknownNameError: the code is unknown.
    """
    try:
        theory = theory_map.theory_of(code)
    except KeyError:
        raise UnknownNameError(_unknown(theory_map, "code", code, list(theory_map.code_names))) from None
    section = plain["rival_framings" if theory.is_rival else "theories"]
    entry: Plain = section[theory.id] if code == theory.id else section[theory.id]["subthemes"][code]
    return entry


def _unknown(theory_map: TheoryMap, kind: str, code: str, known: list[str]) -> str:
    now = theory_map.former_codes.get(code)
    return f"{quoted(code)} is now {quoted(now)}" if now else unknown(kind, code, known)


def refuse_taken(theory_map: TheoryMap, identifier: str, section: str) -> None:
    """Refuse an id that a code has or had, because codings name it.

    Raises:
        TheoryMapError: it is taken.
    """
    if now := theory_map.former_codes.get(identifier):
        raise TheoryMapError(
            f"{section}.{identifier}: {quoted(identifier)} is a former id of {quoted(now)}; use another one"
        )
    if identifier in theory_map.code_names:
        name = theory_map.code_names[identifier]
        raise TheoryMapError(f"{section}.{identifier}: identifier already used by {quoted(name)}")
