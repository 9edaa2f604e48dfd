"""Answers about the work of several reviewers."""
