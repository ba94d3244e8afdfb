"""Settings and entry points of the service; nobody imports it."""
