"""The stances that a coding gets when it is changed, and the change in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from review.domain import Coding, Stance, codes_in_words, common_stance
from review.domain.wording.unknown import meant
from review.errors import UnknownNameError


def given_stances(
    current: Coding, codes: Sequence[str], stance: Stance | str | None, stances: Mapping[str, Stance | str]
) -> dict[str, Stance]:
    """The stances that a change of a coding sets: those named, and those of codes that are new on it.

    Raises:
        UnknownNameError: a stance is toward a code that the coding does not have.
    """
    check_stances(stances, codes)
    default = {
        code: meant("stance", stance, Stance) if stance else Stance.BEARS_ON
        for code in codes
        if stance or code not in current.stances
    }
    return default | {code: meant("stance", given, Stance) for code, given in stances.items()}


def check_stances(stances: Iterable[str], codes: Sequence[str]) -> None:
    """Refuse stances toward codes that a coding does not have.

    Raises:
        UnknownNameError: there is one.
    """
    for code in stances:
        if code not in codes:
            raise UnknownNameError(f"the coding does not have the code '{code}'; it has {', '.join(codes)}")


def recoded(before: Sequence[str], after: Mapping[str, Stance | None], status: str | None) -> str:
    """What a recoding did: ``T2 now supports``, ``T1 changed to T2 (supports)``; stances are None if they stay."""
    common = common_stance({code: stance for code, stance in after.items() if stance})
    codes, was = ", ".join(after), ", ".join(before)
    said = [f"{was} changed to {codes}"] if set(before) != set(after) else [was]
    if None not in after.values():
        if not common:
            said = [f"{was} now {codes_in_words({code: one for code, one in after.items() if one})}"]
        elif set(before) != set(after):
            said.append(f"({common})")
        else:
            said.append(f"now {common}")
    if status is not None:
        said.append("now without a status" if status == "" else f"now {status}")
    return " ".join(said)
