"""Bodies, people, their roles and ways in; builds the actors that every other domain asks about."""
