"""Exchange with other copies of the review: merging, synchronising, joining."""
