"""Evaluation: the quality of the suggestions."""
