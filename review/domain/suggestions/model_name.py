"""A model's name for people."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?P<kind>\w+) [0-9a-f]{8} \((?P<learned>[^()]*?)(?P<uncalibrated>, scores not calibrated yet)?\)"
)


def model_in_words(name: str) -> str:
    """The name without its digest: ``codes, from 3 codings; scores are not probabilities yet``.

    The whole name, ``codes a622e750 (3 codings, scores not calibrated yet)``, is kept in acts and `--json`.
    """
    if not (found := _NAME.fullmatch(name)):
        return name
    uncalibrated = "; scores are not probabilities yet" if found["uncalibrated"] else ""
    return f"{found['kind']}, from {found['learned']}{uncalibrated}"
