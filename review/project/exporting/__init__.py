"""Tables and files of a review: what they are made of, and how they are written."""
