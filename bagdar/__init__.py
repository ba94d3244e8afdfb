"""Bagdar runs a national strategy through its whole life by the methodology that governs it."""

__version__ = "0.1.0"
