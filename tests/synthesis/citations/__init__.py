"""Tests of citations in texts."""
