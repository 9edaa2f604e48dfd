"""The report: its content as blocks (`blocks`), made by sections and written as Word, HTML or Markdown."""
