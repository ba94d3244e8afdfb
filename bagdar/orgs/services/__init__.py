"""Every write to bodies, people and access."""
