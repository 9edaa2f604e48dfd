"""How numbers, intervals, formulas and descriptions of fields are written."""
