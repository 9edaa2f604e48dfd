"""What all places and dialogs do: drop what comes too late, and paint once."""
