"""Tests of sentence vectors."""
