"""Answers about theory work."""
