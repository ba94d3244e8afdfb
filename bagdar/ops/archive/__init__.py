"""Backups: one file with all rows and files, restored into either database; and the move from one to the other."""
