"""People at a screen: the program in a real browser, served as in production."""
