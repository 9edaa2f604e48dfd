"""Copies of the PDFs in which every coded passage is highlighted: what is highlighted, and the export."""
