"""Letters behind years (2016a): who gets which, and where copies of a review disagree."""
