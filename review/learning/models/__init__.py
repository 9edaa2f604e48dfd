"""Models: the order of the queue, codes, source types."""
