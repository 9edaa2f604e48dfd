"""What reference files said of records beside their references."""
