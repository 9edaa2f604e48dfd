"""Commands about the theory map: those that change it, and those that show how it changed."""
