"""The folds of what is written up."""
