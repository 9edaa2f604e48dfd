"""The order by the review's question, kept in a file beside the journal: the next start begins with a likely record.

It depends on the question and the records' texts only, never on decisions, so it tells nobody what another reviewer decided.
The file has nothing that cannot be computed again, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from review.domain import RecordText
from review.learning.models.question import question_text
from review.sandbox.regular_file import open_regular
from review.sandbox.temporary import beside
from review.theory_map import TheoryMap

ORDER_NAME = "review.db.order"
"""The file's name, beside the journal."""

KEPT = 2_000
"""How many records are kept for a stage; who has decided on all of them has a model of these decisions."""

_LARGEST = 10_000_000
"""The most bytes read of the file."""

_DIGEST_BYTES = 8

Ranked = Mapping[str, str]
"""Records, likeliest first, each with the digest of the text by which it was ranked."""


class StageOrder(msgspec.Struct, frozen=True):
    """The order at one stage, and the digest of the question that it was made by."""

    question: str
    records: dict[str, str]


Orders = dict[str, StageOrder]
"""Orders by stage."""


def text_digest(record: RecordText) -> str:
    """A short digest of the text by which a record is ranked."""
    return _digest(record.title, record.abstract, record.opening)


def order_of(theory_map: TheoryMap, stage: str, ranked: list[RecordText]) -> StageOrder:
    """The order to keep for a stage of this map: records, likeliest first."""
    records = {record.record: text_digest(record) for record in ranked[:KEPT]}
    return StageOrder(_question_digest(theory_map, stage), records)


def kept_order(folder: Path, theory_map: TheoryMap, stage: str) -> Ranked:
    """The order that the last run kept for a stage, none if the map has another question now; records may have other texts."""
    order = _kept(folder).get(stage)
    return order.records if order and order.question == _question_digest(theory_map, stage) else {}


def keep_orders(folder: Path, orders: Orders) -> None:
    """Keep these orders for the next start; a file that has them already, or cannot be written, is left as it is."""
    if orders == _kept(folder):
        return
    file = folder / ORDER_NAME
    part = beside(file)
    with suppress(OSError):
        try:
            part.write_bytes(msgspec.json.encode(orders) + b"\n")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)


def _kept(folder: Path) -> Orders:
    try:
        with open_regular(folder / ORDER_NAME, _LARGEST) as file:
            return msgspec.json.decode(file.read(), type=Orders)
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return {}


def _question_digest(theory_map: TheoryMap, stage: str) -> str:
    return _digest(question_text(theory_map, stage), *theory_map.languages)


def _digest(*texts: str) -> str:
    return hashlib.blake2b(json.dumps(texts).encode(), digest_size=_DIGEST_BYTES).hexdigest()
