"""Tests of tables on the work of several reviewers."""
