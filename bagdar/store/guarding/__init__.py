"""How each database is told to keep rows: the same questions, answered for SQLite and for PostgreSQL."""
