"""The exported tables on theories and what was done with them, one module each."""
