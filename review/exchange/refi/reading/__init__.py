"""Reading REFI-QDA projects and codebooks of other programs, in a child process with limits."""
