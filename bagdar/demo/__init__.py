"""The demonstration strategy: invented content, plainly marked, and the yearly job done on it."""
