"""Exchange with other programs: coded projects in REFI-QDA, and copies of PDFs with their coded passages highlighted."""
