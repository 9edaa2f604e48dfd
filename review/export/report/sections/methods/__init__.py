"""The sections of the methods, one module each."""
