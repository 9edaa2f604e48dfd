"""Several reviewers: how far they agree, as pure functions over domain values."""
