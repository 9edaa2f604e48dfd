"""The normal form of values: people one by one, text instead of markup, years out of dates."""
