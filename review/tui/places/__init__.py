"""The places that F2 to F10 show, each with its styles beside it."""
