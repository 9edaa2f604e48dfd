"""Exchange through a PostgreSQL server; the only place that knows psycopg and that server's SQL."""
