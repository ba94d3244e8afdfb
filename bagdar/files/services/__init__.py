"""Every write to files."""

from bagdar.files.services.keeping import Prepared, keep, prepare

__all__ = ["Prepared", "keep", "prepare"]
