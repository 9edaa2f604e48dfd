"""Runs of reading and importing: each gets the context of a review and reports what it did."""
