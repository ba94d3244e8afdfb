"""A self-made certification authority for tests and demonstrations; nobody else may trust it."""
