"""The places that F2 to F8 show, each with its styles beside it."""
