"""The places that F2 to F11 show, each with its styles beside it."""
