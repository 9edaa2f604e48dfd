"""Looking again at what was coded and parked before a theory changed."""
