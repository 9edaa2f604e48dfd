"""Appending acts to the journal: events that follow each other, and the rows that they give."""
