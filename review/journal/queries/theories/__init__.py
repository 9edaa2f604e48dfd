"""Queries on theory work."""
