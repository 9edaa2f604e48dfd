"""The journal of a review: events, the tables made from them, and every query. The only place that knows SQL."""
