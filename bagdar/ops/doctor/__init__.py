"""Says what is wrong with an installation and how to mend it; the gravest of it keeps the service from starting."""
