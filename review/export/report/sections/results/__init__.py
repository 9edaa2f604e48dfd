"""The sections of the results, one module each."""
