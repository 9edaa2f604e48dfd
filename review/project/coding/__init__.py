"""Coding: codes put on passages, and how passages are quoted and found again."""
