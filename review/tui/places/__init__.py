"""The places that F2 to F7 show, each with its styles beside it."""
