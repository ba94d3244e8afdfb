"""The interface for other systems: thin, over the same services and selectors as the pages."""
