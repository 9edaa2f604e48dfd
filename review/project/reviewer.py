"""Who is at work."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator


def reviewer_name(given: str = "") -> str:
    """Who is at work: `given`, else ``REVIEW_REVIEWER``, else the git user, else the account's name."""
    for candidate in _names(given):
        name = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", candidate).strip()
        if name:
            return name[:100]
    return "reviewer"


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
    """The candidates, the costly one (git) asked only when the ones before are empty."""
    yield given
    yield os.environ.get("REVIEW_REVIEWER", "")
    yield _git_user()
    yield os.environ.get("USER", "") or os.environ.get("USERNAME", "")
