"""Folds of theory work."""
