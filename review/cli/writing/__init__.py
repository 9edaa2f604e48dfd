"""The commands of writing up."""
