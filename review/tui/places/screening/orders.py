"""The order of the records in Screening, in words."""

from __future__ import annotations

from collections.abc import Mapping

from review.domain import Order
from review.domain.wording.counted import counted
from review.tui.places.screening.desk import ScreeningDesk

RANKED = 200
"""How many of the next records the model is asked to rank; more would cost it more time than a decision takes."""

ORDERS: Mapping[Order, str] = {
    Order.RELEVANCE: "likeliest first",
    Order.UNCERTAINTY: "least certain first",
    Order.CHALLENGE: "challenges first",
    Order.RANDOM: "at random",
    Order.OLDEST: "oldest first",
}


def order_in_words(desk: ScreeningDesk) -> str:
    """The order by which the record came, and the one of the next if it differs; empty without a record."""
    if desk.record is None:
        return ""
    if desk.queue.model and not desk.came_unordered:
        return _wanted(desk)
    came = "as added"
    if desk.record.id == desk.resumed:
        came = "where you left off"
    elif desk.order is Order.RELEVANCE:
        if desk.queue.was_kept(desk.record.id):
            if desk.queue.model and not desk.queue.learned_from:
                return ORDERS[desk.order]
            came = "likeliest by the question"  # of the last run, which knows no decisions
        else:
            came = "likeliest by words"  # a few of the oldest were compared, until the model has answered
    return f"{came}, next: {_wanted(desk)}" if desk.queue.model else came


def _wanted(desk: ScreeningDesk) -> str:
    return f"against {desk.focus} first" if desk.focus else ORDERS[desk.order]


def order_learned_from(desk: ScreeningDesk) -> str:
    """What the order was learned from, in a sentence."""
    queue = desk.queue
    if not queue.model:
        is_learning = "learning" in desk.project.learning.suggestions.state
        why = "Still learning: until then" if is_learning else "No suggestions yet:"
        return f"{why} records come by the words of the review's question and theories."
    behind = f"; {queue.behind} more since" if queue.behind > 0 else ""
    learned = (
        f"learned from {counted(queue.learned_from, 'decision')}"
        if queue.learned_from
        else "by the words of the review's question and theories"
    )
    return f"Order: {_wanted(desk)}, {learned}{behind}."


def why_not_ranked(desk: ScreeningDesk) -> str:
    """Why the record has no score while a model has ranked others: it comes later, came before that, or was decided then."""
    if desk.record is None or not desk.is_waiting:
        return "not ranked: it no longer waits"
    if desk.came_unordered:
        return "not ranked: it came before the order"
    if desk.queue.ranked >= RANKED and not desk.queue.came_back(desk.record.id):
        return f"not among the next {RANKED}"
    return "not in this order yet: it came back since"
