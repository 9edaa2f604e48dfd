"""Tests of the work of several reviewers."""
