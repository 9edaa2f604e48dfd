"""Theory work: changes of the map with what led to them, the structure of its codes, and their history."""
