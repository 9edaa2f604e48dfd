"""Answers about coded projects of other programs."""
