"""The handout for a stakeholder meeting: its content as values (`content`, `questions`), written as one HTML file."""
