"""What is asked of the journal: one module for each kind of answer."""
