"""Reads over several rows, filtered by what the actor may see."""
