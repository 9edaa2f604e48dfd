"""Exchange with other copies of the same review: what it is called, what arrives, what is sent."""
