"""Tests of how far reviewers agree."""
