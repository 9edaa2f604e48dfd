"""Folds of what reviewers agree on about their work: who decides on which records."""
