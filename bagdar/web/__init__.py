"""Pages in three languages, drawn on the server."""
