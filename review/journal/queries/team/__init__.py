"""Queries on the work of several reviewers."""
