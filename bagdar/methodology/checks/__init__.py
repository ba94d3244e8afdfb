"""The checks: document in, findings with their clause out."""
