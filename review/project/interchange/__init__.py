"""Coded projects of other programs: importing them into a review, and exporting a review for them."""
