"""The offline form: issued to one body with all its lines, read back tolerantly, split by addressee."""
