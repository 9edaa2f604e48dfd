"""The places that F2, F3 … show, each with its styles beside it."""
