"""How the order separates relevant records: by products of few decided records, or by sums of many."""
