"""Theory work: versions of the map, configurations, appraisals, verdicts."""
