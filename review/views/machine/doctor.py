"""The answer about what works on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from review.domain.wording.meaning import meaning
from review.project.machine.finding import Finding, State
from review.version import __version__
from review.views.view import View


class Checked(View, frozen=True, kw_only=True):
    """One thing that was looked at."""

    check: Annotated[
        str, meaning("what it is: `terminal`, `sqlite`, `recognition`; the same in all versions")
    ]
    state: Annotated[
        State,
        meaning(
            "whether it works. `not-installed` is not a problem; `not-checked` cannot be found out, or was not asked for"
        ),
    ]
    found: Annotated[str, meaning("what was found, in words")]
    advice: Annotated[str, meaning("what to do, or empty")]


class Examined(View, frozen=True, kw_only=True):
    """What works on this machine."""

    version: Annotated[str, meaning("version of the program")]
    ok: Annotated[bool, meaning("whether nothing is a problem")]
    checks: Annotated[tuple[Checked, ...], meaning("what was looked at, in the order in which it is printed")]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Examined:
        """The view of findings."""
        checks = tuple(
            Checked(check=one.check, state=one.state, found=one.found, advice=one.advice) for one in findings
        )
        return cls(
            version=__version__, ok=all(one.state is not State.PROBLEM for one in checks), checks=checks
        )
