"""Files and servers through which copies of a review exchange events."""
