"""Tests of the commands of writing up."""
