"""What a model learned from, for people."""

from __future__ import annotations

import re

_NAME = re.compile(r"\w+ [0-9a-f]{8} \((?P<learned>[^()]*?)(?P<uncalibrated>, scores not calibrated yet)?\)")


def model_in_words(name: str) -> str:
    """What the model learned from: ``learned from 3 codings; scores are not probabilities yet``.

    The whole name, ``codes a622e750 (3 codings, scores not calibrated yet)``, is kept in acts and `--json`.
    """
    if not (found := _NAME.fullmatch(name)):
        return name
    uncalibrated = "; scores are not probabilities yet" if found["uncalibrated"] else ""
    learned = "the theory map's own words" if found["learned"].startswith("0 ") else found["learned"]
    return f"learned from {learned}{uncalibrated}"
