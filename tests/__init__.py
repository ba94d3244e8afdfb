"""Tests across rooms: contracts, completeness by enumeration, the command, the demonstration."""
