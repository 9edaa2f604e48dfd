"""Find: one search over everything that reviewers coded, wrote, composed and concluded."""
