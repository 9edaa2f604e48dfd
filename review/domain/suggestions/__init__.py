"""The program's suggestions, how they are used, and how good they are."""
