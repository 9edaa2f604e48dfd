"""The acts on the theory map, and the map that each of them leads to."""

from __future__ import annotations

import json

from msgspec import structs

from review.acts import (
    Add,
    Adopt,
    ImportCodes,
    MergeTheories,
    MoveSubtheme,
    ProgrammeTheory,
    Refine,
    Reinstate,
    RejectTheory,
    Rename,
    Split,
    TheoryAct,
)
from review.errors import TheoryMapError, UnknownNameError
from review.journal.validity import workable_map
from review.theory_map import TheoryMap
from review.theory_map.additions import NewCode, with_codes
from review.theory_map.changes import (
    Check,
    refined,
    reinstated,
    rejected,
    with_programme_theory,
    with_subtheme,
    with_theory,
)
from review.theory_map.merging import merged_apart
from review.theory_map.restructuring import NewPart, merged_codes, moved, split
from review.theory_map.values import Plain


def changed(theory_map: TheoryMap, act: TheoryAct, *, check: Check | None = None) -> TheoryMap:
    """The map after an act on it, checked by today's rules unless `check` is given.

    Raises:
        UnknownNameError: the act is about a code that this map does not have.
        TheoryMapError: the act does not fit this map.
    """
    match act:
        case Refine():
            return refined(
                theory_map,
                act.code,
                name=act.name if isinstance(act.name, str) else None,
                proposition=act.proposition if isinstance(act.proposition, str) else None,
                key_terms=act.key_terms if isinstance(act.key_terms, tuple) else None,
                check=check,
            )
        case Add(theory=str() as theory, name=str() as name) if theory:
            proposition = act.proposition if isinstance(act.proposition, str) else ""
            return with_subtheme(theory_map, theory, act.code, name, proposition, check=check)
        case Add(plain=dict() as plain):
            return with_theory(theory_map, act.code, plain, rival=act.rival is True, check=check)
        case ImportCodes():
            new = [NewCode(**structs.asdict(one)) for one in act.added]
            return with_codes(theory_map, new, act.replaced, act.categories, check=check)
        case RejectTheory():
            return rejected(theory_map, act.code, check=check)
        case Reinstate():
            return reinstated(theory_map, act.code, check=check)
        case Rename():
            return refined(theory_map, act.code, name=act.name, check=check)
        case ProgrammeTheory():
            return with_programme_theory(theory_map, act.text, check=check)
        case Split():
            parts = [NewPart(part.id, part.name, part.proposition or None) for part in act.parts]
            return split(theory_map, act.code, parts, check=check)
        case MergeTheories():
            return merged_codes(theory_map, act.codes, act.code, check=check)
        case MoveSubtheme():
            return moved(theory_map, act.code, act.under, act.as_ or None, check=check)
    raise UnknownNameError(f"{act.kind}: unknown change of the theory map; update realist-review")


def after_stored(theory_map: TheoryMap | None, act: TheoryAct) -> TheoryMap | None:
    """The map after an act in the journal, or None if it has no effect on this map.

    A map that was valid when the act was made stays valid, whatever rules came since. An applied file changes what its maker
    changed; if that contradicts what others changed apart, its map takes the place of theirs, which stays in the log.
    """
    if isinstance(act, Adopt):
        return _adopted(theory_map, act)
    if theory_map is None:
        return None
    try:
        return changed(theory_map, act, check=_as_it_was)
    except (TheoryMapError, UnknownNameError, AttributeError, TypeError, LookupError):
        return None


def _adopted(theory_map: TheoryMap | None, act: Adopt) -> TheoryMap | None:
    whole = json.loads(act.map)
    if theory_map is not None and isinstance(act.made_from, str):
        base, current = json.loads(act.made_from), theory_map.to_plain()
        if json.dumps(base) != json.dumps(current) and (found := merged_apart(base, whole, current)):
            return found
    return workable_map(whole)


def _as_it_was(plain: Plain) -> TheoryMap:
    """The map as today's rules normalise it, or as it is if it breaks one of them."""
    from review.theory_map.reading import checked

    try:
        return checked(plain)
    except TheoryMapError:
        found = workable_map(plain)
        if found is None:
            raise
        return found
