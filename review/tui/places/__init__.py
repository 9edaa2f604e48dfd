"""The places that F2 to F9 show, each with its styles beside it."""
