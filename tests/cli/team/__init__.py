"""Tests of commands about the work of several reviewers."""
