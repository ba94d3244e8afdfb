"""Stored files: what comes in is kept apart until it is examined, what is kept never changes, what goes out is asked of
the owner's domain."""
