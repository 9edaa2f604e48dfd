"""What of this machine the program uses, and whether it works: `review doctor`."""
