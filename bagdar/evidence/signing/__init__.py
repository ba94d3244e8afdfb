"""Signing of anything that was frozen: the object, what a head signs of it, and the three ways of signing."""
