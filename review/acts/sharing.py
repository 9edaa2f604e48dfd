"""The act that begins a review and names it."""

from __future__ import annotations

from review.acts.act import Act, Names


class BeginReview(Act, frozen=True, kw_only=True, tag="begin-review"):
    """A review began. `review` is its random id, by which its copies recognise each other."""

    about = "review"
    has_floats = False
    noun = "begin of the review"
    review: str

    def in_words(self, names: Names) -> str:  # noqa: ARG002 - all acts have the same signature
        """What was done."""
        return "review begun"
