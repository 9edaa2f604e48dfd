"""Screening: decisions at the stages, on one record or on many."""
