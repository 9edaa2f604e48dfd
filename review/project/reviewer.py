"""Determines the current reviewer."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator

from review.domain.wording.caseless import caseless
from review.domain.wording.given import as_optional_text


def reviewer_name(given: str | None = "") -> str:
    """The reviewer's name: `given`, else ``REVIEW_REVIEWER``, else the git user, else the account's name.

    Raises:
        ReviewError: `given` is not text.
    """
    for candidate in _names(as_optional_text("reviewer", given)):
        name = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", candidate).strip()
        if name:
            return name[:100]
    return "reviewer"


def as_listed(name: str, listed: Iterable[str]) -> str:
    """The listed name that equals `name` but for case and white space; otherwise `name` as it is."""
    names = tuple(listed)
    if name in names:
        return name
    return next((one for one in names if caseless(one) == caseless(name)), name)


def _git_user() -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout


def _names(given: str) -> Iterator[str]:
    """The candidates; the slow one (git) is tried only if the earlier ones are empty."""
    yield given
    yield os.environ.get("REVIEW_REVIEWER", "")
    yield _git_user()
    yield os.environ.get("USER", "") or os.environ.get("USERNAME", "")
