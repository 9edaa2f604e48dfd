"""The log of searches."""
