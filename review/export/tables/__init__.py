"""The exported tables, one module each."""
