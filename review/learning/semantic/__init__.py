"""Sentence vectors, from an encoder that the user chose: it runs in a child process with limits and without the network."""
