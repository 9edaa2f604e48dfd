"""Finds duplicates with bib-dedupe; run by duplicates.py, with the Python that bib-dedupe is installed in.

Reads records from standard input and writes ``{"seconds", "megabytes", "groups"}``: processor time for the search alone,
the most memory that the process took, with pandas and everything else, and the groups of ids.
"""

import json
import resource
import sys
import time

import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep

records = pd.DataFrame(json.load(sys.stdin))
start = time.process_time()
prepared = prep(records, cpu=1, verbosity_level=0)
pairs = match(block(prepared, cpu=1, verbosity_level=0), cpu=1, verbosity_level=0)
groups = cluster(pairs, verbosity_level=0)
seconds = time.process_time() - start
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("RESULT" + json.dumps({"seconds": seconds, "megabytes": megabytes, "groups": groups}))
