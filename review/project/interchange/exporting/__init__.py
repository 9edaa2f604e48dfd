"""From a review to a coded project: what the acting reviewer may see of it, as values that are written to a file."""
