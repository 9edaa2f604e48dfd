"""Copies of a review that exchange events through a folder."""
