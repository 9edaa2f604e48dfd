"""Queries of the journal, a module for each kind of answer.

Where a few rows are put in the order of their events, ``CROSS JOIN event`` has SQLite begin with them: with ``JOIN`` it goes
through all events, which are in that order already.
"""
