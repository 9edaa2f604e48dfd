"""What a model learned from, for people."""

from __future__ import annotations

import re

WITH_VECTORS = "with sentence vectors"
"""What the name of a model of codes says where sentence vectors are part of the evidence."""

_NAME = re.compile(r"\w+ [0-9a-f]{8} \((?P<learned>[^()]*?)(?P<uncalibrated>, scores not calibrated yet)?\)")


def model_in_words(name: str) -> str:
    """What the model learned from: ``learned from 3 codings; scores are not probabilities yet``.

    The whole name, ``codes a622e750 (3 codings, scores not calibrated yet)``, is kept in acts and `--json`.
    """
    if not (found := _NAME.fullmatch(name)):
        return name
    uncalibrated = "; scores are not probabilities yet" if found["uncalibrated"] else ""
    learned = found["learned"]
    if learned.startswith("0 "):
        learned = (
            f"the theory map's own words {WITH_VECTORS if learned.endswith(WITH_VECTORS) else ''}".rstrip()
        )
    return f"learned from {learned}{uncalibrated}"
