"""Queries of the journal, a module for each kind of answer."""
