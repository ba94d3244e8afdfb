"""The bagdar command: thin, in three languages."""
