"""What is compared when coded projects of other programs are imported."""
