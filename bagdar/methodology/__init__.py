"""Methodologies as data: the pack and its loader, deadlines, what is due, checks that cite their clause."""
