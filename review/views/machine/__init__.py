"""Answers about the machine that the program runs on."""
