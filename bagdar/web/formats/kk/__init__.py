"""One language's formats; the framework looks for them by this name."""
