"""What the program suggests, how it fared, and how good it is."""
