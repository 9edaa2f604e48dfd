"""Evaluation: how good the suggestions are."""
