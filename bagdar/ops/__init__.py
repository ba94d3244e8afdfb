"""Keeps the service going: gates, doctor, backup, store move, jobs, demonstration."""
