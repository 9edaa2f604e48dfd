"""What opens over a place to be answered or read, each with its styles beside it."""
